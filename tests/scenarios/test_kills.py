"""kill -9 at any moment of live ingest with outgoing calls: the parent feeds and kills, the oracle is outside.

Half of the kills come at random moments, half at failpoints, each in turn. TONGPIN_KILLS=300 for the long form.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.scenarios.conftest import EndWhole
from tests.scenarios.oracle import Oracle
from tongpin.journal import failpoints
from tongpin.journal.opening import open_store
from tongpin.journal.outbox import OPEN
from tongpin.journal.submitting import ACCEPTED, KNOWN
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.serving import SOCKET
from tongpin.runtime.submitter import Submitter

KILLS = int(os.environ.get("TONGPIN_KILLS", "40"))
IN_FLIGHT = 16
STUCK_S = 30.0
"""A failpoint that is not reached within so long is not on the way of an event any more."""

PLAYBOOK = """
tongpin: 1
community: {name: 耐摔, zone: Asia/Shanghai}
members: {welcome: on}
conduct:
  rules:
    - {rule: keywords, words: [加微信]}
activities: {checkin: {on: on}}
incentives:
  rewards:
    - {when: 签到, grant: 5, at_most: 每天1次}
    - {when: membership_began, grant: 2, at_most: 总共1次}
"""


class Children:
    """The processes under fire: a platform that is never killed, the engine and dispatch, which are."""

    def __init__(self, url: str, folder: Path, *engine_flags: str) -> None:
        self.url = url
        self.folder = folder
        self.log = folder / "platform.log"
        self.strikes = folder / "strikes.log"
        self._platform = self._start("tests.scenarios.fake_platform", {}, str(self.log), stdout=subprocess.PIPE)
        assert self._platform.stdout is not None
        port = self._platform.stdout.readline().decode().strip()
        self._arguments = {
            "engine": ("engine", str(folder), *engine_flags),
            "dispatch": ("dispatch", str(folder), port),
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, failpoint: str = "") -> subprocess.Popen[bytes]:
        armed = {failpoints.VARIABLE: failpoint, failpoints.LOG: str(self.strikes)}
        self._running[name] = self._start("tests.scenarios.children", armed, *self._arguments[name])
        return self._running[name]

    def kill(self, name: str) -> None:
        process = self._running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for name in list(self._running):
            self.kill(name)
        self._platform.kill()
        self._platform.wait()
        if self._platform.stdout:
            self._platform.stdout.close()

    def _start(
        self, module: str, more: dict[str, str], *arguments: str, stdout: int | None = None
    ) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TONGPIN_DATABASE": self.url, **more}
        return subprocess.Popen([sys.executable, "-m", module, *arguments], env=environment, stdout=stdout)


class Feed:
    """Hands in a stream of events, some dozens at a time, and tells the oracle what was acknowledged."""

    def __init__(self, submitter: Submitter, community: int, oracle: Oracle, chance: random.Random) -> None:
        self._submitter = submitter
        self._community = community
        self._oracle = oracle
        self._chance = chance
        self._begun = wall_clock() - 86_400_000
        self._count = 0
        self._members = 0

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(IN_FLIGHT):
                group.create_task(self._hand_in())

    async def adopt(self) -> None:
        await self._submit(Arrival("console", "playbook", self._begun, "playbook", text=PLAYBOOK))

    async def _hand_in(self) -> None:
        while True:
            await self._submit(self._next())

    async def _submit(self, arrival: Arrival) -> None:
        answer = await self._submitter.submit_until_written(self._community, arrival)
        assert answer.status in {ACCEPTED, KNOWN}, answer
        self._oracle.acknowledge(arrival.source, arrival.id, answer.n)

    def _next(self) -> Arrival:
        self._count += 1
        chance = self._chance
        if chance.random() < 0.1:
            self._members += 1
        source = chance.choice(["plain", "keyed"])
        text = chance.choices(["今天读完了一章", "签到", "加微信"], [80, 15, 5])[0]
        sender = f"m{chance.randrange(self._members + 1)}"
        sent = self._begun + 200 * self._count
        return Arrival(source, f"e{self._count}", sent, "message", f"room{chance.randrange(6)}", sender, text)


class Scene(NamedTuple):
    """Everything under fire, and the stream of events that goes on all the while."""

    children: Children
    oracle: Oracle
    feeding: asyncio.Task[None]

    async def stop_feeding(self) -> None:
        self.feeding.cancel()
        ended = (await asyncio.gather(self.feeding, return_exceptions=True))[0]
        assert isinstance(ended, asyncio.CancelledError), ended


@asynccontextmanager
async def under_fire(url: str, *engine_flags: str) -> AsyncIterator[Scene]:
    with tempfile.TemporaryDirectory(prefix="tp") as folder:
        store = open_store(url)
        community = store.add_community("under fire", 0)
        store.close()
        children = Children(url, Path(folder), *engine_flags)
        oracle = Oracle(url, community, children.log)
        try:
            children.start("engine")
            async with Submitter(Path(folder) / SOCKET) as submitter:
                feed = Feed(submitter, community.id, oracle, random.Random(7))
                await feed.adopt()
                children.start("dispatch")
                feeding = asyncio.create_task(feed.run())
                yield Scene(children, oracle, feeding)
                feeding.cancel()
        finally:
            oracle.close()
            children.close()


def owner_of(place: str) -> str:
    return "dispatch" if place.startswith(("dispatch.", "claim.")) else "engine"


async def died(process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STUCK_S
    while process.poll() is None:
        assert time.monotonic() < until, "the failpoint was not reached"
        await asyncio.sleep(0.005)
    assert process.returncode == -signal.SIGKILL


async def strike(children: Children, number: int, chance: random.Random) -> None:
    """Kill a process at a failpoint or at a random moment, with a life of its own before."""
    if number % 2:
        place = failpoints.NAMES[number // 2 % len(failpoints.NAMES)]
        name = owner_of(place)
        children.kill(name)
        await died(children.start(name, f"{place}:{chance.randint(1, 12)}:kill"))
    else:
        name = chance.choice(["engine", "dispatch"])
        await asyncio.sleep(chance.uniform(0, 0.4))
    children.kill(name)
    children.start(name)


async def come_to_rest(children: Children, url: str) -> None:
    """Let all that is on its way out be carried out, and stop; a timer may ring meanwhile and ask for more."""
    store = open_store(url)
    while True:
        while any(store.outbox_counts().get(state) for state in OPEN):  # noqa: ASYNC110 - a database calls nobody
            await asyncio.sleep(0.05)
        for name in ("engine", "dispatch"):
            children.kill(name)
        if not any(store.outbox_counts().get(state) for state in OPEN):
            break
        for name in ("engine", "dispatch"):
            children.start(name)
    store.close()


@pytest.mark.slow
@pytest.mark.timeout(60 + 8 * KILLS)
@pytest.mark.parametrize("kind,kills", [("sqlite", KILLS), ("postgres", KILLS // 2)])
async def test_no_kill_loses_or_doubles_anything(
    make_database: Callable[[str], str], end_whole: EndWhole, kind: str, kills: int
) -> None:
    url = make_database(kind)
    chance = random.Random(kills)
    async with under_fire(url) as scene:
        for number in range(kills):
            await strike(scene.children, number, chance)
            scene.oracle.look()
        await scene.stop_feeding()
        await come_to_rest(scene.children, url)
        ended = scene.oracle.look_finally()
        struck = Counter(line.split()[0] for line in scene.children.strikes.read_text().splitlines())
    end_whole(url)
    assert set(struck) == set(failpoints.NAMES[: kills // 2])
    assert len(scene.oracle.acknowledged) > 10 * kills
    assert set(ended) <= {"done", "unknown"}
    sys.stderr.write(f"{kind}: {kills} kills, {len(scene.oracle.acknowledged)} events, actions {dict(ended)}\n")


@pytest.mark.slow
async def test_without_the_uniqueness_of_marks_events_are_doubled(make_database: Callable[[str], str]) -> None:
    async with under_fire(make_database("sqlite"), "unmarked") as scene:
        scene.children.kill("engine")
        await died(scene.children.start("engine", "engine.before_ack:3:kill"))
        scene.children.start("engine")
        with pytest.raises(AssertionError, match="recorded twice"):
            await seen_doubled(scene.oracle)


async def seen_doubled(oracle: Oracle) -> None:
    until = time.monotonic() + STUCK_S
    while time.monotonic() < until:
        oracle.look_at_messages()
        await asyncio.sleep(0.1)
