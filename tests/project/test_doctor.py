"""`tongpin doctor`: what is amiss is named, with the way to mend it; what is in order is said too."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tongpin.journal.opening import open_store
from tongpin.project import diagnosis
from tongpin.project.cli import main
from tongpin.project.diagnosis import Finding, Grade, diagnose
from tongpin.project.terminal import Exit
from tongpin.runtime.serving import only_one


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code if isinstance(ended.value.code, int) else 0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a community in it."""
    for name in ("TONGPIN_DATA", "TONGPIN_DATABASE", "TONGPIN_ORIGIN", "TONGPIN_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TONGPIN_LANG", "en")
    assert run("init", "network-group", "--name", "Readers", "--data", str(tmp_path / "d")) == Exit.OK
    return tmp_path / "d"


def amiss(found: list[Finding]) -> dict[str, Grade]:
    return {each.what: each.grade for each in found if each.grade is not Grade.GOOD}


def test_all_is_well_but_that_nobody_serves(folder: Path) -> None:
    found = diagnose(folder, {})
    assert amiss(found) == {"serving": Grade.ATTENTION}
    assert "version 1" in next(each for each in found if each.what == "playbook").said.en
    with only_one(folder):
        assert amiss(diagnose(folder, {})) == {}


def test_what_is_amiss_has_a_way_to_mend_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.chmod(0o755)
    monkeypatch.setattr(diagnosis, "EARLIEST_CLOCK", 1 << 40)
    monkeypatch.setattr(diagnosis, "LEAST_FREE", 1 << 60)
    monkeypatch.setattr(diagnosis, "MOST_PATH", 3)
    monkeypatch.setattr(diagnosis, "LEAST_PYTHON", (9, 9))
    (folder / "secret").write_text("password\n")
    found = diagnose(folder, {"TONGPIN_ORIGIN": "http://chat.example.org/"})
    assert {each.what for each in found if each.grade is not Grade.GOOD} >= {
        "python", "clock", "folder", "disk", "exposure", "serving",
    }  # fmt: skip
    assert all(each.fix for each in found if each.grade is not Grade.GOOD and each.what != "exposure")


def test_a_machine_without_time_zones_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "available_timezones", set)
    assert amiss(diagnose(folder, {}))["clock"] is Grade.BAD


def test_a_folder_that_cannot_be_written_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert amiss(diagnose(folder, {}))["folder"] is Grade.BAD


def test_a_weak_secret_is_named(folder: Path) -> None:
    (folder / "secret").write_text("password\n")
    assert amiss(diagnose(folder, {}))["exposure"] is Grade.BAD


def test_what_went_wrong_in_a_community_is_named(folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'tongpin.sqlite3'}")
    bare = store.add_community("Bare", 1)
    store._run(  # type: ignore[attr-defined]
        "INSERT INTO tongpin_journal_failure (community, n, kind, error, arrival) VALUES (1, 9, 'Reacted', 'x', x'')"
    )
    store._run(  # type: ignore[attr-defined]
        'INSERT INTO tongpin_journal_outbox (community, n, "index", chat, kind, body, state, attempts, not_before, '
        "error, updated) VALUES (1, 9, 0, 1, 'Mute', x'', 'unknown', 1, 0, '', 0)"
    )
    store._run("UPDATE tongpin_journal_playbookversion SET body = 'tongpin: 9'")  # type: ignore[attr-defined]
    store.close()
    assert bare.id == 2
    found = diagnose(folder, {})
    assert [each.grade for each in found if each.what == "playbook"] == [Grade.BAD, Grade.ATTENTION]
    assert amiss(found)["events"] is Grade.ATTENTION
    assert any("1 acts failed" in each.said.en for each in found)


def test_it_prints_for_people_and_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor", "--data", str(folder)) == Exit.OK
    assert "✓ python" in capsys.readouterr().out
    assert run("doctor", "--data", str(folder / "none"), "--json") == Exit.FAILED
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {"what": "database", "grade": "bad"}.items() <= next(x for x in found if x["what"] == "database").items()
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in found[0]["said"]
