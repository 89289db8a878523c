"""What is wrong with a playbook, and how it is shown: the line, a caret under the place, and how to mend it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.kernel.playbook.bilingual import Both

WIDEST = 100
"""Columns of the file that are shown; of a longer line, those around the place."""
_CONTEXT = 40
"""Columns that are shown before the place where a line is cut."""
_ERROR = Both("错误", "error")
_SEE = Both("说明：docs/playbook-errors.md#{code}", "See docs/playbook-errors.md#{code}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; `width` is how many characters are meant.

    `source` is the line itself, `before` the line above it.
    """

    code: str
    file: str
    line: int
    column: int
    message: Both
    fix: Both
    source: str = ""
    before: str = ""
    width: int = 1


class PlaybookInvalid(Exception):  # noqa: N818 - named as the command line's exit code is
    """A playbook that cannot be taken, with all its problems in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(render(problem, "en") for problem in problems))
        self.problems = tuple(problems)


def render(problem: Problem, language: str) -> str:
    """Show a problem to a person, on five lines at most."""
    at = f"{problem.file}:{problem.line}:{problem.column}"
    head = f"{at}  {_ERROR.spoken(language)} {problem.code}  {problem.message.spoken(language)}"
    tail = f"  {problem.fix.spoken(language)}   {_SEE.spoken(language).format(code=problem.code.lower())}"
    gutter = max(4, len(str(problem.line)) + 1)
    lines = []
    if problem.before.strip():
        lines.append(f"{problem.line - 1:>{gutter}} │ {_clipped(problem.before, 0)[0]}")
    source, cut = _clipped(problem.source, problem.column - 1)
    lines.append(f"{problem.line:>{gutter}} │ {source}")
    lines.append(" " * (gutter + 3) + _caret(source, problem.column - 1 - cut, problem.width))
    return "\n".join([head, *(line.rstrip() for line in lines), tail])


def problems_as_json(problems: Sequence[Problem], language: str) -> dict[str, list[dict[str, str | int]]]:
    """Return the document that `tongpin check --json` prints."""
    return {
        "errors": [
            {
                "code": problem.code,
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "message": problem.message.spoken(language),
                "fix": problem.fix.spoken(language),
            }
            for problem in problems
        ]
    }


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide characters two, combining and invisible ones none."""
    return sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _caret(source: str, start: int, width: int) -> str:
    marked = source[start : start + width].rstrip()
    return " " * columns(source[:start]) + "^" * max(1, columns(marked))


def _clipped(line: str, start: int) -> tuple[str, int]:
    """Return what is shown of a line, and how many characters fewer stand before any place in it."""
    shown = line.replace("\t", " ")
    if columns(shown) <= WIDEST:
        return shown, 0
    first = max(0, start - _CONTEXT)
    head = "…" if first else ""
    end = first
    room = WIDEST
    while end < len(shown) and room > 0:
        room -= _columns_of(shown[end])
        end += 1
    return head + shown[first:end] + ("…" if end < len(shown) else ""), first - len(head)
