"""Pages of a large community, and what they cost the engine: `tongpin bench pages`.

`python -m tongpin.project.bench.pages ingest|look|serve ...` are the processes that take part, and `visitors`.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path

from tongpin.journal.opening import open_store
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project import processes
from tongpin.project.bench import live
from tongpin.project.bench.rehearsal import write_playbook
from tongpin.project.bench.rounds import Contender
from tongpin.project.pages import listening, serve_pages
from tongpin.project.readying import make_ready
from tongpin.runtime import frames
from tongpin.runtime.broker import MOST_TAKEN, Delivery
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.serving import SOCKET
from tongpin.runtime.submitter import Submitter
from tongpin.webkit.seat import WEBCHAT

WHAT = "events into a community of 10,000 members and 1,000,000 messages on SQLite, alone and beside busy pages"
MEMBERS = 10_000
STREAMS = 200
BIG, SMALL = 1, 2
"""The community that is large, and the one in which streams listen to talk."""
CHAT = 1
SECRET = "0123456789abcdef" * 4  # what it signs lives as long as the bench's scratch folder
OWNER = "bench-owner"
_LISTENERS = [f"listener-{place}" for place in range(STREAMS)]


def contenders(folder: Path, _floor: Path | None) -> tuple[list[Contender], dict[str, str]]:
    """Fill a database; return the engine alone, and the engine beside busy pages."""
    make_ready(folder, _url(folder))
    playbook = folder / "playbook.yaml"
    write_playbook(playbook)
    live.prefill(_url(folder), str(playbook))
    _settle(_url(folder))
    _run("accounts", folder)
    busy = Contender("beside busy pages", _command("ingest", folder, "busy"), live.A_ROUND)
    return [Contender("engine alone", _command("ingest", folder, "alone"), live.A_ROUND), busy], {}


def latencies(folder: Path) -> dict[str, str]:
    """Say how long list pages take, one after another, while nothing else happens."""
    return dict(line.split("\t") for line in _run("look", folder).splitlines())


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'tongpin.sqlite3'}"


def _settle(url: str) -> None:
    """Let members join until there are enough, an owner among them; and open the small community."""
    store = open_store(url)
    known = len(store.registry(BIG).members)
    store.add_community("small", 0)
    store.close()
    at = wall_clock()

    def join(community: int, name: str) -> Delivery:
        return Delivery(community, Arrival(WEBCHAT, f"join-{name}", at, "join", "main", name))

    joins = [join(BIG, f"quiet-{place}") for place in range(MEMBERS - known - 1)]
    joins += [join(BIG, OWNER), *(join(SMALL, name) for name in _LISTENERS)]
    joins.append(Delivery(BIG, Arrival(WEBCHAT, "owner", at, "duty", "main", OWNER, "owner")))
    engine = live.Untimed(processes.house(), partial(open_store, url))
    for first in range(0, len(joins), MOST_TAKEN):
        engine.process(joins[first : first + MOST_TAKEN])
    engine.close()


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TONGPIN_DATA": str(folder),
        "TONGPIN_DATABASE": _url(folder),
        "TONGPIN_SECRET": SECRET,
        "TONGPIN_STATIC": "gathered",
        "DJANGO_SETTINGS_MODULE": "tongpin.project.settings",
    }


def _command(role: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "tongpin.project.bench.pages", role, *map(str, arguments)]


def _visitors(role: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "tongpin.project.bench.visitors", role, *map(str, arguments)]


def _run(role: str, folder: Path) -> str:
    command = _command(role, folder)
    return subprocess.run(command, env=_environment(folder), check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - ours


# ---------------------------------------------------------------------------------------------- what takes part


def accounts(folder: str) -> None:
    """Sign everybody in: a file of sessions' keys, the owner's first."""
    import django  # noqa: PLC0415 - only in the processes that are of pages

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: PLC0415

    keys = []
    for name in (OWNER, *_LISTENERS):
        account = get_user_model().objects.create(username=name, external=name)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        keys.append(session.session_key)
    Path(folder, "sessions").write_text("\n".join(keys))


def ingest(folder: str, how: str) -> None:
    """Hand in a round's events as fast as they are answered, and print the seconds."""
    path = Path(folder)
    with live.served(_url(path), str(path / SOCKET)) as (connection, _community, entries):
        arrivals = live.arrivals(entries, live.A_ROUND)
        ready = [frames.published(number, BIG, each) for number, each in enumerate(arrivals)]
        with _busy(path) if how == "busy" else nullcontext():
            start = time.perf_counter()
            live.exchange(
                connection, ready, lambda answered, sent: answered + live.IN_FLIGHT - sent, lambda _number: None
            )
            took = time.perf_counter() - start
    sys.stdout.write(f"{took}\n")


@contextmanager
def _busy(folder: Path) -> Iterator[None]:
    """Let pages be served, streams listen, members talk and an owner look around meanwhile."""
    with _serving(folder) as origin, _started(_visitors("busy", origin, folder / "sessions"), folder) as visitors:
        assert visitors.stdout is not None  # noqa: S101 - it was asked for
        visitors.stdout.readline()  # all streams are open
        yield


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _started(_command("serve", folder, port), folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _started(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def look(folder: str) -> None:
    """Load list pages one after another, and print for each how long it took."""
    path = Path(folder)
    with live.served(_url(path), str(path / SOCKET)), _serving(path) as origin:
        command = _visitors("look", origin, path / "sessions")
        subprocess.run(command, check=True, env=_environment(path))  # noqa: S603 - ours


def serve(folder: str, port: str) -> None:
    """Serve pages until SIGTERM; the engine listens elsewhere."""

    async def run() -> None:
        stopped = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(15, stopped.set)
        async with Submitter(Path(folder) / SOCKET) as submitter:
            await serve_pages(listening("127.0.0.1", int(port)), submitter.submit, stopped)

    asyncio.run(run())


if __name__ == "__main__":
    _roles: dict[str, Callable[..., None]] = {"accounts": accounts, "ingest": ingest, "look": look, "serve": serve}
    _roles[sys.argv[1]](*sys.argv[2:])
