"""The durable books as everybody sees them: what a store promises, whichever database keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from tongpin.journal.batch import Batch, Failure, PlaybookVersion
    from tongpin.journal.registry import Registry
    from tongpin.kernel.projection import Row, Table
    from tongpin.kernel.words.entry import Entry


class SecondWriter(Exception):  # noqa: N818 - says what happened
    """Somebody else wrote what this writer was about to write: drop the state and fold again."""


class StoreUnavailable(Exception):  # noqa: N818 - says what happened
    """The database could not be reached or could not write (disk full, I/O error); nothing was written.

    After a write that fails, close the store, open it anew and fold from the journal.
    """


class Community(NamedTuple):
    """A community of the registry; `key` keys its marks and fingerprints."""

    id: int
    workspace: int
    name: str
    key: bytes
    created: int


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An action on its way out. `state` is one of `outbox.STATES`; times are milliseconds since the epoch.

    `body` is the action as MessagePack: `vocabulary.decode_actions` reads it as a list of one.
    """

    community: int
    n: int
    index: int
    chat: int
    kind: str
    body: bytes
    state: str
    attempts: int
    not_before: int
    error: str
    updated: int


class Store(Protocol):
    """One connection to the books; for one thread at a time. Opened by `journal.opening.open_store(url)`.

    Every method may raise `StoreUnavailable`.
    """

    def close(self) -> None:
        """Give the connection back."""

    # ---- communities

    def add_community(self, name: str, at: int, *, workspace: int = 0, key: bytes = b"") -> Community:
        """Register a community; 0 makes a workspace for it, an empty `key` a fresh secret of 32 bytes."""

    def communities(self) -> list[Community]:
        """Return all communities by id."""

    # ---- writing

    def known(self, community: int, hashes: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return (entry n, message) of those marks that are in the inbox already."""

    def write(self, batches: Sequence[Batch]) -> None:
        """Write all batches in one transaction; on return they are on disk, on an exception nothing is.

        At most one batch a community. Raises `SecondWriter` where a mark, an entry or a row that only grows
        is there already.
        """

    def forget_marks(self, community: int, up_to: int, share: int, shares: int) -> int:
        """Delete marks of entries up to `up_to` in one of `shares` equal ranges of hashes; return how many.

        One range at a time keeps the writer's pause short. `entry_at` finds the entry of `MARK_DAYS` ago.
        """

    def delete_texts(self, community: int, numbers: Sequence[int]) -> int:
        """Delete texts for good; return how many there were."""

    # ---- folding

    def registry(self, community: int) -> Registry:
        """Return what a restart must hand back to `Numbering` (`registry.teach(numbering)`)."""

    def entries(self, community: int, after: int = 0) -> Iterator[Entry]:
        """Yield the entries behind `after`, in order, without holding them all in memory."""

    def last_entry(self, community: int) -> Entry | None:
        """Return the newest entry."""

    def entry_at(self, community: int, at: int) -> int:
        """Return the number of the last entry at or before an instant; 0 where there is none."""

    def snapshot(self, community: int, version: str, before: int = 0) -> tuple[int, bytes] | None:
        """Return the newest snapshot of a state version as (entry n, data): of all, or of those before an entry."""

    def save_snapshot(self, community: int, n: int, version: str, data: bytes) -> None:
        """Keep a snapshot and drop those of other versions and all but the two newest."""

    def playbook(self, community: int, version: int) -> PlaybookVersion | None:
        """Return a version of the playbook; version 0 asks for the newest."""

    def cursor(self, community: int, name: str) -> int:
        """Return how far a reader got; 0 where it has not begun."""

    # ---- registry, for dispatch and pages

    def chat_address(self, community: int, chat: int) -> tuple[str, str] | None:
        """Return (source, external id) of a chat."""

    def message_address(self, community: int, message: int) -> tuple[str, str] | None:
        """Return (source, external id) of a message."""

    def member_addresses(self, community: int, member: int) -> list[tuple[str, str]]:
        """Return (source, external id) of all identities of a member."""

    def texts(self, community: int, numbers: Sequence[int]) -> dict[int, str]:
        """Return the bodies of those texts that still exist."""

    def failures(self, community: int) -> list[Failure]:
        """Return the events that failed, oldest first."""

    # ---- outbox

    def claim(self, limit: int, now: int) -> list[OutboxRow]:
        """Move at most `limit` rows from ready to sending, in their own transaction, and return them.

        At most one row of a chat is on its way: a later one waits until the earlier is settled
        (done, failed, unknown or human). A row whose `not_before` lies ahead holds its chat.
        """

    def retry(self, row: OutboxRow, not_before: int, error: str = "") -> None:
        """Put a row that is being sent back to ready; it counts one more attempt."""

    def outbox(self, state: str, limit: int = 1000) -> list[OutboxRow]:
        """Return rows by state, oldest first in each community.

        After a restart of dispatch those that are `sending` were cut off half-way.
        """

    def outbox_counts(self, community: int = 0) -> dict[str, int]:
        """Return the number of rows by state; 0 counts all communities."""

    # ---- read tables

    def drop_reads(self, community: int, tables: Sequence[Table]) -> None:
        """Empty read tables of a community."""

    def write_reads(self, community: int, reads: Mapping[Table, Sequence[Row]]) -> None:
        """Write rows of read tables."""

    def read_rows(self, community: int, table: Table) -> list[Row]:
        """Return all rows of a read table by key, without the leading community."""

    def transaction(self, name: str) -> AbstractContextManager[None]:
        """Let all that is written inside commit together or not at all; `name` leads the names of its failpoints."""
