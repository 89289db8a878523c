"""Broken playbooks, each with what is to be found: its second line lists `CODE line:column`, all of them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tongpin.kernel.playbook.codes import CODES
from tongpin.kernel.playbook.playbook import read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem, problems_as_json, render
from tongpin.project.wiring import CAPABILITIES

FOLDER = Path(__file__).parent / "broken"
PLAYBOOKS = sorted(FOLDER.glob("*.yaml"))
NOT_IN_ANY = {"PB107", "PB206", "PB227", "PB501"}
"""Codes for a file of a mebibyte, and for values and findings that no section of ours has."""

UNFILLED = re.compile(r"\{[a-z_]+\}")

every_playbook = pytest.mark.parametrize("path", PLAYBOOKS, ids=lambda path: path.stem)


def problems_of(path: Path) -> tuple[Problem, ...]:
    # Line ends stay as they are: a test of control characters is not to be mended on reading.
    text = path.read_bytes().decode()
    with pytest.raises(PlaybookInvalid) as invalid:
        read_playbook(text, CAPABILITIES, path.name, lambda name: (FOLDER / name).read_text("utf-8"))
    return invalid.value.problems


@every_playbook
def test_everything_that_is_wrong_is_found_at_its_place(path: Path) -> None:
    expected = path.read_bytes().decode().splitlines()[1].removeprefix("# ").split(", ")
    found = [f"{problem.code} {problem.line}:{problem.column}" for problem in problems_of(path)]
    assert found == expected


@every_playbook
def test_every_problem_is_told_whole_in_both_languages(path: Path) -> None:
    for problem in problems_of(path):
        for language in ("zh-Hans", "en"):
            said = render(problem, language)
            assert problem.source[:20].rstrip().replace("\t", " ") in said
            for sentence in (problem.message.spoken(language), problem.fix.spoken(language)):
                assert sentence
                assert not UNFILLED.search(sentence)


def test_there_are_enough_of_them_and_each_code_is_in_one() -> None:
    assert len(PLAYBOOKS) >= 60
    found = Counter(problem.code for path in PLAYBOOKS for problem in problems_of(path))
    assert set(CODES) - set(found) == NOT_IN_ANY


def test_the_document_for_machines_lists_all_of_them() -> None:
    problems = problems_of(FOLDER / "everything-at-once.yaml")
    errors = problems_as_json(problems, "zh")["errors"]
    assert [(error["code"], error["line"]) for error in errors] == [(each.code, each.line) for each in problems]
