"""What a fact earns, and what a case costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongpin.capabilities.incentives.decide.caps import period_of, room
from tongpin.capabilities.incentives.decide.state import UNIT
from tongpin.capabilities.incentives.decide.tallies import book
from tongpin.capabilities.incentives.playbook import Earning
from tongpin.kernel.capability import View, Words
from tongpin.kernel.ledger import Posted, grant, penalty
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.incentives import RewardEarned


def on_fact(view: View, fact: Any) -> Words:  # noqa: ANN401 - any fact that has a member
    """Whatever the playbook has a line for."""
    earning = view.settings.rewards.get(type(fact))
    cost = view.settings.costs.get(type(fact))
    if earning is None and cost is None:
        return ()
    return _weighed(view, fact, earning, cost)


def _weighed(view: View, fact: Any, earning: Earning | None, cost: tuple[str, int] | None) -> Iterator[Word]:  # noqa: ANN401
    if earning:
        yield from _earn(view, fact.member, earning)
    if cost:
        yield from _charge(view, fact.member, fact.case, *cost)


def _earn(view: View, member: int, earning: Earning) -> Iterator[Word]:
    clock, at = view.clock, view.moment.at
    day = clock.day(at)
    period = period_of(earning.at_most, day, clock.minute(at))
    if not room(view.state, earning, member, period):
        return
    key = f"{earning.name}:{view.moment.n}:{member}"
    plan = grant(view.state.ledger, key, member, earning.grant, f"{earning.name}:{view.moment.n}", UNIT)
    if isinstance(plan, Posted):
        yield RewardEarned(member, earning.name, day, period, earning.grant)
        yield plan


def _charge(view: View, member: int, case: int, name: str, amount: int) -> Iterator[Word]:
    """Take what a case costs, once; what the member has earned today is booked before."""
    yield from book(view, (member,))
    plan = penalty(view.state.ledger, f"{name}:{case}", member, amount, f"case:{case}", UNIT)
    if isinstance(plan, Posted):
        yield plan
