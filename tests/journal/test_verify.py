"""`verify` finds what somebody did to the books behind their back, and says how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books import assert_whole, fresh_fold, problems_of
from tests.conftest import MakeDatabase
from tongpin.journal.batch import Batch
from tongpin.journal.books import Books
from tongpin.journal.opening import open_store
from tongpin.journal.projecting import Projector
from tongpin.journal.rebuild import rebuild
from tongpin.journal.verify import DROP_SNAPSHOT, REBUILD, RESTORE, verify
from tongpin.kernel import snapshot
from tongpin.kernel.words.course import PlaybookAdopted
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.ledger import Posted
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.community import House
from tongpin.runtime.playbooks import compiler
from tongpin.runtime.simulation.simulate import Simulation

HOUSE = House(CAPABILITIES, compiler(CAPABILITIES))
PLAYBOOK = (Path(__file__).parents[2] / "playbooks" / "first-rules.yaml").read_text("utf-8")


@pytest.fixture
def lived(make_database: MakeDatabase) -> Iterator[Books]:
    """The books of a small community that has lived for a day."""
    url = make_database("sqlite")
    simulation = Simulation(HOUSE, lambda: open_store(url), PLAYBOOK, seed=2, members=20)
    simulation.run(days=1)
    simulation.close()
    store = open_store(url)
    assert isinstance(store, Books)
    yield store
    store.close()


def changed(store: Books, statement: str) -> None:
    with store.transaction("test"):
        store._run(statement)


def said_of(store: Books) -> list[tuple[str, str]]:
    return [(problem.where, problem.mend) for problem in problems_of(store, HOUSE)]


def test_untouched_books_are_whole(lived: Books) -> None:
    assert problems_of(lived, HOUSE) == []


def test_a_changed_read_table_is_found_and_rebuilt(lived: Books) -> None:
    changed(lived, "UPDATE members_members SET balance = balance + 1 WHERE member = 1")
    assert said_of(lived) == [("members_members (1,)", REBUILD)]
    rebuild(lived, 1, fresh_fold(HOUSE), Projector(CAPABILITIES))
    assert problems_of(lived, HOUSE) == []


@pytest.mark.parametrize(
    "statement,where",
    [
        ("DELETE FROM tongpin_journal_entry WHERE n = 9", "entry 10"),
        ("UPDATE tongpin_journal_entry SET at = 5 WHERE n = 9", "entry 9"),
        ("UPDATE tongpin_journal_entry SET facts = x'90' WHERE n = 3", "entry 3"),
        ("DELETE FROM tongpin_journal_text WHERE number = 2", "texts"),
        ("DELETE FROM tongpin_journal_message WHERE number = 2", "message 2"),
        ("UPDATE tongpin_journal_mark SET n = 1000000 WHERE n = 4", "mark"),
        (
            "UPDATE tongpin_journal_outbox SET state = 'failed' WHERE n = (SELECT min(n) FROM tongpin_journal_outbox)",
            "outbox",
        ),
        ("DELETE FROM tongpin_journal_outbox WHERE n = (SELECT min(n) FROM tongpin_journal_outbox)", "outbox"),
    ],
)
def test_damage_is_named_with_its_place(lived: Books, statement: str, where: str) -> None:
    changed(lived, statement)
    found = said_of(lived)
    assert found
    assert any(place.startswith(where) and mend == RESTORE for place, mend in found), found


def test_a_snapshot_that_its_entries_do_not_fold_to_is_dropped(lived: Books) -> None:
    newest = lived.last_entry(1)
    assert newest is not None
    lived.save_snapshot(1, newest.n, snapshot.state_version(CAPABILITIES), b"other")
    assert said_of(lived) == [(f"snapshot {newest.n}", DROP_SNAPSHOT)]


def test_points_from_nowhere_are_found(make_database: MakeDatabase) -> None:
    store = open_store(make_database("sqlite"))
    store.add_community("toy", 0, key=b"k")
    unbalanced = Posted(1, "k", "points", ((1, 5),), "grant", "x")
    store.write([Batch(1, entries=[Entry(1, 1, 1, 1, [PlaybookAdopted(1), unbalanced], [])])])
    found = verify(store, 1, fresh_fold(HOUSE._replace(capabilities=())), Projector(()))
    assert [(problem.what, problem.where) for problem in found] == [
        ("Transaction 1 does not add up to zero.", "entry 1")
    ]
    store.close()


def test_books_without_an_entry_are_whole(make_database: MakeDatabase) -> None:
    url = make_database("sqlite")
    store = open_store(url)
    store.add_community("empty", 0)
    store.close()
    assert_whole(url, HOUSE)
