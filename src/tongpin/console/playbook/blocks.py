"""What a place's page shows, block by block: fields, lists whose items are filled in there, and lists of links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext as _

from tongpin.console.playbook.drafts import Draft
from tongpin.console.playbook.places import address
from tongpin.console.playbook.reading import chapters_of
from tongpin.console.playbook.widgets import PlaceForm, is_listed, language, leaves
from tongpin.kernel.playbook.fields import FormField
from tongpin.kernel.playbook.section import Path, Section, help_of

NAMES = ("id", "name")
"""Keys by which an item is called, where it has them."""
_SWITCH = "active"


class Item(NamedTuple):
    """An item of a list: its place and line, what it is called and of which kind it is, and its fields, if shown here.

    `said` is what it says in words; `is_on` is None where it cannot be switched, `first` and `last` tell where it
    cannot be moved further.
    """

    place: str
    line: int
    name: str
    kind: str
    said: str
    is_on: bool | None
    first: bool
    last: bool
    fields: Sequence[BoundField] = ()


class Kind(NamedTuple):
    """What may be added to a list: its tag ("" where there is one kind alone), what it is called, what it asks for."""

    tag: str
    label: str
    about: str


class Block(NamedTuple):
    """A part of a page: `kind` is fields, fixed, items, links, keys or file; `kinds` are what may be added."""

    kind: str
    place: str
    heading: str
    line: int = 0
    fields: Sequence[BoundField] = ()
    items: Sequence[Item] = ()
    kinds: Sequence[Kind] = ()
    written: str = ""


def blocks_of(field: FormField, form: PlaceForm, draft: Draft) -> list[Block]:
    """Return what the page of a place shows."""
    return list(_Blocks(form, draft).of(field, ""))


def called(field: FormField) -> str:
    """Return what a place is called: by its own name, else by its kind or its key."""
    named = next((each.written for each in field.inner if each.name in NAMES and each.written), "")
    if named:
        return named
    if isinstance(field.path[-1], int):
        return _("{what} {number}").format(what=kind_of(field), number=field.path[-1] + 1)
    return field.help.spoken(language()) or field.name


def kind_of(field: FormField) -> str:
    """Return which of several kinds an item is; of lists of one kind, what they hold."""
    fixed = next((each for each in field.inner if each.kind == "fixed"), None)
    return (fixed.default if fixed else field.help).spoken(language())


class _Blocks:
    def __init__(self, form: PlaceForm, draft: Draft) -> None:
        self._form = form
        self._draft = draft
        self._chapters = chapters_of(draft.text, draft.files.files)

    def of(self, field: FormField, heading: str) -> Iterator[Block]:
        place = address(field.path)
        if field.kind in {"other", "fixed"}:
            yield Block(
                field.kind, place, heading, field.line, written=field.written or field.default.spoken(language())
            )
        elif field.kind == "section":
            yield from self._section(field, heading)
        elif field.kind == "sections":
            kind = "links" if is_listed(field) else "items"
            yield Block(kind, place, heading, field.line, items=self._items(field), kinds=self._kinds(field))
        elif field.kind == "mapping":
            yield Block("keys", place, heading, field.line, items=self._keys(field))
        else:
            yield Block("fields", place, heading, field.line, [self._form[place]])

    def _section(self, field: FormField, heading: str) -> Iterator[Block]:
        simple = [each for each in field.inner if not each.inner and each.kind not in _APART]
        fields = [self._form[address(each.path)] for each in simple]
        if fields:
            yield Block("fields", address(field.path), heading, field.line, fields)
        for each in field.inner:
            if each.kind != "fixed" and each not in simple:
                yield from self.of(each, each.help.spoken(language()))

    def _items(self, field: FormField) -> list[Item]:
        return [self._item(each, place, len(field.inner)) for place, each in enumerate(field.inner)]

    def _item(self, field: FormField, place: int, count: int) -> Item:
        switch = next((each for each in field.inner if each.name == _SWITCH), None)
        names = [address(each.path) for each in leaves(field)]
        return Item(
            place=address(field.path),
            line=field.line,
            name=called(field),
            kind=kind_of(field),
            said=self._said(field.path),
            is_on=switch.chosen != ("off",) if switch else None,
            first=place == 0,
            last=place == count - 1,
            fields=[self._form[name] for name in names if name in self._form.fields],
        )

    def _keys(self, field: FormField) -> list[Item]:
        return [
            Item(address(each.path), each.line, each.name, "", self._said(each.path), None, first=True, last=True)
            for each in field.inner
        ]

    def _said(self, path: Path) -> str:
        """Say a place in words; nothing while something is wrong with the text."""
        sentences = (each for chapter in self._chapters for each in chapter.sentences)
        return " ".join(each.said.spoken(language()) for each in sentences if each.path[: len(path)] == path)

    def _kinds(self, field: FormField) -> list[Kind]:
        item = field.type.item
        if item is None:
            return []
        if not item.tag:
            return [Kind("", field.help.spoken(language()), "")]
        return [
            Kind(each.name, each.written.spoken(language()), "; ".join(_own(item.models[each.name], item.tag)))
            for each in item.variants()
        ]


_APART = frozenset({"section", "sections", "mapping", "fixed", "other"})


def _own(model: type[Section], tag: str) -> Iterator[str]:
    """Yield what a kind asks for that others of its list do not."""
    infos = (info for name, info in model.model_fields.items() if name in model.__annotations__ and name != tag)
    return (help_of(info).spoken(language()) for info in infos)
