"""The live engine, from the socket to the disk and back: events a second, and how long one takes at a steady pace.

`python -m tongpin.project.bench.live engine|prefill|feed|pace ...` are the processes that take part.
"""

from __future__ import annotations

import os
import random
import selectors
import signal
import socket
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from tongpin.journal.opening import open_store
from tongpin.journal.submitting import ACCEPTED
from tongpin.kernel.moment import DAY_MS, HOUR_MS
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project import processes
from tongpin.project.bench import corpus
from tongpin.project.bench.rehearsal import write_playbook
from tongpin.project.bench.rounds import Contender
from tongpin.project.databases import migrate
from tongpin.project.playbook_file import packed_playbook
from tongpin.runtime import frames
from tongpin.runtime.broker import MOST_TAKEN, Delivery
from tongpin.runtime.engine import Engine, wall_clock
from tongpin.runtime.local_inbox import LocalInbox
from tongpin.runtime.serving import orphaned
from tongpin.runtime.snapshotting import Snapshotter, take

WHAT = "events, each on disk before it is answered; after 1,000,000 earlier ones"
EARLIER = 1_000_000
A_ROUND = 100_000
PACE = 1_000
PACED = 20_000
_CHUNK = 100_000
IN_FLIGHT = 4 * MOST_TAKEN
_ID_LENGTH = 44
_A_DAY = 40_000
_STEP_MS = 14 * HOUR_MS // _A_DAY
"""So many events a day, from eight in the morning to ten at night: the rules of speech keep the night quiet."""
_DAYS_BEFORE = 60


class Untimed(Engine):
    """The history's timers ring by its own time; the clock of today would ring them all at once."""

    def tick(self) -> None:
        """Leave the timers to the events."""


def contenders(folder: Path, _floor: Path | None) -> tuple[list[Contender], dict[str, str]]:
    """Fill a database of each kind with earlier events; return who runs, and who cannot and why."""
    playbook = folder / "playbook.yaml"
    write_playbook(playbook)
    found: list[Contender] = []
    for name, url in _databases(folder).items():
        migrate(url)
        _run("prefill", url, playbook)
        found.append(Contender(name, _command("feed", url, folder / f"{name}.sock"), A_ROUND))
    missing = {} if len(found) > 1 else {"postgres": "TONGPIN_TEST_POSTGRES names no server."}
    return found, missing


def paces(folder: Path) -> dict[str, str]:
    """Say how long an event takes at a steady pace, in each database."""
    return {
        f"{name}, {PACE:,} events/s": _run("pace", url, folder / f"{name}.sock")
        for name, url in _databases(folder).items()
    }


def _databases(folder: Path) -> dict[str, str]:
    found = {"sqlite": f"sqlite:///{folder / 'tongpin.sqlite3'}"}
    server = os.environ.get("TONGPIN_TEST_POSTGRES")
    if server:
        found["postgres"] = _made_beside(server, f"tongpin_bench_{folder.name.rsplit('-')[-1].lower()}")
    return found


def _made_beside(server: str, name: str) -> str:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL takes part
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 - as above

    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{server.rsplit('/', 1)[0]}/{name}"


def _command(role: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "tongpin.project.bench.live", role, *map(str, arguments)]


def _run(role: str, *arguments: object) -> str:
    done = subprocess.run(_command(role, *arguments), check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    return done.stdout.strip()


# ---------------------------------------------------------------------------------------------- what takes part


def arrivals(first: int, count: int) -> Iterator[Arrival]:
    """Give events `first` onward; the same events for the same numbers, but for their ids."""
    chance = random.Random(f"{first} {time.time_ns()}")  # noqa: S311 - ids need only be scattered
    morning = (wall_clock() // DAY_MS - _DAYS_BEFORE) * DAY_MS  # which is eight o'clock in Shanghai
    letters = string.ascii_letters + string.digits
    for number, line in enumerate(corpus.lines(count, seed=first + 1), first):
        external = "".join(chance.choices(letters, k=_ID_LENGTH))
        sent = morning + number // _A_DAY * DAY_MS + number % _A_DAY * _STEP_MS
        yield Arrival("bench", external, sent, "message", line["chat"], line["sender"], line["text"])


def engine(url: str, path: str) -> None:
    """Serve the socket until SIGTERM."""
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))
    os.environ["TONGPIN_DATABASE"] = url
    serving = Untimed(processes.house(), partial(open_store, url))
    serving.after_commit = Snapshotter(partial(processes.command, "snapshot")).look
    serving.load_all()
    inbox = LocalInbox(Path(path))
    serving.run(inbox, lambda: bool(told) or orphaned())
    inbox.close()
    serving.close()


