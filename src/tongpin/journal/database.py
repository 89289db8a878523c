"""What the books ask of a database driver; `sqlite.py` and `postgres.py` answer.

SQL is written with `?` and runs on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tongpin.kernel.projection import Row, Table

Parameters = Sequence[Any]
CHANNEL = "tongpin"
"""On which a PostgreSQL writer says that it has committed."""


class Database(Protocol):
    """One connection. Everything may raise `StoreUnavailable`; `SecondWriter` where a key is taken."""

    skip_locked: str
    """Ends a select whose rows are about to be updated."""

    def run(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""

    def change(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement and return how many rows it changed."""

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement once for each of `rows`."""

    def numbered(
        self, table: Table, columns: Sequence[str], community: int, numbers: Sequence[int]
    ) -> list[tuple[Any, ...]]:
        """Return some columns of a community's rows whose first own column is one of `numbers`, in any order."""

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add new rows, each led by its community."""

    def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, each led by its community; one whose key is there takes its place. No key comes twice in `rows`."""

    def announce(self) -> None:
        """Let those who follow the books know, once this transaction is committed (`following`)."""

    def begin(self) -> None:
        """Begin a transaction that will write."""

    def commit(self) -> None:
        """Commit; on return it is on disk."""

    def rollback(self) -> None:
        """Take everything back since `begin`; never raises."""

    def close(self) -> None:
        """Close the connection."""


def quoted(names: Iterable[str]) -> str:
    """Return column names as SQL."""
    return ", ".join(f'"{name}"' for name in names)


def columns_of(table: Table) -> tuple[str, ...]:
    """Return all columns, `community` first."""
    return ("community", *table.columns)


def key_of(table: Table) -> tuple[str, ...]:
    """Return the columns of the key, `community` first."""
    return ("community", *table.columns[: table.key])


def on_conflict(table: Table) -> str:
    """Return the end of an insert by which a row takes the place of the one with its key."""
    values = table.columns[table.key :]
    if not values:
        return f"ON CONFLICT ({quoted(key_of(table))}) DO NOTHING"
    assigned = ", ".join(f'"{name}" = excluded."{name}"' for name in values)
    return f"ON CONFLICT ({quoted(key_of(table))}) DO UPDATE SET {assigned}"
