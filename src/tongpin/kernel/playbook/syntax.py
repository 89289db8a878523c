"""What the YAML parser complains of, said so that an operator can mend it."""

import re  # noqa: TID251 - fixed patterns of our own
from collections.abc import Sequence

from ruamel.yaml.error import MarkedYAMLError, StreamMark

from tongpin.kernel.playbook.faults import Fault, Place

_FULL_WIDTH_COLON = re.compile(r"\s*(?:- +)?[^\s\"'#:：]{1,40}(?P<colon>：)")

_COMPLAINTS = (
    ("quoted scalar", "found unexpected", "PB112", "begun"),
    ("", r"'\t'", "PB102", "place"),
    ("", "cannot start any token", "PB116", "place"),
    ("scanning an alias", "", "PB116", "begun"),
    ("scanning an anchor", "", "PB116", "begun"),
    ("", "'<stream end>'", "PB113", "bracket"),
    ("flow", "", "PB113", "bracket"),
    ("", "expected the node content", "PB116", "place"),
    ("", "mapping keys are not allowed", "PB116", "place"),
    ("", "sequence entries are not allowed", "PB121", "place"),
    ("", "could not find expected ':'", "PB115", "begun"),
    ("", "<block end>", "PB117", "place"),
    ("block scalar", "", "PB119", "place"),
    ("double-quoted", "", "PB120", "place"),
)
"""Words of the parser's context and complaint, the code that they mean, and which of its places to show."""


def syntax_fault(error: MarkedYAMLError, lines: Sequence[str], bracket: Place | None) -> Fault:
    """Return the fault that a parser's error means. `bracket` is the innermost one still open, if any."""
    context, complaint = error.context or "", error.problem or ""
    place = _place(error.problem_mark)
    begun = _place(error.context_mark) if error.context_mark else place
    second_colon = "mapping values are not allowed" in complaint
    above = _line_above(lines, place.line) if second_colon else place.line
    if found := _full_width_colon(lines, {begun.line, place.line, above}):
        return found
    if second_colon:
        return _second_colon(lines[place.line - 1], place)
    places = {"place": place, "begun": begun, "bracket": bracket or begun}
    for words, more, code, where in _COMPLAINTS:
        if words in context and more in complaint:
            return Fault(code, places[where], {"given": _sign(places[where], lines)})
    return Fault("PB101", place, {"why": complaint})


def _place(mark: StreamMark) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _line_above(lines: Sequence[str], number: int) -> int:
    """Return the number of the nearest line above that is not blank: a text goes on from there."""
    return next((above for above in range(number - 1, 0, -1) if lines[above - 1].strip()), number)


def _full_width_colon(lines: Sequence[str], numbers: set[int]) -> Fault | None:
    for number in sorted(numbers):
        found = _FULL_WIDTH_COLON.match(lines[number - 1])
        if found:
            return Fault("PB103", Place(number, found.start("colon") + 1), {"given": "：", "wanted": ":"})
    return None


def _second_colon(line: str, place: Place) -> Fault:
    """Tell `a: b: c` from a first key that is indented too far."""
    before = line[: place.column - 1]
    if ":" in before:
        return Fault("PB114", place)
    key = before.strip()
    return Fault("PB117", Place(place.line, before.index(key) + 1, len(key)))


def _sign(place: Place, lines: Sequence[str]) -> str:
    return lines[place.line - 1][place.column - 1 : place.column]
