"""`tongpin init` and `tongpin serve` as an operator runs them: two processes, one folder, a clean end."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT
from tongpin.journal.opening import open_store
from tongpin.journal.submitting import ACCEPTED, Answer
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import PlaybookAdopted
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.serving import SOCKET, ServedAlready, only_one
from tongpin.runtime.submitter import Submitter

PLAYBOOK = ROOT / "playbooks" / "first-rules.yaml"
TONGPIN = [sys.executable, "-c", "from tongpin.project.cli import main; main()"]
COMMUNITY = 1


def run(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "TONGPIN_DATA": str(data), "TONGPIN_LANG": "en"}
    return subprocess.run([*TONGPIN, *arguments], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tp") as folder:  # a path short enough for a socket
        yield Path(folder) / "data"


@pytest.fixture
def served(data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A folder with a community, being served; stopped in the end where the test has not."""
    made = run(data, "init", str(PLAYBOOK), "--name", "Readers")
    assert made.returncode == 0, made.stderr
    assert "Readers" in made.stderr
    process = subprocess.Popen([*TONGPIN, "serve"], env={**os.environ, "TONGPIN_DATA": str(data)})
    yield process
    if process.poll() is None:
        process.terminate()
    process.wait()


async def handed_in(data: Path, external: str) -> Answer:
    arrival = Arrival("toy", external, wall_clock(), "message", "room", "ann", "今天读完了一章")
    async with Submitter(data / SOCKET) as submitter, asyncio.timeout(60):
        return await submitter.submit_until_written(COMMUNITY, arrival)


@pytest.mark.slow
async def test_a_folder_is_served_from_its_playbook_to_a_clean_end(
    data: Path, served: "subprocess.Popen[bytes]"
) -> None:
    assert await handed_in(data, "1") == Answer(ACCEPTED, 3)
    refused = run(data, "serve")
    assert (refused.returncode, "Another tongpin serve" in refused.stderr) == (1, True)
    busy = run(data, "verify")
    assert (busy.returncode, "Stop it first" in busy.stderr) == (1, True)
    served.send_signal(signal.SIGTERM)
    assert served.wait(timeout=30) == 0
    assert not (data / SOCKET).exists()
    store = open_store(f"sqlite:///{data / 'tongpin.sqlite3'}")
    assert [type(entry.facts[0]).__name__ for entry in store.entries(COMMUNITY)] == [
        "PlaybookAdopted",
        "ChatOpened",
        "MessagePosted",
    ]
    assert next(store.entries(COMMUNITY)).facts == [PlaybookAdopted(1)]
    store.close()
    for command in ("verify", "rebuild", "verify"):
        done = run(data, command)
        assert done.returncode == 0, done.stderr


@pytest.mark.slow
async def test_an_engine_that_dies_is_started_anew(data: Path, served: "subprocess.Popen[bytes]") -> None:
    await handed_in(data, "1")
    (engine,) = children_of(served.pid)
    os.kill(engine, signal.SIGKILL)
    assert await handed_in(data, "2") == Answer(ACCEPTED, 4)


@pytest.mark.slow
async def test_the_engine_does_not_outlive_who_serves(data: Path, served: "subprocess.Popen[bytes]") -> None:
    await handed_in(data, "1")
    (engine,) = children_of(served.pid)
    served.kill()
    served.wait()
    until = time.monotonic() + 30
    while runs(engine):
        assert time.monotonic() < until
        await asyncio.sleep(0.05)


def runs(process: int) -> bool:
    return subprocess.run(["ps", "-p", str(process)], stdout=subprocess.DEVNULL, check=False).returncode == 0


def children_of(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(each) for each in found.stdout.split()]


def test_a_playbook_with_problems_makes_no_community(data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("tongpin: 1\ncommunity: {name: x}\nmembers: {welcome: vielleicht}\n")
    made = run(data, "init", str(broken))
    assert made.returncode == 3
    assert "broken.yaml:3" in made.stderr
    assert not (data / "tongpin.sqlite3").exists()


def test_one_folder_is_held_once(data: Path) -> None:
    with only_one(data), pytest.raises(ServedAlready), only_one(data):
        pass
    with only_one(data):
        pass
