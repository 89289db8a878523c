"""The running house: the engine in a process of its own, dispatch and connectors in this one, until told to stop."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tongpin.runtime.dispatch import Dispatch
from tongpin.runtime.submitter import Submitter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tongpin.journal.store import Store
    from tongpin.journal.submitting import Submit
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.connector import Connector
    from tongpin.kernel.words.arrivals import Arrival

Pages = Callable[["Submit", asyncio.Event], Awaitable[None]]
"""Shows pages until the event; what they ask for goes to the door that is given."""

SOCKET = "engine.sock"
LOCK = "serve.lock"
_PAUSE_S = 1.0
"""Before something that ended by itself is started anew."""
_STOPPING_S = 10.0
"""The engine ends within one commit; whatever takes longer is stuck and is killed."""

_log = logging.getLogger("tongpin.serve")


class ServedAlready(Exception):  # noqa: N818 - says what happened
    """Another process serves this data folder."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a data folder; raises `ServedAlready` where another process does. The lock ends with the process."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServedAlready(str(folder)) from None
        yield


class Serving:
    """What is served: a data folder, its community's connectors, and how the engine and the store are started."""

    def __init__(
        self,
        folder: Path,
        engine: Sequence[str],
        open_store: Callable[[], Store],
        connectors: dict[int, list[Connector]],
        capabilities: Sequence[Capability],
        pages: Pages,
    ) -> None:
        """Know what to start: `engine` is the command line of the engine's process; connectors by community."""
        self._folder = folder
        self._engine = engine
        self._open_store = open_store
        self._connectors = connectors
        self._capabilities = capabilities
        self._pages = pages

    async def run(self, stopped: asyncio.Event) -> None:
        """Serve until `stopped`: then listen no more, end what is on its way, and stop the engine."""
        async with Submitter(self._folder / SOCKET) as submitter:
            engine = asyncio.create_task(self._keep_engine(stopped))
            listeners = [
                asyncio.create_task(self._listen(submitter, community, connector))
                for community, connectors in self._connectors.items()
                for connector in connectors
            ]
            pages = asyncio.create_task(self._show(submitter, stopped))
            await self._dispatch(submitter, stopped)
            for each in listeners:
                each.cancel()
            await asyncio.gather(*listeners, return_exceptions=True)
            await engine
            await pages

    async def _show(self, submitter: Submitter, stopped: asyncio.Event) -> None:
        """Show the pages; where they end by themselves nobody could reach the house, so it stops too."""
        try:
            await self._pages(submitter.submit, stopped)
        finally:
            stopped.set()

    async def _keep_engine(self, stopped: asyncio.Event) -> None:
        """Run the engine, anew whenever it ends by itself."""
        stopping = asyncio.create_task(stopped.wait())
        while not stopped.is_set():
            process = await asyncio.create_subprocess_exec(*self._engine)
            ended = asyncio.create_task(process.wait())
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not stopped.is_set():
                await asyncio.wait({stopping}, timeout=_PAUSE_S)
                continue
            await _stop(process, ended)

    async def _listen(self, submitter: Submitter, community: int, connector: Connector) -> None:
        """Let a connector hand in what happens, anew whenever it fails; one that comes to its end is done."""

        async def submit(arrival: Arrival) -> None:
            await submitter.submit_until_written(community, arrival)

        while True:
            try:
                return await connector.listen(submit)
            except Exception:  # noqa: BLE001 - a connector that fails must not take the others with it
                _log.exception("The connector %s failed, and is started anew.", connector.name)
                await asyncio.sleep(_PAUSE_S)

    async def _dispatch(self, submitter: Submitter, stopped: asyncio.Event) -> None:
        connectors = {each.name: each for several in self._connectors.values() for each in several}
        while not stopped.is_set():
            try:
                await self._dispatch_from(self._open_store(), submitter, connectors, stopped)
            except Exception:  # noqa: BLE001 - whatever it is, it must not take ingest with it
                _log.exception("Dispatch failed, and is started anew.")
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopped.wait(), _PAUSE_S)

    async def _dispatch_from(
        self, store: Store, submitter: Submitter, connectors: dict[str, Connector], stopped: asyncio.Event
    ) -> None:
        try:
            await Dispatch(store, submitter.submit_until_written, connectors, self._capabilities).run(stopped)
        finally:
            store.close()


async def _stop(process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
        _, late = await asyncio.wait({ended}, timeout=_STOPPING_S)
        if late:
            process.kill()
            await ended


def stop_on_signals(stopped: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT stop what waits for `stopped`."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopped.set)


def orphaned(parent: int = os.getppid()) -> bool:
    """Say whether the process that started this one is gone."""
    return os.getppid() != parent
