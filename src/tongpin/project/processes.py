"""The processes that are started beside `tongpin serve`: `engine FOLDER`, and now and then `snapshot COMMUNITY` or
`explain COMMUNITY ENTRY`.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tongpin.journal.opening import database_url, open_store
from tongpin.project.wiring import CAPABILITIES, PLATFORMS
from tongpin.runtime.community import House
from tongpin.runtime.engine import Engine
from tongpin.runtime.explaining import Explainer, encode, explain_from
from tongpin.runtime.local_inbox import LocalInbox
from tongpin.runtime.playbooks import compiler
from tongpin.runtime.serving import SOCKET, orphaned
from tongpin.runtime.snapshotting import Snapshotter, take

NICENESS = 10


def house() -> House:
    """Return the house as it is wired."""
    return House(CAPABILITIES, compiler(CAPABILITIES), PLATFORMS)


def command(name: str, *arguments: object) -> list[str]:
    """Return the command line of a process of this module."""
    return [sys.executable, "-m", "tongpin.project.processes", name, *map(str, arguments)]


def engine(folder: str) -> None:
    """Serve the socket of a data folder until SIGTERM, or until the process that started this one is gone."""
    told: list[int] = []
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, _frame: told.append(number))
    serving = Engine(house(), partial(open_store, database_url(os.environ)))
    serving.after_commit = Snapshotter(partial(command, "snapshot")).look
    serving.load_all()
    inbox = LocalInbox(Path(folder) / SOCKET)
    serving.run(inbox, lambda: bool(told) or orphaned())
    inbox.close()
    serving.close()


def snapshot(community: str) -> None:
    """Make a snapshot of one community, out of the engine's way."""
    os.nice(NICENESS)
    store = open_store(database_url(os.environ))
    key = next(each.key for each in store.communities() if each.id == int(community))
    take(house(), store, int(community), key)
    store.close()


def explain(community: str, n: str) -> None:
    """Write to standard output why an entry was decided as it was."""
    os.nice(NICENESS)
    store = open_store(database_url(os.environ))
    record = next(each for each in store.communities() if each.id == int(community))
    sys.stdout.buffer.write(encode(explain_from(house(), store, record, int(n))))
    store.close()


EXPLAINER = Explainer(partial(command, "explain"))
"""What pages ask why and why not."""

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    _processes: dict[str, Callable[..., None]] = {"engine": engine, "snapshot": snapshot, "explain": explain}
    _processes[sys.argv[1]](*sys.argv[2:])
