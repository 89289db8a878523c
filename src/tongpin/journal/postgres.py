"""The books on PostgreSQL: binary COPY where tables only grow, arrays where rows take the place of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.errors import UndefinedTable, UniqueViolation

from tongpin.journal.database import CHANNEL, Parameters, columns_of, on_conflict, quoted
from tongpin.journal.store import SecondWriter, StoreUnavailable

if TYPE_CHECKING:
    from tongpin.kernel.projection import Row, Table

CONNECT_S = 10
SETTINGS = {
    "synchronous_commit": "on",
    # Rows are found by their keys; a plan made while a table was empty must not stay a scan when it has grown.
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
}


class PostgresDatabase:
    """One connection to a database that was migrated before."""

    skip_locked = "FOR UPDATE OF head SKIP LOCKED"

    def __init__(self, url: str) -> None:
        """Connect; commits are synced whatever the server's default is."""
        with _told():
            self._connection = psycopg.connect(
                url,
                autocommit=True,
                connect_timeout=CONNECT_S,
                options=" ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
            )
            self._cursor = self._connection.cursor(binary=True)
        self._types: dict[Table, list[str]] = {}

    def run(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with _told():
            self._cursor.execute(_translated(sql), parameters)
            return self._cursor.fetchall() if self._cursor.description else []

    def change(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with _told():
            return self._cursor.execute(_translated(sql), parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement once for each of `rows`."""
        with _told():
            self._cursor.executemany(_translated(sql), rows)

    def numbered(
        self, table: Table, columns: Sequence[str], community: int, numbers: Sequence[int]
    ) -> list[tuple[Any, ...]]:
        """Return some columns of the rows with these numbers; every number is looked up by the whole key."""
        return self.run(_numbered(table, tuple(columns)), (list(numbers), community))

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add new rows by binary COPY."""
        types = self._types_of(table)
        with _told(), self._cursor.copy(_copy(table)) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows or put them in the place of those with the same key: one array a column, one statement."""
        self.run(_upsert(table, tuple(self._types_of(table))), [list(column) for column in zip(*rows, strict=True)])

    def announce(self) -> None:
        """Notify, which the server does when the transaction is committed."""
        self.run(f"NOTIFY {CHANNEL}")

    def begin(self) -> None:
        """Begin a transaction."""
        self.run("BEGIN")

    def commit(self) -> None:
        """Commit and wait for the disk."""
        self.run("COMMIT")

    def rollback(self) -> None:
        """Take everything back; a connection that broke has done so."""
        with suppress(psycopg.Error):
            self._connection.rollback()

    def close(self) -> None:
        """Close the connection."""
        with _told():
            self._connection.close()

    def _types_of(self, table: Table) -> list[str]:
        """Return the types of a table's columns as the server knows them, asked once."""
        types = self._types.get(table)
        if types is None:
            found = dict(self.run(_COLUMN_TYPES, [table.name]))
            types = self._types[table] = [found[name] for name in columns_of(table)]
        return types


_COLUMN_TYPES = """
SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute
WHERE attrelid = ?::text::regclass AND attnum > 0 AND NOT attisdropped
"""


@contextmanager
def _told() -> Iterator[None]:
    """Tell the driver's errors in the words of the store."""
    try:
        yield
    except UniqueViolation as error:
        raise SecondWriter(str(error)) from error
    except (psycopg.OperationalError, UndefinedTable) as error:
        raise StoreUnavailable(str(error)) from error


@cache
def _translated(sql: str) -> str:
    return sql.replace("?", "%s")


@cache
def _numbered(table: Table, columns: tuple[str, ...]) -> str:
    # The inner LIMIT keeps the planner, which may know nothing yet of a young table, from reading all of it.
    return (
        f"SELECT found.* FROM unnest(?::bigint[]) AS asked(number), LATERAL (SELECT {quoted(columns)} "
        f'FROM "{table.name}" WHERE community = ? AND "{table.columns[0]}" = asked.number LIMIT 1) AS found'
    )


@cache
def _copy(table: Table) -> str:
    return f'COPY "{table.name}" ({quoted(columns_of(table))}) FROM STDIN (FORMAT BINARY)'


@cache
def _upsert(table: Table, types: tuple[str, ...]) -> str:
    arrays = ", ".join(f"?::{kind}[]" for kind in types)
    return (
        f'INSERT INTO "{table.name}" ({quoted(columns_of(table))}) SELECT * FROM unnest({arrays}) {on_conflict(table)}'
    )
