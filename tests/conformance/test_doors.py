"""What every capability's door promises: names, words, state, commands, tables. Runs over all that are wired."""

import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from tests.architecture.tracked import PACKAGE, is_pure
from tests.conformance.cases import compile_sections
from tongpin.kernel.capability import Capability
from tongpin.kernel.fold import Fold
from tongpin.kernel.playbook.field_types import type_of
from tongpin.kernel.playbook.section import Section, help_of
from tongpin.kernel.snapshot import dump, load
from tongpin.kernel.vocabulary import ACTIONS, EVENTS, FACTS
from tongpin.project.wiring import CAPABILITIES

every_capability = pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda each: each.name)


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The pydantic models that a field's annotation mentions, at any depth."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def models_of(section: type[BaseModel]) -> set[type[BaseModel]]:
    """A section and all that it is made of."""
    found: set[type[BaseModel]] = set()
    waiting = [section]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += [part for field in model.model_fields.values() for part in models_in(field.annotation)]
    return found


def deciding_functions(capability: Capability) -> list[Callable[..., Any]]:
    answers = [command.answer for command in capability.commands]
    return [
        capability.compile,
        *capability.listens.values(),
        *capability.evolves.values(),
        *capability.timers.values(),
        *answers,
    ]


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_the_list_of_capabilities_is_the_folders() -> None:
    folders = {path.parent.name for path in (PACKAGE / "capabilities").glob("*/__init__.py")}
    assert sorted(each.name for each in CAPABILITIES) == sorted(folders)


def test_every_word_is_an_event_or_said_by_somebody() -> None:
    said = {word for each in CAPABILITIES for word in each.emits}
    assert {*FACTS, *ACTIONS} == {*EVENTS, *said}


@every_capability
def test_it_hears_and_says_registered_words_only(capability: Capability) -> None:
    assert set(capability.listens) <= set(FACTS)
    assert set(capability.evolves) <= set(FACTS)
    assert set(capability.emits) <= {*FACTS, *ACTIONS}
    assert len(set(capability.emits)) == len(capability.emits)


@every_capability
def test_what_decides_stands_in_pure_files(capability: Capability) -> None:
    files = {function.__qualname__: Path(inspect.getfile(function)) for function in deciding_functions(capability)}
    assert [name for name, path in files.items() if not is_pure(path)] == []
    assert {path.relative_to(PACKAGE).parts[1] for path in files.values()} <= {capability.name}


@every_capability
def test_its_state_begins_empty_and_comes_back_from_a_snapshot(capability: Capability) -> None:
    compiled = compile_sections([capability])
    empty, restored = Fold([capability], compiled), Fold([capability], compiled)
    load(restored, dump(empty))
    assert dump(restored) == dump(empty)
    assert type(restored.states[capability.name]) is capability.state
    assert capability.state_version >= 1


@every_capability
def test_its_section_may_be_left_out(capability: Capability) -> None:
    assert capability.section() == capability.section()


@every_capability
def test_every_field_of_its_section_is_described_in_both_languages(capability: Capability) -> None:
    bare = []
    for model in models_of(capability.section):
        for name, field in model.model_fields.items():
            help_text = help_of(field)
            if not has_chinese(help_text.zh) or has_chinese(help_text.en) or not help_text.en:
                bare.append(f"{model.__name__}.{name}")
    assert bare == []


@every_capability
def test_its_section_has_a_heading_and_a_form_for_every_field(capability: Capability) -> None:
    assert issubclass(capability.section, Section)
    heading = capability.section.heading
    assert (has_chinese(heading.zh), has_chinese(heading.en), bool(heading.en)) == (True, False, True)
    fields = [
        (model, name, field) for model in models_of(capability.section) for name, field in model.model_fields.items()
    ]
    assert [f"{model.__name__}.{name}" for model, name, field in fields if type_of(field).kind == "other"] == []


@every_capability
def test_its_commands_are_said_in_both_languages(capability: Capability) -> None:
    one_sided = [
        command.name
        for command in capability.commands
        if {has_chinese(word) for word in command.words} != {True, False}
    ]
    assert one_sided == []


def test_no_two_commands_share_a_name_or_a_word() -> None:
    commands = [command for capability in CAPABILITIES for command in capability.commands]
    said = Counter([word.casefold() for command in commands for word in command.words])
    named = Counter(command.name for command in commands)
    assert [word for word, times in (said + named).items() if said[word] > 1 or named[word] > 1] == []


@every_capability
def test_its_timers_are_its_own(capability: Capability) -> None:
    assert all(name.isidentifier() for name in capability.timers)
