"""The other end of the local socket: hands arrivals in, many at once, and finds the engine again after it was gone."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Self

from tongpin.journal.submitting import UNAVAILABLE, Answer
from tongpin.runtime import frames

if TYPE_CHECKING:
    from pathlib import Path

    from tongpin.kernel.words.arrivals import Arrival

MOST_WAITING = 8192
"""Arrivals that may be on their way at once; further ones wait until others are answered."""
_FIRST_PAUSE_S = 0.02
_LONGEST_PAUSE_S = 1.0


class _Waiting(NamedTuple):
    frame: bytes
    answer: asyncio.Future[Answer]


class _Wire(asyncio.Protocol):
    """One connection, as long as it lasts."""

    def __init__(self, owner: Submitter) -> None:
        self._owner = owner
        self._received = bytearray()
        self.lost = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._owner.settle(frames.take_answered(self._received))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's form
        if not self.lost.done():
            self.lost.set_result(None)


class Submitter:
    """A client of the engine. For one event loop; use as `async with Submitter(path) as submitter`."""

    def __init__(self, path: Path) -> None:
        """Know where the engine listens; it need not be there yet."""
        self._path = path
        self._waiting: dict[int, _Waiting] = {}
        self._last = 0
        self._places = asyncio.Semaphore(MOST_WAITING)
        self._transport: asyncio.WriteTransport | None = None
        self._unsent: list[bytes] = []

    async def __aenter__(self) -> Self:
        """Look for the engine from now on."""
        self._task = asyncio.create_task(self._keep_connected())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Stop; what was not answered by now is cancelled."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        for waiting in self._waiting.values():
            waiting.answer.cancel()

    async def submit(self, community: int, arrival: Arrival) -> Answer:
        """Hand in an arrival and return its answer, however often the engine has to be found again for it.

        A repeat does no harm: the engine knows an arrival by its source and id.
        """
        await self._places.acquire()
        self._last += 1
        number = self._last
        waiting = _Waiting(frames.published(number, community, arrival), asyncio.get_running_loop().create_future())
        self._waiting[number] = waiting
        self._send(waiting.frame)
        try:
            return await waiting.answer
        finally:
            self._waiting.pop(number, None)
            self._places.release()

    async def submit_until_written(self, community: int, arrival: Arrival) -> Answer:
        """Hand in an arrival again and again until the engine could write it."""
        pause = _FIRST_PAUSE_S
        while (answer := await self.submit(community, arrival)).status == UNAVAILABLE:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)
        return answer

    def settle(self, answers: list[tuple[int, Answer]]) -> None:
        """Wake those who wait for these answers."""
        for number, answer in answers:
            waiting = self._waiting.get(number)
            if waiting is not None and not waiting.answer.done():
                waiting.answer.set_result(answer)

    def _send(self, frame: bytes) -> None:
        """Send a frame together with all others of this turn of the loop."""
        if self._transport is None:
            return
        if not self._unsent:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unsent.append(frame)

    def _flush(self) -> None:
        unsent, self._unsent = self._unsent, []
        if self._transport is not None:
            self._transport.write(b"".join(unsent))

    async def _keep_connected(self) -> None:
        loop = asyncio.get_running_loop()
        pause = _FIRST_PAUSE_S
        while True:
            try:
                transport, wire = await loop.create_unix_connection(lambda: _Wire(self), str(self._path))
            except OSError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_S)
                continue
            pause = _FIRST_PAUSE_S
            self._transport = transport
            self._unsent = []
            transport.write(b"".join(each.frame for each in self._waiting.values()))
            try:
                await wire.lost
            finally:
                self._transport = None
                transport.close()
