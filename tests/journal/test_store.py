"""What the books promise of communities, writing, folding, registry and texts, on both databases."""

from __future__ import annotations

import pytest

from tests.journal.writing import START, entry, joined, said
from tongpin.journal.batch import Batch, Failure, Identity, Mark, Message, PlaybookVersion
from tongpin.journal.books import ENTRIES_AT_ONCE
from tongpin.journal.store import Community, SecondWriter, Store
from tongpin.journal.tables import MARK, SNAPSHOT
from tongpin.kernel.numbering import Numbering
from tongpin.kernel.projection import Table

TALLY = Table("tally", ("key", "shown"))
LINES = Table("lines", ("key", "shown"), grows=True)
KEYS = Table("keys", ("key",))


@pytest.fixture
def community(store: Store) -> int:
    return store.add_community("读书会", START).id


def test_a_community_gets_a_workspace_and_a_secret_of_its_own(store: Store) -> None:
    first = store.add_community("甲", 5)
    second = store.add_community("乙", 6)
    third = store.add_community("丙", 7, workspace=first.workspace, key=b"given")
    assert store.communities() == [first, second, third]
    assert first.workspace != second.workspace
    assert first.key != second.key
    assert len(first.key) == 32
    assert third == Community(third.id, first.workspace, "丙", b"given", 7)


def test_what_is_written_is_read_back(store: Store, community: int) -> None:
    batch = joined(community, 1, 3)
    store.write([batch])
    assert list(store.entries(community)) == batch.entries
    assert list(store.entries(community, after=2)) == batch.entries[2:]
    assert store.last_entry(community) == batch.entries[-1]


def test_nothing_is_written_of_nothing(store: Store, community: int) -> None:
    store.write([])
    store.write([Batch(community)])
    assert store.last_entry(community) is None
    assert list(store.entries(community)) == []


def test_entries_come_in_order_over_many_pages(store: Store, community: int) -> None:
    count = 2 * ENTRIES_AT_ONCE + 1
    store.write([Batch(community, entries=[entry(n) for n in range(1, count + 1)])])
    assert [each.n for each in store.entries(community)] == list(range(1, count + 1))


def test_communities_are_written_together_and_read_apart(store: Store, community: int) -> None:
    other = store.add_community("别处", START).id
    store.write([joined(community, 1, 2), joined(other, 1)])
    assert [each.n for each in store.entries(community)] == [1, 2]
    assert [each.n for each in store.entries(other)] == [1]
    assert store.known(other, [-1, -2]) == {-1: (1, 0)}


def test_marks_are_known_with_entry_and_message(store: Store, community: int) -> None:
    extremes = [Mark(-(1 << 63), 1, 0), Mark((1 << 63) - 1, 2, 7)]
    store.write([Batch(community, marks=extremes, entries=[entry(1), entry(2)])])
    assert store.known(community, [5, *(mark.hash for mark in extremes)]) == {
        mark.hash: (mark.n, mark.message) for mark in extremes
    }
    assert store.known(community, []) == {}


@pytest.mark.parametrize(
    "second",
    [
        Batch(1, marks=[Mark(-1, 3, 0)], entries=[entry(3)]),
        Batch(1, entries=[entry(2)]),
        Batch(1, entries=[entry(3)], messages=[Message(2, 1, 1, "webchat", "x", 0, 3, START)]),
        Batch(1, entries=[entry(3)], identities=[Identity(9, 9, "webchat", "member 1")]),
    ],
    ids=["mark", "entry", "message", "identity"],
)
def test_a_second_writer_fails_on_the_key_and_writes_nothing(store: Store, second: Batch) -> None:
    community = store.add_community("一", START).id
    assert community == 1
    store.write([joined(1, 1), said(1, 2, 1, "你好")])
    with pytest.raises(SecondWriter):
        store.write([second])
    assert [each.n for each in store.entries(1)] == [1, 2]
    store.write([Batch(1, entries=[entry(3)])])
    assert [each.n for each in store.entries(1)] == [1, 2, 3]


def test_without_uniqueness_a_mark_counts_twice(store: Store, community: int) -> None:
    """The control: it is the database's key that keeps a mark single."""
    store._run("DROP TABLE tongpin_journal_mark")  # type: ignore[attr-defined]
    columns = "community bigint, hash bigint, n bigint, message bigint"
    store._run(f"CREATE TABLE tongpin_journal_mark ({columns})")  # type: ignore[attr-defined]
    for n in (1, 2):
        store.write([Batch(community, marks=[Mark(-1, n, 0)], entries=[entry(n)])])
    assert store.read_rows(community, MARK) == [(-1, 1, 0), (-1, 2, 0)]


def test_marks_are_forgotten_up_to_an_entry_range_by_range(store: Store, community: int) -> None:
    hashes = [-(1 << 63), -1, 0, (1 << 63) - 1]
    marks = [Mark(hash_, n, 0) for n, hash_ in enumerate(hashes, 1)]
    store.write([Batch(community, marks=marks, entries=[entry(n) for n in range(1, 5)])])
    assert [store.forget_marks(community, 3, share, 4) for share in range(4)] == [1, 1, 1, 0]
    assert store.known(community, hashes) == {(1 << 63) - 1: (4, 0)}


def test_the_entry_of_an_instant_is_found(store: Store, community: int) -> None:
    assert store.entry_at(community, START) == 0
    store.write([joined(community, 1, 9)])
    assert [store.entry_at(community, START + at) for at in (0, 1, 5, 9, 99)] == [0, 1, 5, 9, 9]


