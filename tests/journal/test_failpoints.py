"""Failpoints strike where and when they are told, leave a line, and every one of the store is on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.writing import START, asked, joined
from tongpin.journal import failpoints
from tongpin.journal.store import Store

OF_THE_STORE = [name for name in failpoints.NAMES if name.startswith(("store.", "claim."))]


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "struck"
    monkeypatch.setenv(failpoints.LOG, str(path))
    yield path
    failpoints.arm("")


def test_nothing_happens_unarmed() -> None:
    for name in failpoints.NAMES:
        failpoints.reach(name)


def test_a_trap_strikes_once_at_its_count(log: Path) -> None:
    failpoints.arm("store.after_begin:3:raise")
    failpoints.reach("store.after_begin")
    failpoints.reach("store.after_marks")
    failpoints.reach("store.after_begin")
    with pytest.raises(failpoints.Struck, match="after_begin"):
        failpoints.reach("store.after_begin")
    failpoints.reach("store.after_begin")
    assert log.read_text() == "store.after_begin raise\n"


def test_without_a_log_it_strikes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(failpoints.LOG)
    failpoints.arm("store.after_begin:1:raise")
    with pytest.raises(failpoints.Struck):
        failpoints.reach("store.after_begin")


def test_a_kill_ends_the_process_and_leaves_its_line(log: Path) -> None:
    program = "from tongpin.journal.failpoints import reach; reach('engine.before_ack'); print('alive')"
    environment = {**os.environ, failpoints.VARIABLE: "store.after_begin:1:raise,engine.before_ack:1:kill"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")
    assert log.read_text() == "engine.before_ack kill\n"


@pytest.mark.parametrize("asked_for", ["nowhere:1:kill", "store.after_begin:1:explode"])
def test_an_unknown_failpoint_is_an_error(asked_for: str) -> None:
    with pytest.raises(ValueError, match="There is no failpoint"):
        failpoints.arm(asked_for)


@pytest.mark.parametrize("name", OF_THE_STORE)
def test_a_failure_at_any_step_leaves_all_or_nothing(store: Store, log: Path, name: str) -> None:
    community = store.add_community("读书会", START).id
    store.write(
        [
            joined(community, 1),
        ]
    )
    store.write([asked(community, 2, 4)])
    failpoints.arm(f"{name}:1:raise")
    with pytest.raises(failpoints.Struck):
        store.claim(5, START) if name.startswith("claim.") else store.write([joined(community, 3)])
    assert log.read_text() == f"{name} raise\n"
    if name.startswith("claim."):
        assert store.outbox_counts() == {"sending" if name == "claim.after_commit" else "ready": 1}
    else:
        n = 3 if name == "store.after_commit" else 2
        assert [each.n for each in store.entries(community)] == list(range(1, n + 1))
        assert store.known(community, [-3]) == ({-3: (3, 0)} if n == 3 else {})
