"""The cast: simulated members that play live in a demo's chats, at the pace of people."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tongpin.kernel.connector import Refused, Support
from tongpin.kernel.moment import SECOND_MS
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.simulation.director import Director
from tongpin.runtime.simulation.pen import Pen
from tongpin.runtime.simulation.seeding import SOURCE

if TYPE_CHECKING:
    from tongpin.kernel.connector import Order, Submit
    from tongpin.kernel.words.base import Action
    from tongpin.runtime.engine import Clock
    from tongpin.runtime.simulation.journals import Journal

Sleep = Callable[[float], Awaitable[object]]

_CURTAIN_MS = 700
"""The first message comes so soon."""


class Cast:
    """A connector that only hands in: what its people say enters as said in the built-in chat, which carries out
    what Tongpin does about it.

    The same seed, journal and clock give the same arrivals. Only one may play in a community at a time.
    """

    name = "cast"
    keyed = True

    def __init__(self, seed: int, journal: Journal, clock: Clock = wall_clock, sleep: Sleep = asyncio.sleep) -> None:
        """Get ready; the journal is read from the moment on when somebody listens."""
        self._seed = seed
        self._journal = journal
        self._clock = clock
        self._sleep = sleep
        self._director: Director | None = None

    def support(self, kind: type[Action], chat: str) -> Support:  # noqa: ARG002 - the contract
        """Carry out nothing."""
        return Support.IMPOSSIBLE

    async def carry_out(self, order: Order) -> Refused:
        """Refuse."""
        return Refused(f"The cast only plays; {type(order.action).__name__} is for the chat that it plays in.")

    async def listen(self, submit: Submit) -> None:
        """Play until cancelled."""
        began = self._clock()
        director = self._director or Director(self._seed, began, self._journal, Pen(SOURCE, f"cast-{began}-"))
        self._director = director
        due = began + _CURTAIN_MS
        while True:
            await self._sleep(max(0, due - self._clock()) / SECOND_MS)
            now = self._clock()
            for arrival in director.next(now):
                await submit(arrival)
            due = max(now, due) + director.pause()

    def hour(self) -> int:
        """Return which hour of their day it is for the people of the cast, for whom an hour is a minute."""
        return self._director.hour(self._clock()) if self._director else 0
