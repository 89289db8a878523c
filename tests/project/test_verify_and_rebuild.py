"""`verify` and `rebuild` as an operator runs them on a data folder."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.project.test_cli_simulate import PLAYBOOK, run
from tongpin.project.terminal import Exit
from tongpin.runtime.serving import only_one


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONGPIN_LANG", "en")
    monkeypatch.delenv("TONGPIN_DATABASE", raising=False)
    folder = tmp_path / "data"
    monkeypatch.setenv("TONGPIN_DATA", str(folder))
    assert run("init", PLAYBOOK) == Exit.OK
    return folder


def test_a_fresh_community_is_whole_and_can_be_rebuilt(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--json") == Exit.OK
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"problems": []}
    assert "nothing wrong" in shown.err
    assert run("rebuild", "--data", str(data), "--json") == Exit.OK
    shown = capsys.readouterr()
    assert [each["entries"] for each in json.loads(shown.out)["communities"]] == [2]
    assert "rebuilt from 2 entries" in shown.err


def test_damage_is_shown_and_fails(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(data / "tongpin.sqlite3") as connection:
        connection.execute("UPDATE tongpin_journal_entry SET n = n + 10")
    connection.close()
    assert run("verify", "--data", str(data)) == Exit.FAILED
    shown = capsys.readouterr()
    assert "Entry 1 is missing" in shown.out
    assert "problems" in shown.err


def test_a_folder_that_is_served_is_left_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with only_one(data):
        assert run("rebuild", "--data", str(data)) == Exit.FAILED
    assert "Stop it first" in capsys.readouterr().err


def test_a_folder_without_books_says_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGPIN_LANG", "zh")
    monkeypatch.delenv("TONGPIN_DATABASE", raising=False)
    monkeypatch.setenv("TONGPIN_DATA", str(tmp_path))
    assert run("verify", "--data", str(tmp_path)) == Exit.UNREACHABLE
    assert "tongpin init" in capsys.readouterr().err
