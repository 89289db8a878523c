"""Which database an address names: `sqlite:///path` or `postgresql://...`, for the raw store and for Django."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tongpin.journal.books import Books
from tongpin.journal.store import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongpin.journal.database import Database
    from tongpin.journal.store import Store

SQLITE = "sqlite:///"


def database_url(environ: Mapping[str, str]) -> str:
    """Return TONGPIN_DATABASE, else a SQLite file in the folder TONGPIN_DATA, else in `data`."""
    folder = environ.get("TONGPIN_DATA", "data")
    return environ.get("TONGPIN_DATABASE") or f"{SQLITE}{Path(folder).absolute() / 'tongpin.sqlite3'}"


def open_store(url: str) -> Store:
    """Open the books; raises `StoreUnavailable` where the database is not there or was never migrated."""
    books = Books(_connected(url))
    try:
        books.communities()
    except StoreUnavailable as error:
        books.close()
        raise StoreUnavailable(
            f"The database has no tables of Tongpin. Make them with: tongpin init ({error})"
        ) from error
    return books


def _connected(url: str) -> Database:
    if url.startswith(SQLITE):
        from tongpin.journal.sqlite import SqliteDatabase  # noqa: PLC0415 - only the driver that is used is loaded

        return SqliteDatabase(url.removeprefix(SQLITE))
    if url.startswith(("postgresql://", "postgres://")):
        from tongpin.journal.postgres import PostgresDatabase  # noqa: PLC0415 - as above

        return PostgresDatabase(url)
    raise ValueError(f"{url!r} names no database. Write sqlite:///PATH or postgresql://USER@HOST/NAME.")


def django_database(url: str) -> dict[str, Any]:
    """Return the entry of Django's DATABASES for an address."""
    if url.startswith(SQLITE):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix(SQLITE),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
