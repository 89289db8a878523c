"""The durable books: everything that a store promises, once for both databases."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tongpin.journal import outgoing, rows
from tongpin.journal.batch import Failure, PlaybookVersion
from tongpin.journal.database import key_of, quoted
from tongpin.journal.failpoints import reach
from tongpin.journal.registry import Registry
from tongpin.journal.store import Community, OutboxRow
from tongpin.journal.tables import (
    CHAT,
    COMMUNITY,
    CURSOR,
    ENTRY,
    FAILURE,
    IDENTITY,
    MARK,
    MESSAGE,
    OUTBOX,
    PLAYBOOK,
    SNAPSHOT,
    TEXT,
    WORKSPACE,
)
from tongpin.kernel.numbering import MESSAGES_KEPT
from tongpin.kernel.vocabulary import decode_actions, decode_facts
from tongpin.kernel.words.entry import Entry

if TYPE_CHECKING:
    from tongpin.journal.batch import Batch
    from tongpin.journal.database import Database
    from tongpin.kernel.projection import Row, Table

ENTRIES_AT_ONCE = 2_000
SNAPSHOTS_KEPT = 2
TEXTS_DELETED = "texts deleted"
"""Cursor: how many texts were deleted, so that one that is missing for another reason is noticed."""


class Books:
    """A store (`tongpin.journal.store.Store`) on any database."""

    def __init__(self, database: Database) -> None:
        """Keep the books in `database`; raises `StoreUnavailable` where it was never migrated."""
        self._database = database
        self._run = database.run

    def close(self) -> None:
        """Give the connection back."""
        self._database.close()

    @contextmanager
    def transaction(self, name: str) -> Iterator[None]:
        """Let all that is written inside commit together or not at all."""
        try:
            self._database.begin()
            reach(f"{name}.after_begin")
            yield
            reach(f"{name}.before_commit")
            self._database.commit()
        except BaseException:
            self._database.rollback()
            raise
        reach(f"{name}.after_commit")

    # ---- communities

    def add_community(self, name: str, at: int, *, workspace: int = 0, key: bytes = b"") -> Community:
        """Register a community."""
        with self.transaction("registry"):
            if not workspace:
                ((workspace,),) = self._run(
                    f"INSERT INTO {WORKSPACE} (name, created) VALUES (?, ?) RETURNING id", (name, at)
                )
            secret = key or secrets.token_bytes(32)
            ((number,),) = self._run(
                f'INSERT INTO {COMMUNITY} (workspace, name, "key", created) VALUES (?, ?, ?, ?) RETURNING id',
                (workspace, name, secret, at),
            )
        return Community(number, workspace, name, secret, at)

    def communities(self) -> list[Community]:
        """Return all communities by id."""
        found = self._run(f'SELECT id, workspace, name, "key", created FROM {COMMUNITY} ORDER BY id')
        return [Community(number, workspace, name, bytes(key), at) for number, workspace, name, key, at in found]

    # ---- writing

    def known(self, community: int, hashes: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return (entry n, message) of those marks that are in the inbox already."""
        found = self._database.numbered(MARK, MARK.columns, community, hashes)
        return {mark: (n, message) for mark, n, message in found}

    def write(self, batches: Sequence[Batch]) -> None:
        """Write all batches in one transaction."""
        with self.transaction("store"):
            self._insert(MARK, [row for each in batches for row in rows.led(each.community, each.marks)])
            reach("store.after_marks")
            self._insert(ENTRY, [row for each in batches for row in rows.entry_rows(each)])
            reach("store.after_entries")
            self._insert(TEXT, [row for each in batches for row in rows.led(each.community, each.texts)])
            reach("store.after_texts")
            self._write_registry(batches)
            reach("store.after_registry")
            self._insert(OUTBOX, [row for each in batches for row in rows.outbox_rows(each)])
            outgoing.move(self._database, [row for each in batches for row in rows.moves(each)])
            reach("store.after_outbox")
            self._write_rows(rows.read_rows(batches))
            self._database.announce()
            reach("store.after_reads")

    def _write_registry(self, batches: Sequence[Batch]) -> None:
        lead = rows.led
        self._upsert(CHAT, [row for each in batches for row in lead(each.community, each.chats)])
        self._upsert(IDENTITY, [row for each in batches for row in lead(each.community, each.identities)])
        self._insert(MESSAGE, [row for each in batches for row in lead(each.community, each.messages)])
        self._insert(PLAYBOOK, [row for each in batches for row in lead(each.community, each.playbooks)])
        self._insert(FAILURE, [row for each in batches for row in lead(each.community, each.failures)])
        self._upsert(CURSOR, [row for each in batches for row in rows.cursor_rows(each)])

    def _insert(self, table: Table, added: list[Row]) -> None:
        if added:
            self._database.insert(table, added)

    def _upsert(self, table: Table, changed: list[Row]) -> None:
        if changed:
            self._database.upsert(table, changed)

    def _write_rows(self, reads: Mapping[Table, list[Row]]) -> None:
        for table, written in reads.items():
            (self._insert if table.grows else self._upsert)(table, written)

    def forget_marks(self, community: int, up_to: int, share: int, shares: int) -> int:
        """Delete marks of entries up to number `up_to`, of one of `shares` equal ranges of hashes."""
        first = (share << 64) // shares - (1 << 63)
        last = (share + 1 << 64) // shares - (1 << 63) - 1
        return self._database.change(
            f"DELETE FROM {MARK.name} WHERE community = ? AND hash BETWEEN ? AND ? AND n <= ?",
            (community, first, last, up_to),
        )

    def delete_texts(self, community: int, numbers: Sequence[int]) -> int:
        """Delete texts for good."""
        with self.transaction("texts"):
            gone = len(self.texts(community, numbers))
            self._database.run_many(
                f'DELETE FROM {TEXT.name} WHERE community = ? AND "number" = ?',
                [(community, number) for number in numbers],
            )
            before = self.cursor(community, TEXTS_DELETED)
            self._database.upsert(CURSOR, [(community, TEXTS_DELETED, before + gone)])
        return gone

    # ---- folding

    def registry(self, community: int) -> Registry:
        """Return what a restart must hand back to `Numbering`."""
        messages = self._run(
            f'SELECT "number", source, external FROM {MESSAGE.name} WHERE community = ? '
            f'ORDER BY "number" DESC LIMIT {MESSAGES_KEPT}',
            (community,),
        )
        numbered = 'SELECT "{}", source, external FROM {} WHERE community = ? ORDER BY "number"'
        return Registry(
            chats=self._run(numbered.format("number", CHAT.name), (community,)),
            members=self._run(numbered.format("member", IDENTITY.name), (community,)),
            messages=messages[::-1],
            last_member=self.cursor(community, rows.LAST_MEMBER),
            last_message=self.cursor(community, rows.LAST_MESSAGE),
            last_text=self.cursor(community, rows.LAST_TEXT),
        )

    def entries(self, community: int, after: int = 0) -> Iterator[Entry]:
        """Yield the entries behind `after`, in order."""
        while found := self._run(
            f"SELECT n, sent, at, version, facts, actions FROM {ENTRY.name} WHERE community = ? AND n > ? "
            f"ORDER BY n LIMIT {ENTRIES_AT_ONCE}",
            (community, after),
        ):
            for row in found:
                yield _entry(row)
            after = found[-1][0]

    def last_entry(self, community: int) -> Entry | None:
        """Return the newest entry."""
        found = self._run(
            f"SELECT n, sent, at, version, facts, actions FROM {ENTRY.name} WHERE community = ? "
            "ORDER BY n DESC LIMIT 1",
            (community,),
        )
        return _entry(found[0]) if found else None

    def entry_at(self, community: int, at: int) -> int:
        """Return the number of the last entry at or before an instant."""
        newest = self.last_entry(community)
        low, high = 0, newest.n if newest else 0
        while low < high:
            middle = (low + high + 1) // 2
            ((instant,),) = self._run(f"SELECT at FROM {ENTRY.name} WHERE community = ? AND n = ?", (community, middle))
            low, high = (middle, high) if instant <= at else (low, middle - 1)
        return low

    def snapshot(self, community: int, version: str, before: int = 0) -> tuple[int, bytes] | None:
        """Return the newest snapshot of a state version."""
        found = self._run(
            f"SELECT n, data FROM {SNAPSHOT.name} WHERE community = ? AND version = ? AND (n < ? OR ? = 0) "
            "ORDER BY n DESC LIMIT 1",
            (community, version, before, before),
        )
        return (found[0][0], bytes(found[0][1])) if found else None

    def save_snapshot(self, community: int, n: int, version: str, data: bytes) -> None:
        """Keep a snapshot; drop those of other versions and all but the newest."""
        with self.transaction("snapshot"):
            self._database.upsert(SNAPSHOT, [(community, n, version, data)])
            self._run(
                f"DELETE FROM {SNAPSHOT.name} WHERE community = ? AND (version <> ? OR n NOT IN "
                f"(SELECT n FROM {SNAPSHOT.name} WHERE community = ? AND version = ? "
                f"ORDER BY n DESC LIMIT {SNAPSHOTS_KEPT}))",
                (community, version, community, version),
            )

    def playbook(self, community: int, version: int) -> PlaybookVersion | None:
        """Return a version of the playbook; 0 asks for the newest."""
        which, asked = ("AND version = ?", (community, version)) if version else ("", (community,))
        found = self._run(
            f"SELECT version, author, reason, body, at FROM {PLAYBOOK.name} WHERE community = ? {which} "
            "ORDER BY version DESC LIMIT 1",
            asked,
        )
        return PlaybookVersion(*found[0]) if found else None

    def cursor(self, community: int, name: str) -> int:
        """Return a cursor; 0 where it has not begun."""
        found = self._run(f"SELECT value FROM {CURSOR.name} WHERE community = ? AND name = ?", (community, name))
        return found[0][0] if found else 0

    # ---- registry, for dispatch and pages

    def chat_address(self, community: int, chat: int) -> tuple[str, str] | None:
        """Return (source, external id) of a chat."""
        return next(iter(self._addresses(CHAT, "number", community, chat)), None)

    def message_address(self, community: int, message: int) -> tuple[str, str] | None:
        """Return (source, external id) of a message."""
        return next(iter(self._addresses(MESSAGE, "number", community, message)), None)

    def member_addresses(self, community: int, member: int) -> list[tuple[str, str]]:
        """Return (source, external id) of all identities of a member."""
        return self._addresses(IDENTITY, "member", community, member)

    def _addresses(self, table: Table, column: str, community: int, number: int) -> list[tuple[str, str]]:
        found = self._run(
            f'SELECT source, external FROM {table.name} WHERE community = ? AND "{column}" = ? ORDER BY "number"',
            (community, number),
        )
        return [(source, external) for source, external in found]

    def texts(self, community: int, numbers: Sequence[int]) -> dict[int, str]:
        """Return the bodies of those texts that still exist."""
        return dict(self._database.numbered(TEXT, ("number", "body"), community, numbers))

    def failures(self, community: int) -> list[Failure]:
        """Return the events that failed, oldest first."""
        found = self._run(
            f"SELECT n, kind, error, arrival FROM {FAILURE.name} WHERE community = ? ORDER BY n", (community,)
        )
        return [Failure(n, kind, error, bytes(arrival)) for n, kind, error, arrival in found]

    # ---- outbox

    def claim(self, limit: int, now: int) -> list[OutboxRow]:
        """Move rows from ready to sending and return them."""
        if not outgoing.heads(self._database, limit, now):
            return []
        with self.transaction("claim"):
            return outgoing.claim(self._database, limit, now)

    def retry(self, row: OutboxRow, not_before: int, error: str = "") -> None:
        """Put a row that is being sent back to ready."""
        outgoing.retry(self._database, row, not_before, error)

    def outbox(self, state: str, limit: int = 1000) -> list[OutboxRow]:
        """Return rows by state, oldest first in each community."""
        return outgoing.rows_in(self._database, state, limit)

    def outbox_counts(self, community: int = 0) -> dict[str, int]:
        """Return the number of rows by state."""
        return outgoing.counts(self._database, community)

    # ---- read tables

    def drop_reads(self, community: int, tables: Sequence[Table]) -> None:
        """Empty read tables of a community."""
        for table in tables:
            self._run(f'DELETE FROM "{table.name}" WHERE community = ?', (community,))

    def write_reads(self, community: int, reads: Mapping[Table, Sequence[Row]]) -> None:
        """Write rows of read tables."""
        self._write_rows({table: rows.led(community, written) for table, written in reads.items()})

    def read_rows(self, community: int, table: Table) -> list[Row]:
        """Return all rows of a read table by key."""
        return self._run(
            f'SELECT {quoted(table.columns)} FROM "{table.name}" WHERE community = ? ORDER BY {quoted(key_of(table))}',
            (community,),
        )


def _entry(row: tuple[Any, ...]) -> Entry:
    n, sent, at, version, facts, actions = row
    return Entry(n, sent, at, version, decode_facts(facts), decode_actions(actions))
