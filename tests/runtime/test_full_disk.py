"""A disk that is full, at whichever write: nothing that was acknowledged is lost, and nothing is written twice."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from tests.runtime.community_life import Life
from tongpin.journal.books import Books
from tongpin.journal.store import Store
from tongpin.journal.submitting import ACCEPTED, KNOWN, UNAVAILABLE
from tongpin.kernel.words.chat import MessagePosted


class Disk:
    """Room for so many pages; every store that is opened has to do with it."""

    def __init__(self) -> None:
        self.pages = 0

    def limited(self, store: Store) -> Store:
        if self.pages:
            assert isinstance(store, Books)
            connection: sqlite3.Connection = store._database._connection  # type: ignore[attr-defined]
            connection.execute(f"PRAGMA max_page_count = {self.pages}")
        return store


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def life(make_database: Callable[[str], str], disk: Disk) -> Iterator[Life]:
    life = Life(make_database("sqlite"), wrap=disk.limited)
    yield life
    life.close()


def pages_of(life: Life) -> int:
    with sqlite3.connect(life.url.removeprefix("sqlite:///")) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.close()
    return int(pages)


def test_a_full_disk_loses_nothing_that_was_acknowledged(life: Life, disk: Disk) -> None:
    life.engine.close()
    disk.pages = pages_of(life)
    life.engine = life.another_engine()
    batches = [[life.delivery(8 * n + m, "a text " * 40, sender=f"m{n}") for m in range(8)] for n in range(60)]
    refused = 0
    for batch in batches:
        answers = life.live(*batch)
        while {each.status for each in answers} == {UNAVAILABLE}:
            refused += 1
            disk.pages += 1
            answers = life.live(*batch)
        assert {each.status for each in answers} == {ACCEPTED}
        assert {each.status for each in life.live(*batch)} == {KNOWN}
    assert refused > 30
    entries = [each for each in life.entries() if isinstance(each.facts[0], MessagePosted)]
    assert len(entries) == sum(map(len, batches))
    assert life.state(life.another_engine()) == life.state()
