"""Databases made ready: tables brought up to date, and scratch ones that leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from tongpin.journal.opening import SQLITE
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import Exit, Stopped

_NOT_MIGRATED = Both(
    "数据库 {url} 不能用：{error}。请检查地址，以及数据库服务是否在运行。",
    "The database {url} cannot be used: {error}. Check the address and whether its server is running.",
)


def migrate(url: str) -> None:
    """Create the tables of a database or bring them up to date. Django stays in a process of its own."""
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    environment = {**os.environ, "TONGPIN_DATABASE": url, "DJANGO_SETTINGS_MODULE": "tongpin.project.settings"}
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)  # noqa: S603 - ours
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["?"]
        raise Stopped(_NOT_MIGRATED.filled({"url": url, "error": last[0]}), Exit.UNREACHABLE)


@contextmanager
def scratch(server: str = "") -> Iterator[str]:
    """Give the address of a fresh migrated database: a SQLite file, or one beside a PostgreSQL `server`'s own."""
    if server and not server.startswith(SQLITE):
        with _beside(server) as url:
            migrate(url)
            yield url
    else:
        with TemporaryDirectory(prefix="tongpin-") as folder:
            url = f"{SQLITE}{Path(folder) / 'tongpin.sqlite3'}"
            migrate(url)
            yield url


@contextmanager
def _beside(server: str) -> Iterator[str]:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is asked for
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 - as above

    name = Identifier(f"tongpin_scratch_{uuid4().hex[:12]}")

    def run(statement: str) -> None:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            connection.execute(SQL(statement).format(name))

    try:
        run("CREATE DATABASE {}")
    except psycopg.OperationalError as error:
        raise Stopped(_NOT_MIGRATED.filled({"url": server, "error": str(error).strip()}), Exit.UNREACHABLE) from None
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name.as_string(None).strip(chr(34))}"
    finally:
        run("DROP DATABASE {} WITH (FORCE)")
