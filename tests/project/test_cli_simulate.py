"""`simulate` as somebody at a terminal runs it, and the examples that come along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import POSTGRES
from tongpin.project import examples
from tongpin.project.cli import main
from tongpin.project.databases import migrate
from tongpin.project.terminal import Exit, Stopped

PLAYBOOK = str(examples.example("first-rules.yaml"))


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    return code if isinstance(code, int) else 0


def test_a_simulation_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("simulate", "--playbook", PLAYBOOK, "--members", "20", "--days", "1", "--seed", "4", "--json")
    assert run(*given) == Exit.OK
    first = json.loads(capsys.readouterr().out)
    assert run(*given, "--database", POSTGRES) == Exit.OK
    assert json.loads(capsys.readouterr().out) == first
    assert (first["members"], first["days"], first["seed"], len(first["state"])) == (20, 1, 4, 64)


def test_a_simulation_for_people_tells_what_happened(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGPIN_LANG", "en")
    assert run("simulate", "--playbook", PLAYBOOK, "--members", "10", "--days", "1") == Exit.OK
    shown = capsys.readouterr().out
    assert "MessagePosted" in shown
    assert "10 members lived for 1 days" in shown


def test_a_broken_playbook_is_not_simulated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("tongpin: 1\ncommunity: {name: x}\nconduct: {rulez: []}\n", "utf-8")
    assert run("simulate", "--playbook", str(broken)) == Exit.PLAYBOOK_INVALID
    assert "rulez" in capsys.readouterr().err


def test_a_server_that_does_not_answer_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "postgresql://postgres@127.0.0.1:1/postgres"
    assert run("simulate", "--playbook", PLAYBOOK, "--database", nowhere) == Exit.UNREACHABLE
    assert nowhere in capsys.readouterr().err


def test_a_database_that_cannot_be_migrated_is_named(tmp_path: Path) -> None:
    with pytest.raises(Stopped) as stopped:
        migrate(f"sqlite:///{tmp_path / 'nowhere' / 'x.sqlite3'}")
    assert stopped.value.code is Exit.UNREACHABLE


def test_an_example_that_is_missing_says_so() -> None:
    with pytest.raises(Stopped):
        examples.example("no-such.yaml")
