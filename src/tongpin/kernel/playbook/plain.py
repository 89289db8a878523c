"""A playbook in plain words: each of its sections as sentences in both languages, with their places in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tongpin.kernel.capability import Capability
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.field_types import FieldType, type_of
from tongpin.kernel.playbook.playbook import Playbook
from tongpin.kernel.playbook.rates import Often
from tongpin.kernel.playbook.section import Path, Section, Told, help_of
from tongpin.kernel.playbook.wording import at_minute, in_windows, lasting, listed, often, quoted

_SENTENCE = Both("{label}：{value}。", "{label}: {value}.")
_NOTHING = Both("没有", "none")


class Sentence(NamedTuple):
    """What a place of the file says; `line` is 0 where the file is silent, so that a default holds.

    `about` names the rule, say, that several sentences are about.
    """

    path: Path
    line: int
    said: Both
    about: str = ""


class Chapter(NamedTuple):
    """A section in plain words."""

    name: str
    heading: Both
    sentences: tuple[Sentence, ...]


def in_plain_words(playbook: Playbook, capabilities: Sequence[Capability]) -> tuple[Chapter, ...]:
    """Say everything that a playbook says, the community itself first, then each capability; defaults included."""
    sections: dict[str, Section] = {"community": playbook.community}
    sections |= {each.name: playbook.sections[each.name] for each in capabilities}
    return tuple(
        Chapter(name, section.heading, tuple(_placed(playbook, name, told) for told in told_by(section)))
        for name, section in sections.items()
    )


def _placed(playbook: Playbook, name: str, told: Told) -> Sentence:
    path = (name, *told.path)
    return Sentence(path, playbook.line_of(path), told.said, told.about)


def told_by(section: Section) -> Iterable[Told]:
    """Give what a section says of itself; else what each of its fields says, by its label."""
    told = section.told()
    return _told_by_fields(section) if told is None else told


def _told_by_fields(section: Section) -> Iterator[Told]:
    for name, info in type(section).model_fields.items():
        yield from _told_by_value(help_of(info), type_of(info), getattr(section, name), (info.alias or name,))


def _told_by_value(label: Both, type_: FieldType, value: Any, path: Path) -> Iterator[Told]:  # noqa: ANN401 - any field
    """Say one value; a value that is a section, or holds sections, speaks for itself."""
    if isinstance(value, Section):
        yield from (told.within(*path) for told in told_by(value))
    elif type_.item and type_.kind in {"sections", "mapping"} and value:
        steps = value.items() if isinstance(value, Mapping) else enumerate(value)
        for step, inner in steps:
            about = Both(f"{label.zh}“{step}”", f"{label.en} “{step}”") if isinstance(value, Mapping) else label
            yield from _told_by_value(about, type_.item, inner, (*path, step))
    else:
        yield Told(path, _SENTENCE.filled({"label": label, "value": _in_words(type_, value)}))


def _in_words(type_: FieldType, value: Any) -> Both:  # noqa: ANN401 - any field
    if value is None or value in ("", (), {}):
        return _NOTHING
    if type_.kind == "windows":
        return in_windows(value)
    if type_.kind == "words":
        return quoted(value)
    if isinstance(value, list | tuple) and type_.item:
        return listed([_in_words(type_.item, each) for each in value])
    name = {True: "on", False: "off"}[value] if isinstance(value, bool) else value
    option = next((option for option in type_.options if option.name == name), None)
    if option is not None:
        return option.written
    if type_.kind == "duration":
        return lasting(value)
    if isinstance(value, Often):
        return often(value)
    text = at_minute(value) if type_.kind == "time" else str(value)
    return Both(text, text)
