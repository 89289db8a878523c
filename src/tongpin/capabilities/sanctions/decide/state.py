"""What is kept of cases: the standing breaches of a member, and the cases to which something may still happen."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import NamedTuple

import msgspec

from tongpin.kernel.moment import Moment
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    CaseOpened,
    MemberUnmuted,
    SanctionConfirmed,
    SanctionImposed,
    SanctionLapsed,
    SanctionUndone,
)

BREACHES_KEPT = 32
"""So many of a member's breaches are kept."""

NO_APPEAL, LODGED, DECIDED = 0, 1, 2


class Breach(NamedTuple):
    """A breach that stands: its case, when that was opened, as how many it counts, and which rule it broke."""

    case: int
    at: int
    weight: int
    rule: str


class Case(msgspec.Struct):
    """A case that is not over.

    `muted_until` ends the mute that the case holds now, `until` the one that it holds once confirmed. `confirm_by`
    is 0 where nobody needs to confirm it (any more), `confirmed_by` who did.
    """

    member: int
    chat: int
    message: int
    rule: str
    removes: bool = False
    until: int = 0
    muted_until: int = 0
    confirm_by: int = 0
    confirmed_by: int = 0
    appeal_by: int = 0
    appeal: int = NO_APPEAL
    undone: bool = False

    def is_over(self, at: int) -> bool:
        """Say whether nothing can happen to it any more."""
        return self.appeal != LODGED and max(self.appeal_by, self.until, self.confirm_by) < at


class State(msgspec.Struct):
    """`last` is the newest case's number; `cases` by number; `breaches` by member, oldest first.

    `pleaded` is the text of the newest appeal.
    """

    last: int = 0
    cases: dict[int, Case] = {}
    breaches: dict[int, list[Breach]] = {}
    pleaded: int = 0

    def cases_of(self, member: int) -> list[tuple[int, Case]]:
        """Return a member's cases that are kept and not undone, oldest first."""
        numbers = (breach.case for breach in self.breaches.get(member, ()))
        return [(number, self.cases[number]) for number in numbers if number in self.cases]


def keep_opened(state: State, moment: Moment, opened: CaseOpened) -> None:
    """A breach more stands."""
    _forget_over(state.cases, moment.at)
    state.last = opened.case
    state.cases[opened.case] = Case(opened.member, opened.chat, opened.message, opened.rule)
    breaches = state.breaches.setdefault(opened.member, [])
    breaches.append(Breach(opened.case, moment.at, opened.weight, opened.rule))
    if len(breaches) > BREACHES_KEPT:
        _drop_one(breaches)


def _drop_one(breaches: list[Breach]) -> None:
    """Drop the oldest breach of the rule that was broken most: many light breaches wipe out no grave one."""
    often = Counter(breach.rule for breach in breaches)
    most = max(often, key=lambda rule: often[rule])
    breaches.remove(next(breach for breach in breaches if breach.rule == most))


def keep_imposed(state: State, _moment: Moment, imposed: SanctionImposed) -> None:
    """The case holds what it costs."""
    case = state.cases[imposed.case]
    case.removes = "remove" in imposed.acts
    case.until = imposed.until
    case.confirm_by = imposed.confirm_by
    case.muted_until = imposed.confirm_by if imposed.provisional else imposed.until
    case.appeal_by = imposed.appeal_by


def keep_confirmed(state: State, _moment: Moment, confirmed: SanctionConfirmed) -> None:
    """It holds."""
    case = state.cases[confirmed.case]
    case.confirmed_by = confirmed.by
    case.confirm_by = 0
    case.muted_until = max(case.muted_until, case.until)


def keep_lapsed(state: State, _moment: Moment, lapsed: SanctionLapsed) -> None:
    """It mutes nobody any more; the breach stands."""
    case = state.cases[lapsed.case]
    case.confirm_by = case.muted_until = case.until = 0


def keep_unmuted(state: State, _moment: Moment, unmuted: MemberUnmuted) -> None:
    """None of the member's cases mutes him any more."""
    for _, case in state.cases_of(unmuted.member):
        case.muted_until = 0


def keep_appeal(state: State, _moment: Moment, lodged: AppealLodged) -> None:
    """The case waits for an answer."""
    state.cases[lodged.case].appeal = LODGED
    state.pleaded = lodged.text


def keep_decision(state: State, _moment: Moment, decided: AppealDecided) -> None:
    """There is no second appeal."""
    state.cases[decided.case].appeal = DECIDED


def keep_undone(state: State, _moment: Moment, undone: SanctionUndone) -> None:
    """The breach never was."""
    case = state.cases[undone.case]
    case.undone = True
    case.confirm_by = case.muted_until = case.until = 0
    kept = [breach for breach in state.breaches.get(undone.member, ()) if breach.case != undone.case]
    if kept:
        state.breaches[undone.member] = kept
    else:
        state.breaches.pop(undone.member, None)


def _forget_over(cases: dict[int, Case], at: int) -> None:
    """Look at the two oldest: what is over goes, what is not goes to the end of the row.

    One comes in and two are looked at, so the row stays in proportion to what is not over, without a timer a case.
    """
    for number in list(islice(cases, 2)):
        case = cases.pop(number)
        if not case.is_over(at):
            cases[number] = case


def verify(state: State, standing: Standing) -> list[str]:
    """Say which cases mute their member for longer than the standing knows of."""
    kept = [each for member in state.breaches for each in state.cases_of(member)]
    return [
        f"Case {number} mutes member {case.member} until {case.muted_until}, "
        f"but the standing says until {standing.muted_until[case.member]}."
        for number, case in kept
        if case.muted_until > standing.muted_until[case.member]
    ]
