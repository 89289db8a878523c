"""Snapshots are made by a worker that folds for itself, when the last one lies far behind."""

import pytest

from tests.runtime.community_life import Life, community_of
from tongpin.runtime.snapshotting import Snapshotter, take


def test_a_snapshot_stands_where_the_journal_ends(life: Life) -> None:
    life.live(*(life.delivery(n) for n in range(1, 8)))
    store = life.open()
    assert take(life.house, store, life.community, b"toy") == 7
    assert store.snapshot(life.community, life.house.state_version()) == (7, life.state())
    life.live(life.delivery(8))
    assert take(life.house, store, life.community, b"toy") == 8
    assert community_of(life.another_engine(), life.community).snapshot_n == 8


class Worker:
    """A process that runs until it is told to end."""

    started: list[list[str]]
    ended: int | None = None

    def __init__(self, command: list[str]) -> None:
        self.started.append(command)

    def poll(self) -> int | None:
        return self.ended


def test_a_worker_is_started_when_one_is_due_and_only_one_at_a_time(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Worker, "started", [], raising=False)
    monkeypatch.setattr("tongpin.runtime.snapshotting.subprocess.Popen", Worker)
    life.engine.after_commit = Snapshotter(lambda community: ["snapshot", str(community)], every=3).look
    started = []
    for number in range(1, 10):
        if number == 8:
            monkeypatch.setattr(Worker, "ended", 0)
        life.live(life.delivery(number))
        started.append(len(Worker.started))
    assert started == [0, 0, 1, 1, 1, 1, 1, 2, 2]
    assert Worker.started == [["snapshot", str(life.community)]] * 2
