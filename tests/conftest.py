"""Fixtures that tests of several floors share: fresh, migrated databases of both kinds, and stores on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tongpin.journal.opening import open_store
from tongpin.journal.store import Store

POSTGRES = os.environ.get("TONGPIN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
"""A server on which tests may create databases; without one that answers its tests are skipped."""


def migrate(url: str) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    environment = {**os.environ, "TONGPIN_DATABASE": url, "DJANGO_SETTINGS_MODULE": "tongpin.project.settings"}
    subprocess.run(command, check=True, env=environment)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without rows, to be copied."""
    path = tmp_path_factory.mktemp("template") / "tongpin.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


def _on_server(statement: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated PostgreSQL database without rows, to be copied."""
    name = f"tongpin_template_{uuid.uuid4().hex[:12]}"
    try:
        _on_server(f"CREATE DATABASE {name}")
    except psycopg.OperationalError:
        pytest.skip(f"No PostgreSQL answers at {POSTGRES}; set TONGPIN_TEST_POSTGRES.")
    migrate(beside(name))
    yield name
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def beside(name: str) -> str:
    """The address of another database of the same server."""
    return f"{POSTGRES.rsplit('/', 1)[0]}/{name}"


MakeDatabase = Callable[[str], str]


@pytest.fixture
def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeDatabase]:
    """A function that makes one more fresh database, `sqlite` or `postgres`, and returns its address."""
    made: list[str] = []

    def make(kind: str) -> str:
        if kind == "sqlite":
            path = tmp_path / f"tongpin{uuid.uuid4().hex[:8]}.sqlite3"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            return f"sqlite:///{path}"
        name = f"tongpin_test_{uuid.uuid4().hex[:12]}"
        _on_server(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('postgres_template')}")
        made.append(name)
        return beside(name)

    yield make
    for name in made:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, make_database: MakeDatabase) -> str:
    """The address of a fresh database; a test that asks for it runs once on each kind."""
    return make_database(request.param)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store on a fresh database."""
    opened = open_store(database)
    yield opened
    opened.close()
