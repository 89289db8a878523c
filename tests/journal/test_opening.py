"""Which database an address names, for the store and for Django."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import POSTGRES
from tongpin.journal.opening import database_url, django_database, open_store
from tongpin.journal.store import StoreUnavailable


def test_the_address_is_asked_for_else_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_url({"TONGPIN_DATABASE": "postgresql://h/n", "TONGPIN_DATA": "d"}) == "postgresql://h/n"
    assert database_url({"TONGPIN_DATA": "d"}) == f"sqlite:///{tmp_path}/d/tongpin.sqlite3"
    assert database_url({}) == f"sqlite:///{tmp_path}/data/tongpin.sqlite3"


def test_django_reads_the_same_file() -> None:
    found = django_database("sqlite:////somewhere/tongpin.sqlite3")
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", "/somewhere/tongpin.sqlite3")


def test_django_reads_the_same_server() -> None:
    assert django_database("postgresql://me:p%40ss@db.example:6543/tong%20pin") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "tong pin",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6543",
    }
    assert django_database("postgresql:///tongpin")["HOST"] == ""


@pytest.mark.parametrize("url", ["mysql://h/n", "tongpin.sqlite3", ""])
def test_an_address_of_another_form_is_an_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"names no database. Write sqlite:///PATH or postgresql://USER@HOST/NAME."):
        open_store(url)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="tongpin init"):
        open_store(f"sqlite:///{tmp_path}/none.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_has_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    with pytest.raises(StoreUnavailable, match="tongpin init"):
        open_store(f"sqlite:///{path}")


def test_a_server_without_tables_is_told(postgres_template: str) -> None:
    with pytest.raises(StoreUnavailable, match="tongpin init"):
        open_store(POSTGRES)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreUnavailable):
        open_store("postgresql://postgres@127.0.0.1:1/none")
