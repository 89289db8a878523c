"""How far a history has been read."""

import sys
from itertools import count
from pathlib import Path

import pytest

from tests.runtime.rehearsing import said, written
from tongpin.project import progress
from tongpin.runtime.history import History


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    monkeypatch.setenv("TONGPIN_LANG", "en")
    return History(written(tmp_path / "talk.jsonl", [said(0, "ann", "大家好")] * 10))


def test_a_line_is_said_now_and_then(
    history: History, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count(0, 2)
    monkeypatch.setattr(progress, "monotonic", lambda: next(ticks))
    with progress.shown_progress() as note:
        for _batch in history.batches():
            for _ in range(5):
                note(history)
    told = capsys.readouterr().err.splitlines()
    assert told[-1].startswith("Done: 10 lines, ")
    assert 2 <= len(told) < 5


def test_a_person_sees_a_bar(
    history: History, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress.shown_progress() as note:
        for _batch in history.batches():
            note(history)
    assert "Done: 10 lines, " in capsys.readouterr().err


def test_nothing_is_said_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown_progress():
        pass
    assert capsys.readouterr().err == ""
