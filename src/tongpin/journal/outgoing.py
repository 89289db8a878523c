"""How the books move actions on their way out: claimed one a chat, settled by reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tongpin.journal.database import columns_of, quoted
from tongpin.journal.outbox import OPEN
from tongpin.journal.store import OutboxRow
from tongpin.journal.tables import OUTBOX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongpin.journal.database import Database
    from tongpin.kernel.projection import Row

_IS_OPEN = f"state IN ({', '.join(repr(state) for state in OPEN)})"
_KEY = 'community = ? AND n = ? AND "index" = ?'

_HEADS = f"""
WITH RECURSIVE
towns(town) AS (
    SELECT min(community) FROM {OUTBOX.name} WHERE {_IS_OPEN}
    UNION ALL
    SELECT (SELECT min(community) FROM {OUTBOX.name} WHERE {_IS_OPEN} AND community > town)
    FROM towns WHERE town IS NOT NULL
),
lanes(town, lane) AS (
    SELECT town, (SELECT min(chat) FROM {OUTBOX.name} WHERE {_IS_OPEN} AND community = town)
    FROM towns WHERE town IS NOT NULL
    UNION ALL
    SELECT town, (SELECT min(chat) FROM {OUTBOX.name} WHERE {_IS_OPEN} AND community = town AND chat > lane)
    FROM lanes WHERE lane IS NOT NULL
),
firsts(town, lane, first) AS (
    SELECT town, lane,
        (SELECT min(n) FROM {OUTBOX.name} WHERE {_IS_OPEN} AND community = town AND chat = lane)
    FROM lanes WHERE lane IS NOT NULL
)
SELECT {quoted(columns_of(OUTBOX))} FROM firsts JOIN {OUTBOX.name} AS head
ON community = town AND chat = lane AND n = first AND {_IS_OPEN} AND "index" = (
    SELECT min("index") FROM {OUTBOX.name}
    WHERE {_IS_OPEN} AND community = town AND chat = lane AND n = first
)
WHERE state = 'ready' AND not_before <= ? ORDER BY updated, community, chat LIMIT ?
"""
"""The first open row of each chat, where it is ready: steps from chat to chat along the index of open rows, so
that a long queue in one chat costs the others nothing."""


def heads(database: Database, limit: int, now: int, ending: str = "") -> list[OutboxRow]:
    """Return rows that may leave now, longest waiting first."""
    return [_row(each) for each in database.run(_HEADS + ending, (now, limit))]


def claim(database: Database, limit: int, now: int) -> list[OutboxRow]:
    """Move rows that may leave now from ready to sending, inside a transaction; return them as they are now."""
    found = heads(database, limit, now, database.skip_locked)
    database.run_many(
        f"UPDATE {OUTBOX.name} SET state = 'sending', updated = ? WHERE {_KEY}",
        [(now, row.community, row.n, row.index) for row in found],
    )
    return [replace(row, state="sending", updated=now) for row in found]


def retry(database: Database, row: OutboxRow, not_before: int, error: str) -> None:
    """Put a row that is being sent back to ready; it counts one more attempt."""
    database.run(
        f"UPDATE {OUTBOX.name} SET state = 'ready', attempts = attempts + 1, not_before = ?, error = ? "
        f"WHERE {_KEY} AND state = 'sending'",
        (not_before, error, row.community, row.n, row.index),
    )


def move(database: Database, moved: Sequence[Row]) -> None:
    """Set what reports say: state, error, updated, then the key."""
    if moved:
        database.run_many(
            f"UPDATE {OUTBOX.name} SET state = ?, error = ?, updated = ? WHERE {_KEY}",
            moved,
        )


def rows_in(database: Database, state: str, limit: int) -> list[OutboxRow]:
    """Return rows by state, oldest first in each community."""
    found = database.run(
        f"SELECT {quoted(columns_of(OUTBOX))} FROM {OUTBOX.name} WHERE state = ? "
        f'ORDER BY community, n, "index" LIMIT ?',
        (state, limit),
    )
    return [_row(each) for each in found]


def counts(database: Database, community: int) -> dict[str, int]:
    """Return the number of rows by state; 0 counts all communities."""
    where, asked = ("WHERE community = ?", (community,)) if community else ("", ())
    return dict(database.run(f"SELECT state, count(*) FROM {OUTBOX.name} {where} GROUP BY state", asked))


def _row(values: tuple[Any, ...]) -> OutboxRow:
    row = OutboxRow(*values)
    return replace(row, body=bytes(row.body))
