"""What is acknowledged stays, whatever call to the database fails, and however full the disk is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import MakeDatabase
from tests.journal.writing import START, asked, joined, reported, said
from tongpin.journal.books import Books
from tongpin.journal.database import Database
from tongpin.journal.opening import open_store
from tongpin.journal.store import Store, StoreUnavailable

CALLS = ("run", "change", "run_many", "numbered", "insert", "upsert", "begin", "commit")


class Failing:
    """A database whose n-th call fails: before it has an effect, or after."""

    def __init__(self, database: Database, fails_at: int, *, after: bool) -> None:
        self.database = database
        self.calls = 0
        self._fails_at = fails_at
        self._after = after

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method
        reached = getattr(self.database, name)
        return self._counted(reached) if name in CALLS else reached

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:  # noqa: ANN401 - as it is
            self.calls += 1
            if self.calls != self._fails_at:
                return call(*arguments)
            if self._after:
                call(*arguments)
            raise StoreUnavailable("disk I/O error")

        return counted


def story(store: Store, community: int, acknowledged: list[int]) -> None:
    """Write seven entries and claim what two of them ask for; note what was acknowledged."""
    acts: Sequence[Callable[[], object]] = (
        lambda: store.write([joined(community, 1)]),
        lambda: store.write([said(community, 2, 1, "你好")]),
        lambda: store.write([asked(community, 3, 4)]),
        lambda: store.retry(store.claim(10, START + 10)[0], START),
        lambda: store.claim(10, START + 20),
        lambda: store.write([reported(community, 4, 3, 0, "done")]),
        lambda: store.write([joined(community, 5, 3)]),
    )
    for act, last in zip(acts, (1, 2, 3, 3, 3, 4, 7), strict=True):
        act()
        acknowledged.append(last)


def look(url: str, community: int) -> tuple[list[int], list[int], dict[str, int]]:
    """The entries, the entries that marks name, and the outbox."""
    store = open_store(url)
    entries = [entry.n for entry in store.entries(community)]
    marks = sorted(n for n, _ in store.known(community, [-n for n in range(1, 10)]).values())
    counts = store.outbox_counts()
    store.close()
    return entries, marks, counts


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_any_call_may_fail(database: str, after: bool) -> None:
    opened = open_store(database)
    assert isinstance(opened, Books)
    fails_at = 0
    finished = False
    while not finished:
        fails_at += 1
        community = opened.add_community(f"{fails_at}", START).id
        failing = Failing(opened._database, fails_at, after=after)
        acknowledged: list[int] = []
        with suppress(StoreUnavailable):
            story(Books(failing), community, acknowledged)
            finished = True
        entries, marks, _ = look(database, community)
        assert entries == list(range(1, len(entries) + 1))
        assert len(entries) >= (acknowledged or [0])[-1]
        assert marks == [n for n in entries if n not in {3, 4}]
    opened.close()
    assert fails_at > 30


def written_until_refused(store: Store, community: int, n: int) -> tuple[int, str]:
    try:
        while True:
            store.write([said(community, n + 1, n + 1, "长" * 500)])
            n += 1
    except StoreUnavailable as error:
        return n, str(error)


def test_a_full_disk_takes_nothing_back(make_database: MakeDatabase) -> None:
    url = make_database("sqlite")
    store = open_store(url)
    assert isinstance(store, Books)
    community = store.add_community("满", START).id
    ((pages,),) = store._run("PRAGMA page_count")
    n = 0
    for room in range(0, 60, 3):
        store._run(f"PRAGMA max_page_count = {pages + room}")
        n, said_why = written_until_refused(store, community, n)
        assert "full" in said_why
        assert look(url, community) == (list(range(1, n + 1)), list(range(1, min(n, 9) + 1)), {})
    assert n > 20
    store._run(f"PRAGMA max_page_count = {pages + 1000}")
    store.write([said(community, n + 1, n + 1, "又有地方了")])
    assert store.last_entry(community) is not None
    store.close()


WRITER = """
import resource, sys
from tests.journal.writing import said
from tongpin.journal.opening import open_store
from tongpin.journal.store import StoreUnavailable

url, community, limit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store = open_store(url)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
newest = store.last_entry(community)
n = newest.n if newest else 0
try:
    while True:
        n += 1
        store.write([said(community, n, n, "长" * 500)])
        print(n, flush=True)
except StoreUnavailable:
    print("unavailable", flush=True)
"""


def test_a_file_that_may_not_grow_loses_nothing(make_database: MakeDatabase) -> None:
    url = make_database("sqlite")
    store = open_store(url)
    community = store.add_community("满", START).id
    store.close()
    last = 0
    for limit in range(200_000, 1_000_000, 97_531):
        command = [sys.executable, "-c", WRITER, url, str(community), str(limit)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
        *acknowledged, end = done.stdout.split()
        assert end == "unavailable", done.stderr
        last = int(acknowledged[-1]) if acknowledged else last
        entries, marks, _ = look(url, community)
        assert entries == list(range(1, len(entries) + 1))
        assert len(entries) in {last, last + 1}
        assert marks == entries[:9]


def test_a_lost_connection_is_told_and_nothing_is_half_written(make_database: MakeDatabase) -> None:
    url = make_database("postgres")
    store = open_store(url)
    assert isinstance(store, Books)
    community = store.add_community("断线", START).id
    store.write([joined(community, 1)])
    ((process,),) = store._run("SELECT pg_backend_pid()")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", (process,))
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            store.write([joined(community, 2)])
    store.close()
    assert look(url, community)[:2] == ([1], [1])


def test_a_damaged_file_is_told(make_database: MakeDatabase) -> None:
    path = Path(make_database("sqlite").removeprefix("sqlite:///"))
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(StoreUnavailable, match="not a database"):
        open_store(f"sqlite:///{path}")


def test_a_lock_that_is_not_given_back_is_told(make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.journal.sqlite.BUSY_MS", 50)
    url = make_database("sqlite")
    one, other = open_store(url), open_store(url)
    community = one.add_community("争", START).id

    def write_while_locked() -> None:
        with one.transaction("test"):
            other.write([joined(community, 1)])

    with pytest.raises(StoreUnavailable, match="locked"):
        write_while_locked()
    other.write([joined(community, 1)])
    one.close()
    other.close()
