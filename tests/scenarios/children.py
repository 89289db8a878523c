"""The real engine and the real dispatch as child processes that a test may kill, on a platform that is recorded.

`python -m tests.scenarios.children engine FOLDER [unmarked]` and `... dispatch FOLDER PORT`; the database is that of
TONGPIN_DATABASE. `unmarked` takes the uniqueness of marks away: a control that must go wrong.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tongpin.journal.batch import Batch
from tongpin.journal.opening import open_store
from tongpin.journal.store import Store
from tongpin.kernel.connector import Done, Order, Outcome, Submit, Support
from tongpin.kernel.words.base import Action
from tongpin.project.processes import house
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.dispatch import Dispatch
from tongpin.runtime.engine import Engine
from tongpin.runtime.local_inbox import LocalInbox
from tongpin.runtime.serving import SOCKET, orphaned
from tongpin.runtime.submitter import Submitter

URL = os.environ.get("TONGPIN_DATABASE", "")


class Unmarked:
    """A store that knows no event again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def known(self, _community: int, _hashes: Sequence[int]) -> dict[int, tuple[int, int]]:
        return {}

    def write(self, batches: Sequence[Batch]) -> None:
        for each in batches:
            each.marks.clear()
        self._store.write(batches)


class Recorded:
    """The recorded platform, over TCP: one line a call."""

    def __init__(self, name: str, port: int, *, keyed: bool) -> None:
        self.name = name
        self.keyed = keyed
        self._port = port

    def support(self, kind: type[Action], chat: str) -> Support:
        return Support.NATIVE

    async def carry_out(self, order: Order) -> Outcome:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(f"{self.name} {order.key}\n".encode())
        await reader.readline()
        writer.close()
        return Done()

    async def listen(self, submit: Submit) -> None:
        """Nothing happens there but what it is told."""


def engine(folder: str, *flags: str) -> None:
    def opened() -> Store:
        store = open_store(URL)
        return Unmarked(store) if "unmarked" in flags else store  # type: ignore[return-value]

    serving = Engine(house(), opened)
    serving.load_all()
    serving.run(LocalInbox(Path(folder) / SOCKET), orphaned)


async def dispatch(folder: str, port: str) -> None:
    connectors = [Recorded("plain", int(port), keyed=False), Recorded("keyed", int(port), keyed=True)]
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with Submitter(Path(folder) / SOCKET) as submitter:
        by_name = {each.name: each for each in connectors}
        await Dispatch(open_store(URL), submitter.submit_until_written, by_name, CAPABILITIES).run(stopped)


if __name__ == "__main__":
    if sys.argv[1] == "engine":
        engine(*sys.argv[2:])
    else:
        asyncio.run(dispatch(*sys.argv[2:]))
