"""What the section refuses, and which step breaches reach."""

from typing import Any

import pytest
from pydantic import ValidationError

from tongpin.capabilities.conduct.playbook import ConductSection
from tongpin.capabilities.sanctions.decide.state import BREACHES_KEPT
from tongpin.capabilities.sanctions.playbook import SanctionsSection
from tongpin.kernel.playbook.document import Node
from tongpin.kernel.playbook.faults import Place
from tongpin.kernel.playbook.playbook import CommunitySection, Playbook
from tongpin.kernel.playbook.section import Path

REMIND = {"from": 1, "acts": ["remind"]}


def mute(lasting: str) -> dict[str, object]:
    return {"from": 1, "acts": ["mute"], "for": lasting}


def section(**given: object) -> SanctionsSection:
    return SanctionsSection.model_validate(given)


def found(**given: object) -> list[tuple[Path, str]]:
    conduct = ConductSection.model_validate({"rules": [{"rule": "flood"}]})
    whole = Playbook(CommunitySection(name="学习群"), {"conduct": conduct}, Node({}, Place(1, 1)))
    return [(each.path, each.code) for each in section(**given).check(whole)]


def test_the_defaults_are_sound() -> None:
    assert found() == []
    assert found(ladders={"flood": [REMIND]}) == []


@pytest.mark.parametrize(
    "ladder,faults",
    [
        ([{"from": 2, "acts": ["remind"]}], [((0, "from"), "PB503")]),
        ([REMIND, REMIND], [((1, "from"), "PB503")]),
        ([REMIND, {"from": 3, "acts": ["recall"]}, {"from": 2, "acts": ["recall"]}], [((2, "from"), "PB503")]),
        ([{"from": 1, "acts": ["mute"]}], [((0, "acts"), "PB506")]),
        ([{"from": 1, "acts": ["recall"], "for": "10m"}], [((0, "for"), "PB507")]),
        ([{"from": 1, "acts": ["recall"]}, {"from": 2, "acts": ["remind"]}], [((1, "acts"), "PB503")]),
        ([mute("1d"), {**mute("10m"), "from": 2}], [((1, "acts"), "PB503")]),
        ([mute("1d"), {"from": 2, "acts": ["remove"]}], []),
        ([REMIND, {"from": BREACHES_KEPT, "acts": ["recall"]}], []),
        ([REMIND, {"from": BREACHES_KEPT + 1, "acts": ["recall"]}], [((1, "from"), "PB502")]),
    ],
)
def test_a_ladder_begins_at_one_and_rises(ladder: list[Any], faults: list[tuple[Path, str]]) -> None:
    assert found(ladder=ladder) == [(("ladder", *path), code) for path, code in faults]
    assert found(ladders={"flood": ladder}) == [(("ladders", "flood", *path), code) for path, code in faults]


def test_a_ladder_of_its_own_belongs_to_a_rule_that_there_is() -> None:
    assert found(ladders={"flod": [REMIND]}) == [(("ladders", "flod"), "PB504")]


@pytest.mark.parametrize(
    "given",
    [
        {"ladder": []},
        {"ladders": {"flood": []}},
        {"ladder": [{"from": 0, "acts": ["remind"]}]},
        {"ladder": [{"from": 1, "acts": []}]},
        {"ladder": [{"from": 1, "acts": ["forgive"]}]},
        {"ladder": [REMIND], "except": ["owner"]},
        {"ladder": [mute("400d")]},
        {"appeal_within": "0"},
        {"answer_within": "0"},
        {"breaches_expire": "0"},
        {"removal_confirmed_within": "0"},
        {"removal_confirmed_within": "30d"},  # A mute of thirty days, behind which no human stands.
    ],
)
def test_what_is_no_ladder_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        section(**given)


@pytest.mark.parametrize("breaches,reached", [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (7, 4), (8, 5), (99, 5)])
def test_the_highest_step_that_is_reached_counts(breaches: int, reached: int) -> None:
    number, step = section().step_for("flood", breaches)
    assert (number, step) == (reached, section().ladder[reached - 1])


def test_a_rule_may_have_a_ladder_of_its_own() -> None:
    own = section(ladders={"flood": [{"from": 1, "acts": ["recall"]}]})
    assert own.step_for("flood", 9)[1].acts == ("recall",)
    assert own.step_for("hours", 1)[1].acts == ("remind",)
