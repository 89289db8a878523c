"""The page of a playbook's errors says what the code says."""

from pathlib import Path

import pytest

from scripts import playbook_errors
from tongpin.kernel.playbook.codes import CODES
from tongpin.kernel.playbook.problems import render


def test_the_page_is_up_to_date() -> None:
    assert playbook_errors.TARGET.read_text("utf-8") == playbook_errors.page()


def test_every_code_has_the_anchor_that_its_problem_names() -> None:
    page = playbook_errors.page()
    assert [code for code in CODES if page.count(f'<a id="{code.lower()}">') != 1] == []
    problem = playbook_errors.problems_of(playbook_errors.BROKEN / "durations.yaml")[0]
    assert "docs/playbook-errors.md#pb203" in render(problem, "en")


def test_a_sound_playbook_is_no_example(tmp_path: Path) -> None:
    (tmp_path / "sound.yaml").write_text("tongpin: 1\ncommunity: {name: x}\n", "utf-8")
    with pytest.raises(ValueError, match=r"sound\.yaml is a sound playbook"):
        playbook_errors.problems_of(tmp_path / "sound.yaml")


def test_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playbook_errors, "TARGET", tmp_path / "page.md")
    playbook_errors.main()
    assert (tmp_path / "page.md").read_text("utf-8") == playbook_errors.page()


def test_invisible_signs_and_pipes_are_shown_in_a_cell() -> None:
    assert playbook_errors.in_a_cell("  a: |\t") == "`` a: \\|␣ ``"
