"""What humans decide: a steward stands behind a sanction, a member appeals, another steward answers."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.sanctions.decide.ending import lifted
from tongpin.capabilities.sanctions.decide.imposing import ANSWER_DUE, CONFIRM_ENDS, MUTE_ENDS, OWNER, muted
from tongpin.capabilities.sanctions.decide.notices import ask_for_answer, may_decide, refused, told
from tongpin.capabilities.sanctions.decide.state import LODGED, NO_APPEAL, Case
from tongpin.kernel.capability import View, Words
from tongpin.kernel.standing import STEWARD
from tongpin.kernel.words.acts import Remove
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.chat import CommandGiven
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    MemberRemoved,
    SanctionConfirmed,
    SanctionUndone,
)
from tongpin.kernel.words.course import TimerCleared, TimerSet

APPEAL, CONFIRM, UNDO, KEEP = ("申诉", "appeal"), ("确认", "confirm"), ("撤销", "undo"), ("维持", "keep")
"""The words for what is asked, and for the buttons that ask it."""


def confirm(view: View, given: CommandGiven) -> Words:
    """确认 12: a steward stands behind a provisional sanction."""
    number, case = given.number, view.state.cases.get(given.number)
    if not view.standing.holds(given.member, STEWARD):
        return (refused(given, "stewards_only", case=number),)
    if case is None or not case.confirm_by:
        return (refused(given, "nothing_to_confirm", case=number),)
    if case.member == given.member:
        return (refused(given, "own_case", case=number),)
    return _confirmed(view, number, case, given.member)


def appeal(view: View, given: CommandGiven) -> Words:
    """申诉 12 理由: the member concerned asks for another look; without a number, at his newest case."""
    number = given.number or max((number for number, _ in view.state.cases_of(given.member)), default=0)
    case: Case | None = view.state.cases.get(number)
    if case is None or case.member != given.member:
        return (refused(given, "no_such_case"),)
    if case.undone:
        return (refused(given, "undone_already", case=number),)
    if case.appeal != NO_APPEAL:
        return (refused(given, "appealed_already", case=number),)
    if view.moment.at > case.appeal_by:
        return (refused(given, "appeal_too_late", case=number),)
    within = view.settings.answer_within
    due = view.moment.at + within
    return (
        AppealLodged(number, given.member, given.text, due),
        TimerSet(OWNER, ANSWER_DUE, number, due),
        told(case, number, "appeal_lodged", answer_span=within),
        *ask_for_answer(view, number, case),
    )


def undo(view: View, given: CommandGiven) -> Words:
    """撤销 12 理由: the member was right, or a steward sees it by himself; everything that followed is given back."""
    case: Case | None = view.state.cases.get(given.number)
    if case is None or case.appeal != NO_APPEAL:
        return _answered(view, given, upheld=True)
    return _cleared(view, given, case)


def keep(view: View, given: CommandGiven) -> Words:
    """维持 12 理由: the sanction stands."""
    return _answered(view, given, upheld=False)


def _answered(view: View, given: CommandGiven, *, upheld: bool) -> Words:
    number, by = given.number, given.member
    objection = _objection(view, given)
    if objection:
        return (refused(given, objection, case=number),)
    case: Case = view.state.cases[number]
    decided = AppealDecided(number, case.member, by, upheld, given.text)
    answered = TimerCleared(OWNER, ANSWER_DUE, number)
    if upheld:
        return (decided, answered, *_undone(view, case, SanctionUndone(number, case.member, by), "undone"))
    return (decided, answered, told(case, number, "kept", rule=case.rule))


def _cleared(view: View, given: CommandGiven, case: Case) -> Words:
    """A steward undoes, unasked, what a machine or he himself was wrong about."""
    number, by = given.number, given.member
    if not view.standing.holds(by, STEWARD):
        return (refused(given, "stewards_only", case=number),)
    if case.member == by:
        return (refused(given, "own_case", case=number),)
    if case.undone:
        return (refused(given, "undone_already", case=number),)
    return (*_undone(view, case, SanctionUndone(number, case.member, by, given.text), "cleared"),)


def _undone(view: View, case: Case, undone: SanctionUndone, sentence: str) -> Iterator[Word]:
    number = undone.case
    if case.confirm_by:
        yield TimerCleared(OWNER, CONFIRM_ENDS, number)
    elif case.until > view.moment.at:
        yield TimerCleared(OWNER, MUTE_ENDS, number)
    yield undone
    yield from lifted(view, number, case)
    removal = "_removal" if case.removes and case.confirmed_by else ""
    yield told(case, number, f"{sentence}{removal}", rule=case.rule)


def _confirmed(view: View, number: int, case: Case, by: int) -> Words:
    confirmed = (SanctionConfirmed(number, case.member, by), TimerCleared(OWNER, CONFIRM_ENDS, number))
    if case.removes:
        removed = (MemberRemoved(case.member, case.chat, number), Remove(case.chat, case.member, number))
        return (*confirmed, *removed, told(case, number, "confirmed_removal", rule=case.rule))
    return (
        *confirmed,
        *muted(view, case.member, case.chat, case.until, number),
        TimerSet(OWNER, MUTE_ENDS, number, case.until),
        told(case, number, "confirmed_mute", rule=case.rule),
    )


def _objection(view: View, given: CommandGiven) -> str:
    """Name the sentence that says why this member cannot answer an appeal in this case, or nothing where he can."""
    case: Case | None = view.state.cases.get(given.number)
    if not view.standing.holds(given.member, STEWARD):
        return "stewards_only"
    if case is None or case.appeal != LODGED:
        return "nothing_to_answer"
    if not may_decide(view, given.member, case):
        return "own_case" if case.member == given.member else "own_decision"
    return ""
