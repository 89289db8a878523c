"""The pages on playbooks say what the sections say."""

import re
from pathlib import Path

import pytest

from scripts import playbook_reference
from tongpin.kernel.playbook.playbook import read_playbook
from tongpin.project.wiring import CAPABILITIES


def test_the_page_says_nothing_that_is_not_so() -> None:
    # A new rule may be missing until the page is written anew: adding one touches its own files alone.
    shown = playbook_reference.TARGET.read_text("utf-8").splitlines()
    assert [line for line in shown if line not in playbook_reference.page().splitlines()] == []


def test_every_key_has_its_row() -> None:
    page = playbook_reference.page()
    assert "## `conduct.rules`: `flood` · `刷屏`" in page
    assert "| `within` | 在多长时间里 | Within how long | `10分钟`, `10m`, `1h30m`, `48小时` | `60s` |" in page
    assert "| `name` | 社群的名称 | The community's name |  | 必写 · needed |" in page


def test_the_page_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(playbook_reference, "TARGET", tmp_path / "page.md")
    playbook_reference.main()
    assert (tmp_path / "page.md").read_text("utf-8") == playbook_reference.page()
    assert capsys.readouterr().err.startswith("page.md: ")


@pytest.mark.parametrize("language", ["中文", "English"])
def test_the_example_of_how_a_playbook_is_written_is_sound(language: str) -> None:
    page = (playbook_reference.TARGET.parent / "playbook.md").read_text("utf-8")
    chapter = page.partition(f"\n## {language}\n")[2].partition("\n## ")[0]
    example = "".join(re.findall(r"^```yaml\n(.*?)^```$", chapter, re.MULTILINE | re.DOTALL))
    playbook = read_playbook(example, CAPABILITIES)
    assert [rule.weight for rule in playbook.sections["conduct"].rules] == [1, 2, 1]
