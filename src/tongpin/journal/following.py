"""How another process notices that the books have grown: without asking the engine, and without reading rows.

On SQLite a counter of the file is looked at, which costs microseconds; on PostgreSQL the writer notifies.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, Self

from tongpin.journal.database import CHANNEL
from tongpin.journal.opening import SQLITE

if TYPE_CHECKING:
    from psycopg import AsyncConnection

LOOK_S = 0.04
"""How often the counter of a SQLite file is looked at."""
LONGEST_S = 2.0
"""A follower looks at the books so often even where nothing was noticed."""
_PAUSE_S = 1.0
"""Before a connection that broke is made anew."""


class Watch(Protocol):
    """For one event loop; use as `async with watching(url) as watch`."""

    async def changed(self) -> None:
        """Return once something may have been committed since the last call, after `LONGEST_S` at the latest."""

    async def __aenter__(self) -> Self:
        """Begin to watch."""

    async def __aexit__(self, *exc: object) -> None:
        """Give the connection back."""


def watching(url: str) -> Watch:
    """Return what watches the books at an address of `opening.open_store`."""
    return SqliteWatch(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else PostgresWatch(url)


class SqliteWatch:
    """Looks at the counter that every other connection's commit moves."""

    def __init__(self, path: str) -> None:
        """Know the file."""
        self._path = path
        self._seen = -1

    async def __aenter__(self) -> Self:
        """Open the file for reading."""
        self._connection = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, isolation_level=None)
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Close the file."""
        self._connection.close()

    async def changed(self) -> None:
        """Return once the counter has moved."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + LONGEST_S
        while (version := self._version()) == self._seen and loop.time() < latest:  # noqa: ASYNC110 - no event crosses here
            await asyncio.sleep(LOOK_S)
        self._seen = version

    def _version(self) -> int:
        with suppress(sqlite3.OperationalError):  # busy for a moment: looked at again
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            return int(version)
        return self._seen


class PostgresWatch:
    """Listens to what writers notify; a connection that breaks is made anew."""

    def __init__(self, url: str) -> None:
        """Know the server."""
        self._url = url
        self._connection: AsyncConnection | None = None

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        await self._listen()
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close()

    async def changed(self) -> None:
        """Return once somebody has committed, or the connection was made anew."""
        import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

        try:
            connection = self._connection or await self._listen()
            async for _ in connection.notifies(timeout=LONGEST_S, stop_after=1):
                pass
        except psycopg.OperationalError:
            self._connection = None
            await asyncio.sleep(_PAUSE_S)

    async def _listen(self) -> AsyncConnection:
        import psycopg  # noqa: PLC0415 - as above

        self._connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True, connect_timeout=10)
        await self._connection.execute(f"LISTEN {CHANNEL}")
        return self._connection
