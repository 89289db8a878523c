"""`tongpin check` as an operator meets it."""

import json
from pathlib import Path

import pytest

from tests.runtime.rehearsing import PLAYBOOK
from tongpin.project import cli

BROKEN = PLAYBOOK.replace("at_least: 2", "at_laest: 2").replace("for: 1h", "for: soon")


def check(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--lang", "en", "check", *map(str, arguments)])
    told = capsys.readouterr()
    return ended.value.code if isinstance(ended.value.code, int) else 0, told.out, told.err


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_LANG", "en")


def test_a_sound_playbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sound.yaml"
    path.write_text(PLAYBOOK)
    assert check(capsys, path) == (0, "", f"{path}: nothing is wrong.\n")
    assert check(capsys, path, "--json")[:2] == (0, '{\n  "errors": []\n}\n')


def test_every_problem_is_shown_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    code, shown, said = check(capsys, path)
    places = [line.split("  ")[0] for line in shown.splitlines() if line.startswith(str(path))]
    assert (code, places, said) == (3, [f"{path}:5:22", f"{path}:11:44"], f"{path}: 2 to mend.\n")


def test_problems_as_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    code, shown, _ = check(capsys, path, "--json")
    errors = json.loads(shown)["errors"]
    assert (code, [(error["line"], error["column"]) for error in errors]) == (3, [(5, 22), (11, 44)])
    assert sorted(errors[0]) == ["code", "column", "file", "fix", "line", "message"]


def test_the_schema_of_a_playbook(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, said = check(capsys, "--schema")
    schema = json.loads(shown)
    assert (code, said, schema["$schema"]) == (0, "", "http://json-schema.org/draft-07/schema#")
    assert {"tongpin", "community", "conduct"} <= set(schema["properties"])


def test_without_a_playbook_there_is_nothing_to_check(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, said = check(capsys)
    assert (code, shown) == (2, "")
    assert "tongpin check PLAYBOOK" in said


def test_a_playbook_that_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, said = check(capsys, tmp_path / "none.yaml")
    assert (code, shown) == (3, "")
    assert "cannot be read" in said
