"""Which rows a case gets: one when it is opened, and one for each thing that became of it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongpin.capabilities.sanctions.decide.state import State
from tongpin.kernel.projection import Project, Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    CaseOpened,
    MemberRemoved,
    MemberUnmuted,
    SanctionConfirmed,
    SanctionImposed,
    SanctionLapsed,
    SanctionUndone,
)
from tongpin.kernel.words.entry import Entry

CASES = Table(
    "sanctions_cases",
    (
        "case", "member", "chat", "message", "text", "rule", "line", "breaches", "weight",
        "step", "acts", "until", "provisional", "confirm_by", "appeal_by", "version", "at",
    ),
    grows=True,
)  # fmt: skip
CHANGES = Table("sanctions_changes", ("case", "change", "by", "text", "due", "at"), key=2, grows=True)

_CHANGES: Mapping[type[Fact], str] = {
    SanctionConfirmed: "confirmed",
    SanctionLapsed: "lapsed",
    SanctionUndone: "undone",
    AppealLodged: "appealed",
    MemberUnmuted: "unmuted",
    MemberRemoved: "removed",
}


def case_row(_state: State | None, _standing: Standing, entry: Entry, fact: CaseOpened) -> Iterable[tuple[Table, Row]]:
    """Return a case with what it costs: both are said in one entry."""
    imposed = next(each for each in entry.facts if isinstance(each, SanctionImposed) and each.case == fact.case)
    opened = (
        fact.case, fact.member, fact.chat, fact.message, fact.text, fact.rule, fact.line, fact.breaches, fact.weight,
    )  # fmt: skip
    costs = (
        imposed.step, ",".join(imposed.acts), imposed.until, int(imposed.provisional), imposed.confirm_by,
        imposed.appeal_by, entry.version, entry.at,
    )  # fmt: skip
    yield CASES, opened + costs


def change_row(_state: State | None, _standing: Standing, entry: Entry, fact: Fact) -> Iterable[tuple[Table, Row]]:
    """Return what became of a case; each change happens to a case once at the most."""
    case, by, text, due = (getattr(fact, name, 0) for name in ("case", "by", "text", "due"))
    change = _CHANGES.get(type(fact)) or ("upheld" if getattr(fact, "upheld", False) else "kept")
    yield CHANGES, (case, change, by, text, due, entry.at)


_PROJECTS: Mapping[type[Fact], Project] = {
    CaseOpened: case_row,
    AppealDecided: change_row,
    **dict.fromkeys(_CHANGES, change_row),
}

PROJECTION = Projection((CASES, CHANGES), _PROJECTS)
