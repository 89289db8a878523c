"""What a form does to the text of a draft: nothing but its own places changes, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.http import QueryDict

from tongpin.console.playbook.drafts import Draft
from tongpin.console.playbook.places import address, alias_in, field_at
from tongpin.console.playbook.widgets import PlaceForm, leaves
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.edit_refusals import EditRefused
from tongpin.kernel.playbook.editing import added, edited, moved, parted, removed, switched
from tongpin.kernel.playbook.fields import FormField
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.playbook.writing import Data


class NotChanged(Exception):  # noqa: N818 - no failure: the writer is told what to do instead
    """The text stays as it is: why and what to do, which line to look at, and the place that needs its own content."""

    def __init__(self, refused: EditRefused, own: str) -> None:
        """Keep what was said; `own` is "" where another way is needed."""
        super().__init__(refused.said.en)
        self.said: Both = refused.said
        self.line = refused.line
        self.own = own


def with_typed(text: str, form: PlaceForm, language: str) -> str:
    """Return the text with what was typed into a form, where that differs from what stands there."""
    for field, given in form.changes():
        value = field.data(given, language)
        text = _tried(text, field.path, removed if value is None else partial(_put_in, value=value))
    return text


def with_item(text: str, blank: FormField, form: PlaceForm, language: str) -> str:
    """Return the text with one more item in the list of a blank one, of what was typed into a form."""
    value: dict[str, Data] = {}
    for each in blank.inner:
        if each.kind == "fixed":
            value[each.name] = each.default.spoken(language)
    for field, given in form.changes():
        data = field.data(given, language)
        if data is not None:
            _put(value, field.path[len(blank.path) :], data)
    return _tried(text, blank.path[:-1], lambda text, path: added(text, path, value))


def with_key(text: str, path: Path) -> str:
    """Return the text with an empty list under one more key."""
    return _tried(text, path, lambda text, path: edited(text, path, []))


def with_done(text: str, deed: str, place: str) -> str:
    """Return the text after a deed on a place: up, down, remove, on, off, own."""
    path = field_at(text, place).path
    return _tried(text, path, DEEDS[deed])


Deed = Callable[[str, Path], str]
DEEDS: Mapping[str, Deed] = {
    "up": lambda text, path: moved(text, path, -1),
    "down": lambda text, path: moved(text, path, 1),
    "remove": removed,
    "on": lambda text, path: switched(text, path, on=True),
    "off": lambda text, path: switched(text, path, on=False),
    "own": parted,
}
"""What a button does to the place that it names."""


def form_of(draft: Draft, place: str, data: QueryDict | None = None) -> tuple[FormField, PlaceForm]:
    """Return a place of a draft, and the form of its page."""
    field = field_at(draft.text, place)
    return field, PlaceForm(leaves(field), data)


def _put_in(text: str, path: Path, *, value: Data) -> str:
    return edited(text, path, value)


def _put(value: dict[str, Data], path: Path, data: Data) -> None:
    *above, last = path
    for step in above:
        inner = value.setdefault(str(step), {})
        if isinstance(inner, dict):
            value = inner
    value[str(last)] = data


def _tried(text: str, path: Path, change: Deed) -> str:
    try:
        return change(text, path)
    except EditRefused as refused:
        raise NotChanged(refused, _own(text, path)) from None


def _own(text: str, path: Path) -> str:
    """Return the place of an alias on the way that can be given content of its own."""
    alias = alias_in(text, path)
    if not alias:
        return ""
    try:
        parted(text, alias)
    except EditRefused:
        return ""
    return address(alias)
