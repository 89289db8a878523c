"""What time ends: a mute that has run its course, a sanction that nobody confirmed, the wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.sanctions.decide.notices import remind_of_appeal, told
from tongpin.capabilities.sanctions.decide.state import Case
from tongpin.kernel.capability import View, Words
from tongpin.kernel.words.acts import Mute, Unmute
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.conduct import MemberMuted, MemberUnmuted, SanctionLapsed
from tongpin.kernel.words.course import TimerDue


def mute_ends(view: View, timer: TimerDue) -> Words:
    """The mute of a case is over."""
    return (*lifted(view, timer.subject, view.state.cases[timer.subject]),)


def confirm_ends(view: View, timer: TimerDue) -> Words:
    """Nobody confirmed in time: the sanction is over, the breach stays on record."""
    number = timer.subject
    case: Case = view.state.cases[number]
    said = told(case, number, "lapsed", rule=case.rule)
    return (SanctionLapsed(number, case.member), *lifted(view, number, case), said)


def answer_due(view: View, timer: TimerDue) -> Words:
    """An appeal has waited too long: whoever may answer it is reminded."""
    return remind_of_appeal(view, timer.subject, view.state.cases[timer.subject])


def lifted(view: View, number: int, case: Case) -> Iterator[Word]:
    """End the mute of a case; where other cases mute the member for longer, the longest of theirs holds."""
    if not case.muted_until:
        return
    others = [(other.muted_until, name) for name, other in view.state.cases_of(case.member) if name != number]
    until, holder = max(others, default=(0, 0))
    if until <= view.moment.at:
        yield MemberUnmuted(case.member, case.chat, number)
        yield Unmute(case.chat, case.member, number)
    elif until < view.standing.muted_until[case.member]:
        chat = view.state.cases[holder].chat
        yield MemberMuted(case.member, chat, until, holder)
        yield Mute(chat, case.member, until, holder)