def prefill(url: str, playbook: str) -> None:
    """Make the community and let the earlier events be decided, without a socket."""
    serving = Untimed(processes.house(), partial(open_store, url))
    store = open_store(url)
    community = store.add_community("bench", 0).id
    store.close()
    adoption = Arrival("console", "playbook", 0, "playbook", text=packed_playbook(Path(playbook)))
    serving.process([Delivery(community, adoption)])
    for first in range(0, EARLIER, _CHUNK):
        waiting = [Delivery(community, each) for each in arrivals(first, min(_CHUNK, EARLIER - first))]
        for start in range(0, len(waiting), MOST_TAKEN):
            answers = serving.process(waiting[start : start + MOST_TAKEN])
            if answers[-1].status != ACCEPTED:
                raise RuntimeError(f"An earlier event was answered with {answers[-1]}.")
    serving.close()
    store = open_store(url)
    take(processes.house(), store, community, store.communities()[0].key)
    store.close()


@contextmanager
def served(url: str, path: str) -> Iterator[tuple[socket.socket, int, int]]:
    """Start an engine; give a connection to it, its community and how many entries there are."""
    process = subprocess.Popen(_command("engine", url, path))  # noqa: S603 - ours
    store = open_store(url)
    community, *_others = store.communities()
    newest = store.last_entry(community.id)
    store.close()
    while not Path(path).exists():
        if process.poll() is not None:
            raise RuntimeError(f"The engine ended before it listened, with status {process.returncode}.")
        time.sleep(0.05)
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
            connection.setblocking(False)
            yield connection, community.id, newest.n if newest else 0
    finally:
        process.terminate()
        process.wait()


def feed(url: str, path: str) -> None:
    """Hand in a round's events as fast as they are answered, and print the seconds."""
    with served(url, path) as (connection, community, entries):
        ready = [frames.published(number, community, each) for number, each in enumerate(arrivals(entries, A_ROUND))]
        start = time.perf_counter()
        exchange(connection, ready, lambda answered, sent: answered + IN_FLIGHT - sent, lambda _number: None)
        sys.stdout.write(f"{time.perf_counter() - start}\n")


def pace(url: str, path: str) -> None:
    """Hand in events at a steady pace, and print how long they took from their moment to their answer."""
    with served(url, path) as (connection, community, entries):
        ready = [frames.published(number, community, each) for number, each in enumerate(arrivals(entries, PACED))]
        took = [0.0] * len(ready)
        start = time.perf_counter()

        def note(number: int) -> None:
            took[number] = time.perf_counter() - start - number / PACE

        def allowed(_answered: int, sent: int) -> int:
            return int((time.perf_counter() - start) * PACE) - sent

        exchange(connection, ready, allowed, note)
        took.sort()
        shown = {f"p{share:g}": took[int(len(took) * share / 100)] for share in (50, 99, 99.9)}
        sys.stdout.write("  ".join(f"{name} {1000 * each:.1f} ms" for name, each in shown.items()) + "\n")


def exchange(
    connection: socket.socket,
    ready: list[bytes],
    allowed: Callable[[int, int], int],
    note: Callable[[int], None],
) -> None:
    """Send all frames, as many at once as are `allowed` by (answered, sent), and `note` each answer's number."""
    selector = selectors.DefaultSelector()
    selector.register(connection, selectors.EVENT_READ)
    received, unsent, sent, answered = bytearray(), bytearray(), 0, 0
    while answered < len(ready):
        more = min(max(0, allowed(answered, sent)), len(ready) - sent)
        unsent += b"".join(ready[sent : sent + more])
        sent += more
        if unsent:
            with suppress(BlockingIOError):
                del unsent[: connection.send(unsent)]
        if selector.select(0.0005):
            received += connection.recv(1 << 18)
            for number, answer in frames.take_answered(received):
                if answer.status != ACCEPTED:
                    raise RuntimeError(f"Event {number} was answered with {answer}.")
                note(number)
                answered += 1


if __name__ == "__main__":
    {"engine": engine, "prefill": prefill, "feed": feed, "pace": pace}[sys.argv[1]](*sys.argv[2:])
