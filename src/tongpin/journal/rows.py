"""From batches to rows, each led by its community: the shape in which any database takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tongpin.journal.outbox import STATE_AFTER
from tongpin.kernel import vocabulary
from tongpin.kernel.words.course import ActReported

if TYPE_CHECKING:
    from tongpin.journal.batch import Batch
    from tongpin.kernel.projection import Row, Table

LAST_MEMBER, LAST_MESSAGE, LAST_TEXT = "last member", "last message", "last text"
"""Cursors: the last numbers given. A number is not given again when what bore it was deleted."""


def led(community: int, rows: Iterable[Row]) -> list[Row]:
    """Return rows with the community in front."""
    return [(community, *row) for row in rows]


def entry_rows(batch: Batch) -> Iterator[Row]:
    """Yield the rows of the entries."""
    encode_facts, encode_actions = vocabulary.encode_facts, vocabulary.encode_actions
    for entry in batch.entries:
        yield (
            batch.community,
            entry.n,
            entry.sent,
            entry.at,
            entry.version,
            type(entry.facts[0]).__name__,
            encode_facts(entry.facts),
            encode_actions(entry.actions),
        )


def outbox_rows(batch: Batch) -> Iterator[Row]:
    """Yield a row for each action that the entries ask for."""
    for entry in batch.entries:
        for index, action in enumerate(entry.actions):
            yield (
                batch.community,
                entry.n,
                index,
                getattr(action, "chat", 0),
                type(action).__name__,
                vocabulary.encode_actions([action]),
                "ready",
                0,
                0,
                "",
                entry.at,
            )


def moves(batch: Batch) -> Iterator[Row]:
    """Yield what reports change in the outbox: state, error, updated, then the key."""
    for entry in batch.entries:
        report = entry.facts[0]
        if type(report) is ActReported:
            yield (STATE_AFTER[report.outcome], report.note, entry.at, batch.community, report.entry, report.index)


def cursor_rows(batch: Batch) -> Iterator[Row]:
    """Yield the cursors that are moved: those given, and the last numbers."""
    for name, value in batch.cursors:
        yield (batch.community, name, value)
    for name, numbered in ((LAST_MEMBER, batch.identities), (LAST_MESSAGE, batch.messages), (LAST_TEXT, batch.texts)):
        if numbered:
            yield (batch.community, name, max(each.number for each in numbered))


def read_rows(batches: Sequence[Batch]) -> dict[Table, list[Row]]:
    """Return the rows of read tables of all batches, by table."""
    found: dict[Table, list[Row]] = {}
    for batch in batches:
        for table, rows in batch.reads.items():
            found.setdefault(table, []).extend(led(batch.community, rows))
    return found
