"""`tongpin rehearse` as an operator meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runtime.rehearsing import PLAYBOOK, said, written
from tongpin.project import cli
from tongpin.project.commands import rehearse as command

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_LANG", "en")


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    path = tmp_path / "playbook.yaml"
    path.write_text(PLAYBOOK)
    return path


@pytest.fixture
def history(tmp_path: Path) -> Path:
    lines = [said(second * 9, f"u{second % 3}", "早" if second % 5 == 0 else "加微信") for second in range(60)]
    return written(tmp_path / "talk.jsonl", [*lines, said(999, "u1", "", kind="nick")])


def rehearse(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["rehearse", *map(str, arguments)])
    told = capsys.readouterr()
    return ended.value.code if isinstance(ended.value.code, int) else 0, told.out, told.err


def test_decisions_and_a_summary(tmp_path: Path, playbook: Path, history: Path, capsys: Capture) -> None:
    out = tmp_path / "out.jsonl"
    code, shown, told = rehearse(capsys, playbook, "--history", history, "--out", out)
    assert (code, shown, len(out.read_text().splitlines())) == (0, "", 60)
    for expected in ("61 lines read: message 60; passed over: nick 1.", "60 messages decided: 60 touched", "Rules"):
        assert expected in told


def test_one_document(playbook: Path, history: Path, capsys: Capture) -> None:
    code, shown, _ = rehearse(capsys, playbook, "--history", history, "--json")
    document = json.loads(shown)
    assert (code, document["decided"], document["touched"], document["kinds"]) == (0, 60, 60, {"message": 60})


def test_all_that_can_be_asked_for(tmp_path: Path, playbook: Path, history: Path, capsys: Capture) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(PLAYBOOK.replace("加微信", "贷款"))
    labels = written(tmp_path / "labels.jsonl", [{"id": "2", "label": "ad"}, {"id": "1", "label": "ok"}])
    code, _, told = rehearse(capsys, playbook, "--history", history, "--against", other, "--labels", labels)
    assert code == 0
    for expected in (f"Compared with {other}: ", "Touched by this one only", "Labels: 2 found", "precision"):
        assert expected in told


def test_what_is_over_a_limit(playbook: Path, history: Path, capsys: Capture) -> None:
    limits = ("--fail-if", "touched>2%", "--fail-if", "removes>50")
    code, _, told = rehearse(capsys, playbook, "--history", history, *limits)
    assert (code, told.splitlines()[-1]) == (4, "Over the limit: touched>2%.")


def test_a_limit_that_is_not_understood(playbook: Path, history: Path, capsys: Capture) -> None:
    code, shown, told = rehearse(capsys, playbook, "--history", history, "--fail-if", "kittens>3")
    assert (code, shown) == (2, "")
    assert "'kittens>3' is not understood" in told


def test_a_broken_playbook(tmp_path: Path, history: Path, capsys: Capture) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("tongpin: 1\n")
    code, shown, told = rehearse(capsys, broken, "--history", history, "--out", tmp_path / "out.jsonl")
    assert (code, shown, "PB303" in told, (tmp_path / "out.jsonl").exists()) == (3, "", True, False)


def test_a_bad_line(tmp_path: Path, playbook: Path, capsys: Capture) -> None:
    bad = written(tmp_path / "bad.jsonl", [said(0, "ann", "大家好"), {"kind": "message"}])
    code, shown, told = rehearse(capsys, playbook, "--history", bad, "--out", tmp_path / "out.jsonl")
    assert (code, shown, (tmp_path / "out.jsonl").exists()) == (1, "", False)
    assert told.startswith(f"{bad}, line 2: ")


def test_a_file_that_cannot_be_written(tmp_path: Path, playbook: Path, history: Path, capsys: Capture) -> None:
    code, _, told = rehearse(capsys, playbook, "--history", history, "--out", tmp_path / "none" / "out.jsonl")
    assert (code, "cannot be read or written" in told) == (1, True)


def test_an_interruption_leaves_nothing(
    tmp_path: Path, playbook: Path, history: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_plan: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "rehearse", interrupt)
    code, shown, told = rehearse(capsys, playbook, "--history", history, "--out", tmp_path / "out.jsonl")
    assert (code, shown, told) == (130, "", "Interrupted.\n")


def test_no_seed_of_the_process_changes_a_byte(tmp_path: Path, playbook: Path, history: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / f"out{seed}.jsonl"
        done = subprocess.run(
            [
                *(sys.executable, "-c", "from tongpin.project.cli import main; main()"),
                *("rehearse", playbook, "--history", history, "--against", playbook, "--out", out, "--json"),
            ],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        made.append((out.read_bytes(), done.stdout))
    assert made[0] == made[1]
