"""The example playbooks, and the examples on the capabilities' pages, are sound as they stand."""

import re
from pathlib import Path

import pytest

from tests.architecture.tracked import PACKAGE, ROOT
from tongpin.kernel.capability import Capability
from tongpin.kernel.playbook.playbook import Playbook, read_playbook
from tongpin.project.wiring import CAPABILITIES

EXAMPLES = sorted((ROOT / "playbooks").glob("*.yaml"))
COMMUNITY = "tongpin: 1\ncommunity: {name: 例子, values: [认真听]}\n"


def read(text: str) -> Playbook:
    return read_playbook(text, CAPABILITIES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_playbook_is_sound(path: Path) -> None:
    compiled = read(path.read_text("utf-8")).compile(1, b"example", CAPABILITIES)
    assert set(compiled.settings) == {each.name for each in CAPABILITIES}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_rule_of_an_example_shields_from_a_graver_one(path: Path) -> None:
    sections = read(path.read_text("utf-8")).sections
    gravity = ["remind", "recall", "mute", "remove"].index
    ladders, ladder = sections["sanctions"].ladders, sections["sanctions"].ladder
    heavy_first = sorted(sections["conduct"].rules, key=lambda rule: -rule.weight)
    worst = [max(gravity(act) for step in ladders.get(rule.id, ladder) for act in step.acts) for rule in heavy_first]
    assert [rule.id for rule, reached, then in zip(heavy_first, worst, worst[1:], strict=False) if reached < then] == []


@pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda each: each.name)
def test_the_example_on_a_page_is_sound(capability: Capability) -> None:
    page = (PACKAGE / "capabilities" / capability.name / "README.md").read_text("utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert example.startswith(f"{capability.name}:")
    read(COMMUNITY + example)
