"""All that is known of one case, for whoever may see it: read with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language

from tongpin.capabilities.sanctions.decide.deciding import APPEAL, KEEP, UNDO
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.views.wording import Standing, standing_of
from tongpin.journal.bundles import unbundled
from tongpin.journal.models import Entry, Message, PlaybookVersion, Text
from tongpin.kernel.vocabulary import decode_facts
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import BreachFound
from tongpin.kernel.words.ledger import Posted
from tongpin.text.commands import Form, Grammar, leading_number
from tongpin.text.reading import LENGTH_CAP
from tongpin.webkit.sentences import explainer

_COMMANDS = Grammar([Form("appeal", APPEAL, "rest"), Form("undo", UNDO, "number"), Form("keep", KEEP, "number")])
MOST_LINES = 12
"""Lines of the playbook that are shown of a rule."""


class Part(NamedTuple):
    """A piece of a text, and whether it is what matched."""

    text: str
    marked: bool


class Line(NamedTuple):
    """A line of the playbook."""

    number: int
    text: str


@dataclass(frozen=True)
class Dossier:
    """A case, the entry in which it was opened, what was written about it, and what became of it.

    `n` is the entry (0: not known); `texts` are the bodies of texts by number, without those that were deleted.
    """

    case: Case
    changes: Sequence[Change]
    standing: Standing
    n: int
    facts: Sequence[Fact]
    texts: Mapping[int, str]

    @property
    def breach(self) -> BreachFound | None:
        """Return what was found, as it was said then."""
        return next((each for each in self.facts if isinstance(each, BreachFound)), None)

    @property
    def measured(self) -> str:
        """Say what was measured against what, in the rule's own sentence."""
        return explainer(get_language() or "zh-hans")(self.breach) if self.breach else ""

    @property
    def is_deleted(self) -> bool:
        """Say whether the message had a text that is there no more."""
        return bool(self.case.text) and self.case.text not in self.texts

    @property
    def parts(self) -> list[Part]:
        """Return the message in pieces, those marked that matched."""
        return parted(self.texts.get(self.case.text, ""), self.breach.marks if self.breach else ())

    @property
    def points(self) -> int:
        """Return how many points the case took when it was opened."""
        return -sum(leg[1] for posted in self._posted for leg in posted.legs[:1])

    @property
    def written_off(self) -> int:
        """Return how many points it would have taken besides, had they been there."""
        return sum(posted.written_off for posted in self._posted)

    @property
    def appeal(self) -> Change | None:
        """Return the appeal, if there was one."""
        return self.change("appealed")

    def change(self, *names: str) -> Change | None:
        """Return the first of these things that happened to the case."""
        return next((each for each in self.changes if each.change in names), None)

    def reason(self, change: Change) -> str:
        """Return what somebody wrote for a change; empty where nothing was, or where it is deleted."""
        return reason_in(self.texts.get(change.text, ""))

    @property
    def _posted(self) -> list[Posted]:
        cause = f"case:{self.case.case}"
        posted = (each for each in self.facts if isinstance(each, Posted))
        return [each for each in posted if each.cause == cause and each.unit == "points"]


def dossiers(community: int, cases: Sequence[Case], now: int) -> list[Dossier]:
    """Return the dossiers of some cases."""
    changes = Change.objects.of(community, [each.case for each in cases])
    messages = Message.objects.filter(community=community, number__in=[each.message for each in cases])
    entries = dict(messages.values_list("number", "n"))
    rows = Entry.objects.filter(community=community, n__in=list(entries.values())).values_list("n", "facts")
    facts = {n: decode_facts(bytes(kept)) for n, kept in rows}
    numbers = {each.text for each in cases} | {each.text for listed in changes.values() for each in listed}
    texts = bodies(community, numbers)
    return [
        Dossier(
            case,
            changes[case.case],
            standing_of(case, changes[case.case], now),
            entries.get(case.message, 0),
            facts.get(entries.get(case.message, 0), ()),
            texts,
        )
        for case in cases
    ]


def bodies(community: int, numbers: Iterable[int]) -> dict[int, str]:
    """Return the texts that are still there, by number."""
    wanted = {each for each in numbers if each}
    return dict(Text.objects.filter(community=community, number__in=wanted).values_list("number", "body"))


def parted(text: str, marks: Iterable[tuple[int, int]]) -> list[Part]:
    """Cut a text where marks begin and end; marks may overlap, and what nobody read is left out."""
    text = text[:LENGTH_CAP]
    marked = {place for start, end in marks for place in range(start, min(end, len(text)))}
    edges = [place for place in range(1, len(text)) if (place in marked) != (place - 1 in marked)]
    starts, ends = [0, *edges], [*edges, len(text)]
    return [Part(text[start:end], start in marked) for start, end in zip(starts, ends, strict=True) if start < end]


def reason_in(command: str) -> str:
    """Return what somebody wrote behind the word of a command and its number."""
    addressed = _COMMANDS.parse(command)
    return leading_number(addressed.rest)[1].strip() if addressed else ""


def lines_of_rule(community: int, version: int, line: int) -> list[Line]:
    """Return the lines of a version of the playbook that write the rule which begins on a line; 0 stands nowhere."""
    kept = PlaybookVersion.objects.filter(community=community, version=version).values_list("body", flat=True).first()
    lines = unbundled(kept or "").text.splitlines()[line - 1 :] if line else []
    if not lines:
        return []
    depth = _depth(lines[0])
    written = lines[:1]
    for each in lines[1:MOST_LINES]:
        if each.strip() and _depth(each) <= depth:
            break
        written.append(each)
    while not written[-1].strip():
        written.pop()
    return [Line(line + place, each[depth:]) for place, each in enumerate(written)]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
