"""Every capability says its section, and every rule itself, in plain words of both languages."""

from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tracked import PACKAGE, ROOT
from tests.conformance.cases import cases_in
from tongpin.capabilities.conduct.playbook import ConductSection
from tongpin.capabilities.conduct.rules import RULES
from tongpin.capabilities.conduct.rules.rule import Rule
from tongpin.kernel.capability import Capability
from tongpin.kernel.playbook.field_types import tags_of
from tongpin.kernel.playbook.plain import in_plain_words
from tongpin.kernel.playbook.playbook import read_playbook
from tongpin.kernel.playbook.section import Section
from tongpin.project.wiring import CAPABILITIES

EXAMPLES = sorted((ROOT / "playbooks").glob("*.yaml"))
CASES = PACKAGE / "capabilities/conduct/tests/cases"


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def settings_in_cases(rule: Rule) -> dict[str, Any]:
    """A rule of a kind, as its cases write it."""
    tags = tags_of(rule.settings, "rule")
    cases = cases_in(CASES / f"{rule.kind}.yaml")
    return next(each for case in cases for each in case.playbook["conduct"]["rules"] if each["rule"] in tags)


@pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda each: each.name)
def test_a_section_says_itself_in_both_languages(capability: Capability) -> None:
    section = capability.section()
    assert isinstance(section, Section)
    sentences = list(section.told() or ())
    assert sentences != []
    keys = {field.alias or name for name, field in capability.section.model_fields.items()}
    assert {told.path[0] for told in sentences} <= keys
    assert [told for told in sentences if not has_chinese(told.said.zh)] == []
    assert [told for told in sentences if not told.said.en or has_chinese(told.said.en)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_a_rule_says_itself_in_both_languages(rule: Rule) -> None:
    section = ConductSection.model_validate({"rules": [settings_in_cases(rule)]})
    asked = section.rules[0].asked()
    assert has_chinese(asked.zh)
    assert asked.en[:1].isupper()
    assert not asked.zh.endswith("。")
    assert not asked.en.endswith(".")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_said_with_the_places_of_what_it_says(path: Path) -> None:
    playbook = read_playbook(path.read_text("utf-8"), CAPABILITIES)
    chapters = in_plain_words(playbook, CAPABILITIES)
    assert [chapter.name for chapter in chapters] == ["community", *(each.name for each in CAPABILITIES)]
    sentences = [sentence for chapter in chapters for sentence in chapter.sentences]
    assert len({sentence.path for sentence in sentences}) == len(sentences)
    lines = path.read_text("utf-8").splitlines()
    assert all(lines[sentence.line - 1].strip() for sentence in sentences if sentence.line)
    assert [sentence for sentence in sentences if not sentence.line and sentence.path[-1] == "reason"] == []
