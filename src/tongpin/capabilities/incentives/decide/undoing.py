"""What is taken back because its cause is gone, and given back because the case is."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.incentives.decide.caps import period_of
from tongpin.capabilities.incentives.decide.earning import on_fact
from tongpin.capabilities.incentives.decide.state import UNIT
from tongpin.capabilities.incentives.playbook import COSTING, SPEECH, Earning
from tongpin.kernel.capability import View
from tongpin.kernel.ledger import Posted, grant, penalty, reverse
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.conduct import MessageRecalled, SanctionUndone
from tongpin.kernel.words.incentives import RewardEarned

_RECALLED = "recalled"
_OF_A_CASE = (*COSTING, _RECALLED)
"""By these names, and its number, the books know what a case has cost."""


def on_recalled(view: View, recalled: MessageRecalled) -> Iterator[Word]:
    """A message that was booked already gives back what it earned; today's are not counted in the first place."""
    yield from on_fact(view, recalled)
    tally, member, speech = view.state.tally, recalled.member, view.settings.speech
    if speech is None or not tally.has_booked(member, recalled.message) or tally.beyond[member] >= 0:
        return
    key, cause = f"{_RECALLED}:{recalled.case}", f"case:{recalled.case}"
    plan = penalty(view.state.ledger, key, member, speech.grant, cause, UNIT)
    if isinstance(plan, Posted):
        yield plan


def on_undone(view: View, undone: SanctionUndone) -> Iterator[Word]:
    """Exactly what a case took is given back, and what its message would have earned."""
    yield from on_fact(view, undone)
    ledger, case = view.state.ledger, undone.case
    for name in _OF_A_CASE:
        tx = ledger.marks.get(f"{name}:{case}")
        plan = reverse(ledger, f"undone:{name}:{case}", tx, f"case:{case}") if tx else None
        if isinstance(plan, Posted):
            yield plan
    owed_for, period = view.state.tally.owed
    if view.settings.speech and owed_for == case:
        yield from _restore(view, undone.member, case, period)


def _restore(view: View, member: int, case: int, period: int) -> Iterator[Word]:
    """Pay for a message that was recalled before it was booked; it counts in its period while that lasts."""
    speech: Earning = view.settings.speech
    plan = grant(view.state.ledger, f"restored:{case}", member, speech.grant, f"case:{case}", UNIT)
    if isinstance(plan, Posted):
        day = view.clock.day(view.moment.at)
        lasting = period if period == period_of(speech.at_most, day, 0) else 0
        yield RewardEarned(member, SPEECH, day, lasting, speech.grant)
        yield plan
