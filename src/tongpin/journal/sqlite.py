"""The books on SQLite: write-ahead log, every commit synced to disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongpin.journal.checkpointing import Checkpointer
from tongpin.journal.database import Parameters, columns_of, on_conflict, quoted
from tongpin.journal.store import SecondWriter, StoreUnavailable

if TYPE_CHECKING:
    from tongpin.kernel.projection import Row, Table

BUSY_MS = 10_000
"""How long a writer waits for another process (dispatch claiming, a migration)."""
CACHE_KIB = 64 * 1024
LOG_PAGES = 65_536
"""How long the log gets (256 MiB) before the writer itself carries the rest of it over, so that it begins anew."""

_TAKEN = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_ROWID}


class SqliteDatabase:
    """One connection to a file that was migrated before."""

    skip_locked = ""

    def __init__(self, path: str) -> None:
        """Open the file; it is not made here."""
        if not Path(path).is_file():
            raise StoreUnavailable(f"There is no database at {path}. Make one with: tongpin init")
        with _told():
            self._connection = sqlite3.connect(
                path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                f"cache_size = -{CACHE_KIB}",
                f"wal_autocheckpoint = {LOG_PAGES}",
                "temp_store = MEMORY",
                "mmap_size = 0",
            ):
                self._connection.execute(f"PRAGMA {pragma}")
        self._checkpointer = Checkpointer(path)

    def run(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with _told():
            return self._connection.execute(sql, parameters).fetchall()

    def change(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with _told():
            return self._connection.execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement once for each of `rows`."""
        with _told():
            self._connection.executemany(sql, rows)

    def numbered(
        self, table: Table, columns: Sequence[str], community: int, numbers: Sequence[int]
    ) -> list[tuple[Any, ...]]:
        """Return some columns of the rows with these numbers."""
        return self.run(_numbered(table, tuple(columns)), (community, f"[{','.join(map(str, numbers))}]"))

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add new rows."""
        self.run_many(_insert(table), rows)

    def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows or put them in the place of those with the same key."""
        self.run_many(_upsert(table), rows)

    def announce(self) -> None:
        """Nothing to do: the file's own counter moves with every commit."""

    def begin(self) -> None:
        """Take the write lock at once, so that no read before the first write can be outdated."""
        self.run("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Commit and sync."""
        self.run("COMMIT")
        self._checkpointer.wake()

    def rollback(self) -> None:
        """Take everything back; SQLite has done so itself after some errors."""
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection."""
        self._checkpointer.close()
        with _told():
            self._connection.close()


@contextmanager
def _told() -> Iterator[None]:
    """Tell the driver's errors in the words of the store."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode in _TAKEN:
            raise SecondWriter(str(error)) from error
        raise
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(str(error)) from error
    except sqlite3.DatabaseError as error:
        if type(error) is sqlite3.DatabaseError:  # the file is damaged, or no database
            raise StoreUnavailable(str(error)) from error
        raise


@cache
def _numbered(table: Table, columns: tuple[str, ...]) -> str:
    return (
        f'SELECT {quoted(columns)} FROM "{table.name}" '
        f'WHERE community = ? AND "{table.columns[0]}" IN (SELECT value FROM json_each(?))'
    )


@cache
def _insert(table: Table) -> str:
    columns = columns_of(table)
    return f'INSERT INTO "{table.name}" ({quoted(columns)}) VALUES ({", ".join("?" * len(columns))})'


@cache
def _upsert(table: Table) -> str:
    return f"{_insert(table)} {on_conflict(table)}"
