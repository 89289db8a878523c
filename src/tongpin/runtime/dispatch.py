"""Dispatch: carries out what the outbox holds, in order in each chat, and reports what became of it at the door.

A row is `sending` on disk before its call begins. A row found so at the start was cut off half-way: it is given
again where the platform knows its key, and is `unknown` elsewhere, for a human to look at.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, assert_never

from tongpin.journal.failpoints import reach
from tongpin.kernel.connector import Done, Refused, RetryAfter, Support, Unknown
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import ActReported
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.orders import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tongpin.journal.store import OutboxRow, Store
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.connector import Connector, Outcome
    from tongpin.runtime.engine import Clock
    from tongpin.runtime.orders import Addressed

SOURCE = "dispatch"
MOST_TRIES = 10
MOST_AGE_MS = 24 * 3_600_000
"""So often and so long an order is tried before it is given up."""
FIRST_PAUSE_MS = 1_000
LONGEST_PAUSE_MS = 3_600_000
CALL_S = 30.0
"""A call without an answer for so long is cut off."""
AT_ONCE = 64
"""Calls that are on their way at the same time, each in a chat of its own."""
POLL_S = 0.1


HandIn = Callable[[int, Arrival], Awaitable[object]]
"""Hands an arrival of a community in and returns when it is on disk."""


class Dispatch:
    """Carries out the outbox of one store. For one event loop; only one may run on a store."""

    def __init__(
        self,
        store: Store,
        hand_in: HandIn,
        connectors: Mapping[str, Connector],
        capabilities: Sequence[Capability],
        clock: Clock = wall_clock,
    ) -> None:
        """Serve these connectors, by the source of their chats; reports go through `hand_in`."""
        self._store = store
        self._hand_in = hand_in
        self._connectors = connectors
        self._orders = Orders(store, capabilities)
        self._clock = clock
        self._calls: set[asyncio.Task[None]] = set()

    async def run(self, stopped: asyncio.Event) -> None:
        """Carry out what is ready until `stopped`; calls that are on their way by then are waited for.

        After an error of our own the calls are cut off: whoever runs dispatch anew lets it recover.
        """
        stopping = asyncio.create_task(stopped.wait())
        try:
            await self.recover()
            while not stopped.is_set():
                self.begin()
                await asyncio.wait({stopping, *self._calls}, timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
                self._raise_failures()
            if self._calls:
                await asyncio.wait(self._calls, timeout=CALL_S)
        finally:
            for each in (stopping, *self._calls):
                each.cancel()

    async def recover(self) -> None:
        """Settle what an earlier dispatch left half-way."""
        while rows := self._store.outbox("sending"):
            for row in rows:
                connector = self._connectors.get(self._orders.of(row).source)
                if connector is not None and connector.keyed:
                    self._store.retry(row, self._clock(), "cut off")
                else:
                    await self._report(row, "unknown", "cut off half-way: it may have been done or not")

    def begin(self) -> int:
        """Begin what is ready; return how many calls that are."""
        rows = self._store.claim(AT_ONCE - len(self._calls), self._clock())
        for row in rows:
            self._calls.add(asyncio.create_task(self._carry_out(row)))
        return len(rows)

    def _raise_failures(self) -> None:
        """Let an error of our own end dispatch: it is started anew, and recovers."""
        finished = {each for each in self._calls if each.done()}
        self._calls -= finished
        for each in finished:
            each.result()

    async def _carry_out(self, row: OutboxRow) -> None:
        addressed = self._orders.of(row)
        connector = self._connectors.get(addressed.source)
        if connector is None:
            await self._report(row, "refused", f"no connector for {addressed.source or 'a chat that is not known'}")
            return
        match connector.support(type(addressed.order.action), addressed.order.chat):
            case Support.HUMAN:
                await self._report(row, "human", "")
            case Support.IMPOSSIBLE:
                await self._report(row, "refused", f"{connector.name} has no such act in this chat")
            case Support.NATIVE | Support.EMULATED:
                await self._settle(row, await _called(connector, addressed), keyed=connector.keyed)

    async def _settle(self, row: OutboxRow, outcome: Outcome, *, keyed: bool) -> None:
        match outcome:
            case Done(note):
                await self._report(row, "done", note)
            case Refused(reason):
                await self._report(row, "refused", reason)
            case RetryAfter(ms, reason):
                await self._try_later(row, ms, reason)
            case Unknown(reason) if keyed:
                await self._try_later(row, 0, reason)
            case Unknown(reason):
                await self._report(row, "unknown", reason)
            case _:
                assert_never(outcome)

    async def _try_later(self, row: OutboxRow, least_ms: int, reason: str) -> None:
        now = self._clock()
        pause = max(least_ms, random.randrange(min(FIRST_PAUSE_MS << row.attempts, LONGEST_PAUSE_MS)))  # noqa: S311 - jitter
        asked_at = next(self._store.entries(row.community, row.n - 1)).at
        if row.attempts + 1 >= MOST_TRIES or now + pause > asked_at + MOST_AGE_MS:
            await self._report(row, "failed", f"given up after {row.attempts + 1} tries: {reason}")
        else:
            self._store.retry(row, now + pause, reason)

    async def _report(self, row: OutboxRow, outcome: str, note: str) -> None:
        """Hand in what became of a row; of two reports on one try the first counts."""
        report = Arrival(
            source=SOURCE,
            id=f"{row.community}-{row.n}-{row.index}:{row.attempts}",
            sent=self._clock(),
            kind="event",
            event=ActReported(row.n, row.index, outcome, note),
        )
        await self._hand_in(row.community, report)
        reach("dispatch.after_report")


async def _called(connector: Connector, addressed: Addressed) -> Outcome:
    reach("dispatch.before_call")
    try:
        async with asyncio.timeout(CALL_S):
            outcome = await connector.carry_out(addressed.order)
    except Exception as error:  # noqa: BLE001 - whatever a connector raises, its call may have been done
        outcome = Unknown(f"{type(error).__name__}: {error}")
    reach("dispatch.after_call")
    return outcome
