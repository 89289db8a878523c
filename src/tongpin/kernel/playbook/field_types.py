"""What a section's field takes, read from its pydantic model: so that a form needs no second list of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.naming import read_switch
from tongpin.kernel.playbook.section import Section
from tongpin.kernel.playbook.values import Kind as ScalarKind

Kind: TypeAlias = ScalarKind | Literal["fixed", "choices", "texts", "section", "sections", "mapping", "other"]
"""What a form asks for: `fixed` is shown and stays, `other` is written in the YAML alone."""

_OF_LISTS: Mapping[Kind, Kind] = {"text": "texts", "pattern": "texts", "choice": "choices", "section": "sections"}
"""What a list is, by what it holds."""
_OF_PYTHON: Mapping[object, Kind] = {int: "number", str: "text"}


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values that may be chosen: what deciding calls it, and how a playbook writes it."""

    name: str
    written: Both


_SWITCH = (Option("on", Both("开", "on")), Option("off", Both("关", "off")))


@dataclass(frozen=True, slots=True)
class FieldType:
    """A kind with its bounds: of a number, of a span in milliseconds, of a text in characters, of a list in items.

    `models` are the sections that may stand there, by what their key `tag` says; one alone has no tag.
    `item` is what a list or mapping holds. `read` makes the value of what is written, or raises `PlaybookValueError`.
    """

    kind: Kind
    least: int | None = None
    most: int | None = None
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()
    models: Mapping[str, type[Section]] = field(default_factory=dict)
    tag: str = ""
    item: FieldType | None = None
    read: Callable[[Any], object] = str

    def model_for(self, tag: object) -> type[Section] | None:
        """Return the section that stands there where its tag is this; None where the tag does not tell."""
        if len(set(self.models.values())) == 1:
            return next(iter(self.models.values()))
        return self.models.get(tag) if isinstance(tag, str) else None

    def variants(self) -> tuple[Option, ...]:
        """Return what may be chosen from where several sections may stand, by their tags."""
        models = dict.fromkeys(self.models.values()) if self.tag else ()
        return tuple(self.variant(model) for model in models)

    def variant(self, model: type[Section]) -> Option:
        """Return by which tag a section goes."""
        first, *more = tags_of(model, self.tag)
        return _option(first, more)


def type_of(info: FieldInfo) -> FieldType:
    """Return what a field takes."""
    return _type(info.annotation, tuple(info.metadata))


def _type(annotation: Any, marks: tuple[object, ...]) -> FieldType:  # noqa: ANN401 - whatever a model is written with
    annotation, marks = _bare(annotation, marks)
    least, most = _bounds(marks)
    reads = next((mark for mark in marks if hasattr(mark, "kind")), None)
    if reads is not None:
        return _read_type(reads, least, most)
    parts = get_args(annotation)
    if get_origin(annotation) in {tuple, list}:
        item = _type(parts[0], ())
        return FieldType(_OF_LISTS.get(item.kind, "other"), least, most, item.options, item.examples, item=item)
    if parts and get_origin(annotation) not in {Union, UnionType, Literal}:
        return FieldType("mapping", least, most, item=_type(parts[1], ()))
    if get_origin(annotation) is Literal:
        return FieldType("choice", options=tuple(_option(str(part), ()) for part in parts))
    sections = [part for part in parts or (annotation,) if isinstance(part, type) and issubclass(part, Section)]
    if sections:
        return _section_type(sections, marks)
    if annotation is bool:
        return FieldType("switch", options=_SWITCH, read=read_switch)
    return FieldType(_OF_PYTHON.get(annotation, "other"), least, most)


def _bare(annotation: Any, marks: tuple[object, ...]) -> tuple[Any, tuple[object, ...]]:  # noqa: ANN401 - as above
    """Take `Annotated` and `None` off an annotation, and gather the marks that it is written with."""
    while True:
        parts: Sequence[Any] = get_args(annotation)
        if get_origin(annotation) is Annotated:
            annotation, *more = parts
            inner = [each for mark in more if isinstance(mark, FieldInfo) for each in mark.metadata]
            marks = (*marks, *more, *inner)
        elif NoneType in parts:
            annotation = Union[tuple(part for part in parts if part is not NoneType)]  # noqa: UP007 - made of a tuple
        else:
            return annotation, marks


def _read_type(reads: Any, least: int | None, most: int | None) -> FieldType:  # noqa: ANN401 - has a kind
    names: Mapping[str, tuple[str, ...]] = getattr(reads, "names", {})
    options = _SWITCH if reads.kind == "switch" else tuple(_option(name, also) for name, also in names.items())
    schema: Mapping[str, Any] = getattr(reads, "schema", {})
    examples = next((each["examples"] for each in (schema, *schema.get("anyOf", ())) if "examples" in each), ())
    lowest = getattr(reads, "least", None)
    read = getattr(reads, "read", str)
    return FieldType(reads.kind, lowest if least is None else least, most, options, tuple(examples), read=read)


def _section_type(sections: list[type[Section]], marks: Sequence[object]) -> FieldType:
    tag = next((mark.discriminator for mark in marks if isinstance(mark, FieldInfo)), None)
    if not isinstance(tag, str):
        return FieldType("section" if len(sections) == 1 else "other", models={"": sections[0]})
    return FieldType("section", models={name: each for each in sections for name in tags_of(each, tag)}, tag=tag)


def tags_of(model: type[Section], tag: str) -> tuple[str, ...]:
    """Return the words that the key `tag` of a section may hold."""
    return get_args(model.model_fields[tag].annotation)


def _option(name: str, aliases: Sequence[str]) -> Option:
    """Write a name by its first Chinese alias, if it has one."""
    return Option(name, Both(next((each for each in aliases if not each.isascii()), name), name))


def _bounds(marks: Sequence[object]) -> tuple[int | None, int | None]:
    """Return the least and most that may stand there, of whatever kind."""
    found: dict[str, int] = {}
    for mark in marks:
        for name in ("ge", "gt", "le", "lt", "min_length", "max_length"):
            if isinstance(limit := getattr(mark, name, None), int):
                found[name] = limit
    least = [found[name] for name in ("ge", "min_length") if name in found]
    most = [found[name] for name in ("le", "max_length") if name in found]
    least += [found["gt"] + 1] if "gt" in found else []
    most += [found["lt"] - 1] if "lt" in found else []
    return next(iter(least), None), next(iter(most), None)