def test_the_registry_teaches_a_new_numbering(store: Store, community: int) -> None:
    store.write([joined(community, 1)])
    store.write([said(community, 2, 1, "你好")])
    store.write([said(community, 3, 2, "再见")])
    taught = Numbering()
    store.registry(community).teach(taught)
    assert taught.chat("webchat", "room") == 1
    assert taught.member("webchat", "member 1") == 1
    assert [taught.replied_to("webchat", f"message {number}") for number in (1, 2, 3)] == [0, 2, 3]
    assert taught.chat("matrix", "room") == 2
    assert taught.member("matrix", "member 1") == 2
    assert taught.message("webchat", "another") == 4
    assert taught.text() == 3


def test_deleted_numbers_are_not_given_again(store: Store, community: int) -> None:
    store.write([said(community, 1, 1, "一")])
    store.write([said(community, 2, 2, "二")])
    assert store.texts(community, [1, 2, 3]) == {1: "一", 2: "二"}
    assert store.delete_texts(community, [2, 3]) == 1
    assert store.delete_texts(community, [2]) == 0
    assert store.texts(community, [1, 2]) == {1: "一"}
    assert store.cursor(community, "texts deleted") == 1
    assert store.registry(community).last_text == 2


def test_addresses_are_found_by_number(store: Store, community: int) -> None:
    store.write([joined(community, 1)])
    store.write([said(community, 2, 1, "你好")])
    store.write(
        [Batch(community, entries=[entry(3)], identities=[Identity(2, 1, "matrix", "@a:b")], cursors=[("mail", 7)])]
    )
    assert store.chat_address(community, 1) == ("webchat", "room")
    assert store.chat_address(community, 2) is None
    assert store.message_address(community, 2) == ("webchat", "message 2")
    assert store.message_address(community, 1) is None
    assert store.member_addresses(community, 1) == [("webchat", "member 1"), ("matrix", "@a:b")]
    assert store.member_addresses(community, 2) == []
    assert store.cursor(community, "mail") == 7


def test_the_two_newest_snapshots_of_one_version_are_kept(store: Store, community: int) -> None:
    assert store.snapshot(community, "b") is None
    store.save_snapshot(community, 1, "a", b"old version")
    for n in (2, 3, 4):
        store.save_snapshot(community, n, "b", b"%d" % n)
    store.save_snapshot(community, 4, "b", b"again")
    assert store.snapshot(community, "a") is None
    assert store.snapshot(community, "b") == (4, b"again")
    assert [row[0] for row in store.read_rows(community, SNAPSHOT)] == [3, 4]


def test_playbooks_and_failures_are_kept_for_good(store: Store, community: int) -> None:
    assert store.playbook(community, 0) is None
    versions = [PlaybookVersion(version, 1, "为了大家", f"text {version}", START) for version in (1, 2)]
    failure = Failure(1, "message", "ValueError: 13", b"\x00\xff")
    store.write([Batch(community, entries=[entry(1)], playbooks=versions, failures=[failure])])
    assert store.playbook(community, 0) == versions[1]
    assert store.playbook(community, 1) == versions[0]
    assert store.playbook(community, 3) is None
    assert store.failures(community) == [failure]


def test_read_tables_take_rows_by_key_and_are_emptied_by_community(store: Store, community: int) -> None:
    kinds = "community bigint, key bigint, shown text, PRIMARY KEY (community, key)"
    for table in (TALLY, LINES, KEYS):
        columns = kinds if table is not KEYS else "community bigint, key bigint, PRIMARY KEY (community, key)"
        store._run(f"CREATE TABLE {table.name} ({columns})")  # type: ignore[attr-defined]
    other = store.add_community("别处", START).id
    store.write([Batch(community, entries=[entry(1)], reads={TALLY: [(1, "a"), (2, "b")], LINES: [(1, "x")]})])
    store.write([Batch(community, entries=[entry(2)], reads={TALLY: [(2, "c")], KEYS: [(1,)]})])
    store.write_reads(other, {TALLY: [(1, "d")], KEYS: [(1,)]})
    store.write_reads(other, {KEYS: [(1,)]})
    assert store.read_rows(community, TALLY) == [(1, "a"), (2, "c")]
    assert store.read_rows(other, KEYS) == [(1,)]
    store.drop_reads(community, [TALLY, LINES])
    assert [store.read_rows(community, table) for table in (TALLY, LINES, KEYS)] == [[], [], [(1,)]]
    assert store.read_rows(other, TALLY) == [(1, "d")]


def test_a_transaction_is_all_or_nothing(store: Store, community: int) -> None:
    store.write_reads(community, {MARK: [(1, 1, 1)]})

    def replaced_by_one_twice() -> None:
        with store.transaction("rebuild"):
            store.drop_reads(community, [MARK])
            store.write_reads(community, {MARK: [(2, 2, 2), (2, 2, 2)]})

    with pytest.raises(SecondWriter):
        replaced_by_one_twice()
    assert store.read_rows(community, MARK) == [(1, 1, 1)]


def test_what_is_wrong_in_the_program_is_no_failure_of_the_store(store: Store, community: int) -> None:
    with pytest.raises(Exception, match=r"(?i)null") as raised:
        store.write([Batch(community, entries=[entry(1)], cursors=[("mail", None)])])  # type: ignore[list-item]
    assert not isinstance(raised.value, SecondWriter)
    store.write([joined(community, 1)])
