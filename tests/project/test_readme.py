"""What the two front pages show is what Tongpin does, and both show the same."""

import re
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT
from tongpin.kernel.playbook.playbook import read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, render
from tongpin.project import cli
from tongpin.project.wiring import CAPABILITIES

EXAMPLE = ROOT / "docs" / "example"
PAGES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}

every_page = pytest.mark.parametrize("lang", PAGES)


def blocks(lang: str, kind: str) -> list[str]:
    """The fenced blocks of a page, by the word behind the fence."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", PAGES[lang].read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block for word, block in found if word == kind]


@every_page
def test_its_rehearsal_is_a_real_one(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TONGPIN_LANG", lang)
    (command,) = re.findall(r"^    \.venv/bin/tongpin (.* rehearse .*)$", PAGES[lang].read_text("utf-8"), re.MULTILINE)
    out = tmp_path / "decisions.jsonl"
    with pytest.raises(SystemExit) as ended:
        cli.main(command.replace("decisions.jsonl", str(out)).split())
    assert ended.value.code == 0
    (shown,) = blocks(lang, "json")
    assert shown in out.read_text("utf-8")
    assert blocks(lang, "")[0] in capsys.readouterr().err


@every_page
def test_its_error_is_a_real_one(lang: str) -> None:
    broken = (EXAMPLE / "playbook.yaml").read_text("utf-8").replace("1分钟", "60")
    with pytest.raises(PlaybookInvalid) as invalid:
        read_playbook(broken, CAPABILITIES)
    (problem,) = invalid.value.problems
    assert blocks(lang, "")[1] == render(problem, lang) + "\n"


@every_page
def test_its_rules_are_those_of_the_example(lang: str) -> None:
    (shown,) = blocks(lang, "yaml")
    bare = [re.sub(r" +#.*", "", line) for line in shown.splitlines()]
    assert "\n".join(bare) in (EXAMPLE / "playbook.yaml").read_text("utf-8")


@every_page
def test_the_commands_that_it_names_are_there(lang: str) -> None:
    (row,) = re.findall(r"^\| `tongpin` \| (.*) \|$", PAGES[lang].read_text("utf-8"), re.MULTILINE)
    assert sorted(set(re.findall(r"`(\w+)`", row)) - set(cli.COMMANDS)) == []


@every_page
def test_its_links_lead_somewhere(lang: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", PAGES[lang].read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_pages_have_the_same_parts() -> None:
    shapes = [
        [
            re.sub(r"[^#|`\-\n ].*", "", line)
            for line in page.read_text("utf-8").splitlines()
            if line.startswith(("#", "|"))
        ]
        for page in PAGES.values()
    ]
    assert shapes[0] == shapes[1]
