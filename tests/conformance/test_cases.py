"""Cases tell all that a capability may say: each announced word and each sentence stands in one of them.

The cases themselves are played by the capability's own tests, which hold each to its word (`Case.check`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tracked import PACKAGE
from tests.conformance.cases import cases_beside, cases_in
from tests.conformance.sentences import sentences_of
from tongpin.kernel.capability import Capability
from tongpin.project.wiring import CAPABILITIES

every_capability = pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda each: each.name)


def folder_of(capability: Capability) -> Path:
    return PACKAGE / "capabilities" / capability.name / "tests"


def words_in_cases(capability: Capability) -> list[tuple[str, dict[str, Any]]]:
    """The words that its cases expect, each with its fields."""
    cases = [case for file in sorted((folder_of(capability) / "cases").glob("*.yaml")) for case in cases_in(file)]
    expected = [word for case in cases for words in case.then.values() for word in words]
    return [(name, fields or {}) for word in expected for name, fields in word.items()]


def sentences_in(fields: dict[str, Any]) -> Iterator[str]:
    """The sentences that a word names, at any depth."""
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from sentences_in(value)
        elif value and (name == "sentence" or name.endswith("_said")):
            yield value


@every_capability
def test_its_cases_are_played(capability: Capability) -> None:
    played = [path for path in folder_of(capability).glob("test_*.py") if cases_beside.__name__ in path.read_text()]
    assert len(played) >= 1
    assert words_in_cases(capability) != []


@every_capability
def test_every_word_that_it_announces_is_said_in_some_case(capability: Capability) -> None:
    said = {name for name, _ in words_in_cases(capability)}
    assert {word.__name__ for word in capability.emits} == said - {"CommandGiven"}


@every_capability
def test_every_sentence_of_its_own_is_said_in_some_case(capability: Capability) -> None:
    named = {name for _, fields in words_in_cases(capability) for name in sentences_in(fields)}
    own = {name.removeprefix(f"{capability.name}.") for name in named if name.startswith(f"{capability.name}.")}
    assert own == set(sentences_of(capability.name))
