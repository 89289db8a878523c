"""Which hits an operator should look at first: those that he would not expect."""

from __future__ import annotations

from collections import Counter
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.moment import DAY_MS
from tongpin.kernel.standing import DUTIES

if TYPE_CHECKING:
    from tongpin.kernel.standing import Standing
    from tongpin.kernel.words.conduct import BreachFound
    from tongpin.runtime.rehearsal.decision import Decision

SHOWN = 20
"""How many of the most surprising hits are kept."""
_NARROW_PART = 5
"""A hit is narrow that is over its limit by a fifth at the most."""
_OLD_DAYS = 30
_TALKS_MUCH = 50
_WEIGHTS = {"remove": 20, "mute": 10}
_DUTY, _MOST_OLD, _MOST_TALK, _NARROW = 40, 30, 30, 10


class Surprise(msgspec.Struct, frozen=True):
    """One hit, and what makes it surprising: `duties` held, `days` since the first message, `messages` said before
    and how many of them were `hits`, and whether it was `narrow`: measured hardly over the limit.
    """

    score: int
    id: str
    sender: str
    ts: str
    rule: str
    actions: tuple[str, ...]
    reason: str
    duties: tuple[str, ...]
    days: int
    messages: int
    hits: int
    narrow: bool


class Surprises:
    """Keeps the `SHOWN` most surprising hits; of equal ones the first."""

    def __init__(self) -> None:
        """Start with none."""
        self._hits: Counter[int] = Counter()
        self._considered = 0
        self._kept: list[tuple[int, int, Surprise]] = []

    def consider(self, decision: Decision, breach: BreachFound, standing: Standing, at: int) -> None:
        """Take note of a hit, by what was known of its member when it happened."""
        member = breach.member
        days = (at - (standing.first_message[member] or at)) // DAY_MS
        messages, hits = standing.messages[member] - 1, self._hits[member]
        duties = tuple(name for bit, name in enumerate(DUTIES) if standing.duties[member] >> bit & 1)
        narrow = abs(breach.measured - breach.limit) * _NARROW_PART <= breach.limit
        score = (
            _DUTY * bool(duties)
            + min(_MOST_OLD, days // _OLD_DAYS) // (hits + 1)
            + (min(_MOST_TALK, messages // (hits + 1) // 10) if messages >= _TALKS_MUCH else 0)
            + _NARROW * narrow
            + sum(_WEIGHTS.get(act, 0) for act in decision.actions)
        )
        self._hits[member] += 1
        self._considered += 1
        lowest = self._kept[0][0] if len(self._kept) == SHOWN else -1
        if score > lowest:
            self._keep(
                Surprise(
                    score,
                    decision.id,
                    decision.sender,
                    decision.ts,
                    breach.rule,
                    decision.actions,
                    decision.reason or "",
                    duties,
                    days,
                    messages,
                    hits,
                    narrow,
                )
            )

    def first(self) -> list[Surprise]:
        """Return the kept hits, the most surprising first."""
        return [each for _, _, each in sorted(self._kept, reverse=True)]

    def _keep(self, surprise: Surprise) -> None:
        item = (surprise.score, -self._considered, surprise)
        if len(self._kept) < SHOWN:
            heappush(self._kept, item)
        else:
            heappushpop(self._kept, item)
