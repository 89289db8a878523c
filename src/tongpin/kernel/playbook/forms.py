"""Forms on a playbook, made from the sections' own models: there is no second list of fields anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.document import Document, Node, resolved
from tongpin.kernel.playbook.field_types import FieldType, type_of
from tongpin.kernel.playbook.fields import NOTHING, FormField
from tongpin.kernel.playbook.refusals import PlaybookValueError, shown
from tongpin.kernel.playbook.section import Path, Section, help_of
from tongpin.kernel.playbook.spans import read_duration, written_duration
from tongpin.kernel.playbook.spots import node_at
from tongpin.kernel.playbook.writing import inline

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_LISTS = frozenset({"texts", "choices", "words"})


def form_at(models: Mapping[str, type[Section]], document: Document, path: Path) -> FormField:
    """Return the field of a place: a whole section `("conduct",)`, a rule `("conduct", "rules", 2)`, a single key.

    `models` are the sections by their names. Raises `LookupError` where neither models nor file have such a place.
    """
    name = str(path[0])
    node = node_at(document.root, (name,)) if document.root else None
    section = FieldType("section", models={"": models[name]})
    field = _Form(document.lines).field(section, (name,), node, models[name].heading)
    for step in path[1:]:
        field = next((each for each in field.inner if each.path[-1] == step), None) or _nowhere(path)
    return field


def blank_item(models: Mapping[str, type[Section]], document: Document, path: Path, variant: str = "") -> FormField:
    """Return the fields of one more section for the list at `path`; `variant` names one of several by its tag.

    Raises `LookupError` where there is no such list or variant.
    """
    above = form_at(models, document, path)
    item = above.type.item
    if above.kind != "sections" or item is None or variant not in item.models:
        _nowhere((*path, variant))
    item = replace(item, models={variant: item.models[variant]})
    return _Form(()).field(item, (*path, len(above.inner)), None, above.help)


def _nowhere(path: Path) -> NoReturn:
    raise LookupError(f"There is no form for {'.'.join(map(str, path))}: a playbook has no such place.")


class _Form:
    """Makes the fields of what stands in the lines of a file."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def field(self, type_: FieldType, path: Path, node: Node | None, label: Both) -> FormField:
        """Return the field of a place that has no model field of its own: a section, or an item of a list."""
        return FormField(
            path,
            label,
            type_,
            kind=type_.kind if node is None or _can_show(type_, node) else "other",
            is_set=node is not None,
            line=(node.key or node.place).line if node else 0,
            written=self._written(node) if node else "",
            chosen=_names(type_, _contents(node)) if node else (),
            inner=tuple(self._inner(type_, path, node, label)) if node is None or _can_show(type_, node) else (),
        )

    def _inner(self, type_: FieldType, path: Path, node: Node | None, label: Both) -> Iterator[FormField]:
        content = node.content if node else None
        if type_.kind == "section":
            yield from self._keys(type_, path, node)
        elif type_.item and type_.kind == "sections":
            for place, inner in enumerate(content or ()):
                yield self.field(type_.item, (*path, place), inner, _called(type_.item, inner) or label)
        elif type_.item and type_.kind == "mapping":
            for name, inner in (content or {}).items():
                yield self.field(type_.item, (*path, name), inner, label)

    def _keys(self, type_: FieldType, path: Path, node: Node | None) -> Iterator[FormField]:
        model = _model(type_, node)
        if model is None:
            return
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        own = {info.alias or name: info for name, info in model.model_fields.items() if name in model.__annotations__}
        for key, info in {**own, **fields}.items():
            inner = node_at(node, (key,)) if node else None
            field = self._with_default(self.field(type_of(info), (*path, key), inner, help_of(info)), info)
            if key == type_.tag:
                field = replace(field, kind="fixed", default=type_.variant(model).written, chosen=())
            yield field

    def _with_default(self, field: FormField, info: FieldInfo) -> FormField:
        if info.is_required():
            return replace(field, needed=True)
        given = info.default if isinstance(info.default, list | tuple) else (info.default,)
        chosen = field.chosen if field.is_set else _names(field.type, given)
        return replace(field, default=_as_written(field.type, info.default), chosen=chosen)

    def _written(self, node: Node) -> str:
        """Return a value as it stands in the file, one item a line."""
        if isinstance(node.content, list) and all(_is_scalar(each) for each in node.content):
            return "\n".join(map(self._written, node.content))
        if not _is_scalar(node):
            return inline(node.data())
        line, column, width = node.place
        text = self._lines[line - 1][column - 1 : column - 1 + width] if node.plain else ""
        if text and resolved(text) == node.content:
            return text
        return "" if node.content is None else node.content if isinstance(node.content, str) else shown(node.content)


def _is_scalar(node: Node) -> bool:
    return not isinstance(node.content, dict | list)


def _can_show(type_: FieldType, node: Node) -> bool:
    """Say whether a field of this type shows all that stands in the file."""
    if node.content is None:
        return True
    if type_.kind == "section":
        return isinstance(node.content, dict) and _model(type_, node) is not None
    if type_.kind == "mapping":
        return isinstance(node.content, dict)
    if type_.kind == "sections":
        return isinstance(node.content, list)
    is_list = isinstance(node.content, list) and all(map(_is_scalar, node.content))
    return is_list if type_.kind in _LISTS else _is_scalar(node) or (is_list and type_.kind == "windows")


def _model(type_: FieldType, node: Node | None) -> type[Section] | None:
    tag = node_at(node, (type_.tag,)) if node else None
    return type_.model_for(tag.content if tag else None)


def _called(type_: FieldType, node: Node) -> Both | None:
    model = _model(type_, node)
    return type_.variant(model).written if model and type_.tag else None


def _contents(node: Node) -> list[object]:
    return [each.content for each in node.content] if isinstance(node.content, list) else [node.content]


def _names(type_: FieldType, contents: Sequence[object]) -> tuple[str, ...]:
    """Return the options that are meant, by their names; what is none of them is left out."""
    return tuple(name for each in contents if type_.options and (name := _name(type_, each)))


def _name(type_: FieldType, content: object) -> str:
    try:
        value = (type_.item or type_).read(content)
    except PlaybookValueError:
        return ""
    name = {True: "on", False: "off"}[value] if isinstance(value, bool) else value
    return next((option.name for option in type_.options if option.name == name), "")


def _as_written(type_: FieldType, value: object) -> Both:
    """Return a default as a playbook would have it; nothing where the default is not to have any."""
    if type_.kind in {"section", "sections", "mapping"} or value is None:
        return NOTHING
    if isinstance(value, list | tuple):
        items = [_as_written(type_.item or type_, each) for each in value]
        return Both("、".join(each.zh for each in items), ", ".join(each.en for each in items))
    option = next((option for option in type_.options if option.name == _name(type_, value)), None)
    if option is not None:
        return option.written
    if type_.kind == "duration":
        return written_duration(read_duration(value))
    return Both(str(value), str(value))
