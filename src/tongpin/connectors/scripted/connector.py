"""A connector that plays a conversation from memory and does what it is told in memory, for tests and simulation."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from tongpin.kernel.connector import Done, Order, Outcome, Submit, Support, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongpin.kernel.words.arrivals import Arrival
    from tongpin.kernel.words.base import Action


class Scripted:
    """Plays `script`, and answers orders with `answers` in turn, then with Done.

    `calls` holds every order that came, `effects` those that took effect, by key. An answer of `Unknown` takes
    effect before it is given where its reason is `LATE`; no other answer than `Done` does.
    """

    LATE = "after the effect"
    EARLY = "before the effect"

    def __init__(
        self,
        name: str,
        *,
        script: Iterable[Arrival] = (),
        answers: Iterable[Outcome] = (),
        supports: Mapping[type[Action], Support] | None = None,
        keyed: bool = False,
    ) -> None:
        """Be the platform `name`; what `supports` does not name is native."""
        self.name = name
        self.keyed = keyed
        self.calls: list[Order] = []
        self.effects: dict[str, list[Order]] = {}
        self._script = tuple(script)
        self._answers = deque(answers)
        self._supports = supports or {}

    def support(self, kind: type[Action], chat: str) -> Support:  # noqa: ARG002 - the contract
        """Say what the test said, of every chat alike."""
        return self._supports.get(kind, Support.NATIVE)

    async def carry_out(self, order: Order) -> Outcome:
        """Write the order down and give the next answer."""
        self.calls.append(order)
        outcome = self._answers.popleft() if self._answers else Done()
        if isinstance(outcome, Done) or (isinstance(outcome, Unknown) and outcome.reason == self.LATE):
            self._take_effect(order)
        return outcome

    async def listen(self, submit: Submit) -> None:
        """Hand in the script, one after another."""
        for arrival in self._script:
            await submit(arrival)

    def _take_effect(self, order: Order) -> None:
        done = self.effects.setdefault(order.key, [])
        if not (self.keyed and done):
            done.append(order)
