"""How often a reward still counts, by the community's own calendar."""

from __future__ import annotations

from datetime import date

from tongpin.capabilities.incentives.decide.state import State, week_of
from tongpin.capabilities.incentives.playbook import Earning
from tongpin.kernel.playbook.rates import Often

NO_CAP = 1 << 31
_EVER = 1


def period_of(at_most: Often | None, day: int, minute: int) -> int:
    """Return the number of the span of the calendar in which a reward is capped; 0 for no cap."""
    if at_most is None:
        return 0
    if at_most.period == "hour":
        return day * 24 + minute // 60
    if at_most.period == "day":
        return day
    if at_most.period == "week":
        return week_of(day)
    if at_most.period == "month":
        month = date.fromordinal(day)
        return month.year * 12 + month.month
    return _EVER


def room(state: State, earning: Earning, member: int, period: int) -> int:
    """Return how many times a member can still earn a reward in a period."""
    if earning.at_most is None:
        return NO_CAP
    counted = state.counted.get(earning.name)
    used = counted.times[member] if counted and counted.period[member] == period else 0
    return max(0, earning.at_most.times - used)
