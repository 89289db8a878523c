"""Two hundred members talk through HTTP while two hundred streams listen: everybody gets everything once, in order."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from pytest_django.plugin import DjangoDbBlocker

from tests.web.conftest import django_on
from tongpin.journal.opening import open_store
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project.processes import house
from tongpin.runtime.broker import Delivery
from tongpin.runtime.engine import Engine, wall_clock
from tongpin.webkit.seat import WEBCHAT

MEMBERS = int(os.environ.get("TONGPIN_LOAD_MEMBERS", "200"))
MESSAGES = int(os.environ.get("TONGPIN_LOAD_MESSAGES", "2000"))
CUT = 20
"""So many streams are cut once, and come back with the id of the last event that they saw."""
PATIENCE_S = 240
TONGPIN = [sys.executable, "-c", "from tongpin.project.cli import main; main()"]
TOKEN = "a" * 32
PLAYBOOK = "tongpin: 1\ncommunity: {name: 读书会}\n"
COMMUNITY, CHAT = 1, 1


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tp") as name:  # a path short enough for a socket
        yield Path(name)


@pytest.fixture
def sessions(folder: Path, django_db_blocker: DjangoDbBlocker) -> list[str]:
    """A community of so many members, each signed in: their sessions' keys."""
    (folder / "playbook.yaml").write_text(PLAYBOOK)
    url = f"sqlite:///{folder / 'tongpin.sqlite3'}"
    subprocess.run([*TONGPIN, "init", str(folder / "playbook.yaml"), "--data", str(folder)], check=True)
    engine = Engine(house(), partial(open_store, url))
    names = [f"m{place:03d}" for place in range(MEMBERS)]
    joins = [Arrival(WEBCHAT, f"join-{name}", wall_clock(), "join", "main", name) for name in names]
    engine.process([Delivery(COMMUNITY, each) for each in joins])
    engine.close()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    with django_db_blocker.unblock(), django_on(url):
        keys = []
        for name in names:
            account = get_user_model().objects.create(username=name, external=name)
            session = store()
            session[SESSION_KEY] = str(account.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            session.save()
            keys.append(session.session_key)
    return keys


@pytest.fixture
def origin(folder: Path, sessions: list[str]) -> Iterator[str]:
    """Where the community is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TONGPIN_SECRET": settings.SECRET_KEY}
    command = [*TONGPIN, "serve", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen(command, env=environment)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    assert process.wait(timeout=30) == 0


class Listener:
    """One open stream: the messages that it was shown, and the id of its last event."""

    def __init__(self, client: httpx.AsyncClient, key: str) -> None:
        self.client = client
        self.key = key
        self.shown: list[int] = []
        self.last_id = ""
        self.opened = asyncio.Event()

    async def listen(self, until: int) -> None:
        headers = {"Accept": "text/event-stream", "Cookie": cookie(self.key)}
        if self.last_id:
            headers["Last-Event-ID"] = self.last_id
        address = f"/c/{COMMUNITY}/chat/{CHAT}/live"
        async with self.client.stream("GET", address, headers=headers, timeout=PATIENCE_S) as response:
            assert response.status_code == 200
            self.opened.set()
            async for line in response.aiter_lines():
                if line.startswith("id: "):
                    self.last_id = line[4:]
                elif 'data-message="' in line:
                    self.shown.append(int(line.split('data-message="')[1].split('"')[0]))
                    if len(self.shown) == until:
                        return


def cookie(key: str) -> str:
    return f"tongpin_session={key}; tongpin_csrf={TOKEN}"


async def say(client: httpx.AsyncClient, keys: list[str], place: int) -> None:
    headers = {"Cookie": cookie(keys[place % len(keys)]), "X-CSRFToken": TOKEN, "X-Fragment": "1"}
    words = {"text": f"第 {place} 句话", "key": str(place)}
    answer = await client.post(f"/c/{COMMUNITY}/chat/{CHAT}/post/", data=words, headers=headers, timeout=PATIENCE_S)
    assert answer.status_code == 204, answer.text


async def say_everything(client: httpx.AsyncClient, keys: list[str]) -> None:
    waiting = iter(range(MESSAGES))

    async def speaker() -> None:
        for place in waiting:
            await say(client, keys, place)

    await asyncio.gather(*(speaker() for _ in range(16)))


async def served(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        try:
            if (await client.get("/healthz")).status_code == 200:
                return
        except httpx.TransportError:
            await asyncio.sleep(0.1)
    raise TimeoutError("Nothing is served.")


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE_S + 120)
async def test_every_stream_gets_every_message_once_and_in_order(origin: str, sessions: list[str]) -> None:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=32)
    async with httpx.AsyncClient(base_url=origin, limits=limits) as client, asyncio.timeout(PATIENCE_S):
        await served(client)
        listeners = [Listener(client, key) for key in sessions]
        streams = [asyncio.create_task(each.listen(MESSAGES)) for each in listeners[CUT:]]
        cut = [asyncio.create_task(each.listen(MESSAGES // 4)) for each in listeners[:CUT]]
        await asyncio.gather(*(each.opened.wait() for each in listeners))
        talk = asyncio.create_task(say_everything(client, sessions))
        await asyncio.gather(*cut)
        await asyncio.gather(*(each.listen(MESSAGES) for each in listeners[:CUT]))
        await asyncio.gather(talk, *streams)
    expected = list(range(1, MESSAGES + 1))
    assert [place for place, each in enumerate(listeners) if each.shown != expected] == []
