"""What a breach costs: a case, the acts of the step that it reaches, and a notice that explains them."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.sanctions.decide.notices import notice, to_stewards
from tongpin.capabilities.sanctions.playbook import SanctionsSection, Step
from tongpin.kernel.capability import View, Words
from tongpin.kernel.moment import DAY_MS
from tongpin.kernel.words.acts import Mute, Recall
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.conduct import BreachFound, CaseOpened, MemberMuted, MessageRecalled, SanctionImposed
from tongpin.kernel.words.course import TimerSet

OWNER, MUTE_ENDS, CONFIRM_ENDS, ANSWER_DUE = "sanctions", "mute", "confirm", "answer"
"""The names of the timers; their subject is the case."""
LONGEST_UNCONFIRMED_MUTE = DAY_MS


def on_breach(view: View, breach: BreachFound) -> Words:
    """Open a case and impose the step of the ladder that the member's standing breaches have reached.

    An appeal costs nothing, whatever it quotes; there is only one a case.
    """
    if breach.text and breach.text == view.state.pleaded:
        return ()
    settings: SanctionsSection = view.settings
    opened = CaseOpened(
        view.state.last + 1,
        breach.member,
        breach.chat,
        breach.message,
        breach.text,
        breach.rule,
        breach.line,
        breach.weight + _weight_before(view, breach),
        breach.weight,
    )
    number, step = settings.step_for(breach.rule, opened.breaches)
    imposed = _imposed(view, opened, number, step)
    asked = to_stewards(view, imposed, breach.rule) if imposed.provisional else ()
    return (opened, imposed, *_acts(view, imposed), notice(settings, breach, opened, imposed, step), *asked)


def _weight_before(view: View, breach: BreachFound) -> int:
    """Sum the member's breaches that stand, count towards the same ladder and have not expired."""
    settings: SanctionsSection = view.settings
    ladders, since = settings.ladders, view.moment.at - settings.breaches_expire
    kept = [each for each in view.state.breaches.get(breach.member, ()) if each.at > since]
    if breach.rule in ladders:
        return sum([each.weight for each in kept if each.rule == breach.rule])
    return sum([each.weight for each in kept if each.rule not in ladders])


def _imposed(view: View, opened: CaseOpened, number: int, step: Step) -> SanctionImposed:
    settings: SanctionsSection = view.settings
    at, lasting = view.moment.at, step.lasting or 0
    removes = "remove" in step.acts
    provisional = removes or lasting > LONGEST_UNCONFIRMED_MUTE
    # A mute that is over needs no confirming.
    waits = settings.removal_confirmed_within if removes else min(settings.removal_confirmed_within, lasting)
    return SanctionImposed(
        opened.case,
        opened.member,
        opened.chat,
        opened.message,
        number,
        step.acts,
        until=at + lasting if lasting else 0,
        provisional=provisional,
        confirm_by=at + waits if provisional else 0,
        appeal_by=at + settings.appeal_within,
    )


def _acts(view: View, imposed: SanctionImposed) -> Iterator[Word]:
    case, member, chat = imposed.case, imposed.member, imposed.chat
    if "recall" in imposed.acts:
        yield MessageRecalled(imposed.message, chat, member, case)
        yield Recall(chat, imposed.message, case)
    if imposed.provisional:
        yield from muted(view, member, chat, imposed.confirm_by, case)
        yield TimerSet(OWNER, CONFIRM_ENDS, case, imposed.confirm_by)
    elif "mute" in imposed.acts:
        yield from muted(view, member, chat, imposed.until, case)
        yield TimerSet(OWNER, MUTE_ENDS, case, imposed.until)


def muted(view: View, member: int, chat: int, until: int, case: int) -> Iterator[Word]:
    """Mute a member, unless another case mutes him for longer already."""
    if until > view.standing.muted_until[member]:
        yield MemberMuted(member, chat, until, case)
        yield Mute(chat, member, until, case)
