"""A form of Django's made from places of a playbook: what may stand there, and what stands there as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongpin.console.playbook.places import address
from tongpin.kernel.playbook.fields import FormField

LONG = 120
"""A text that may have more characters than this gets several lines."""
_LISTS = frozenset({"texts", "words", "windows"})
_ON_PAGE = frozenset({"section", "sections", "mapping", "fixed", "other"})
"""Kinds that have no value of their own to type."""


def language() -> str:
    """Return the language of the page."""
    return get_language() or "zh-hans"


def is_listed(field: FormField) -> bool:
    """Say whether the items of a place have pages of their own: those of several kinds, and what has names."""
    return field.kind == "mapping" or (field.kind == "sections" and bool(field.type.item and field.type.item.tag))


def leaves(field: FormField) -> Iterator[FormField]:
    """Return the fields that a place's page asks for."""
    if field.kind not in _ON_PAGE:
        yield field
    elif not is_listed(field):
        for each in field.inner:
            yield from leaves(each)


class PlaceForm(forms.Form):
    """The fields of some places, each by its address. Whether a value is right, the playbook itself tells."""

    use_required_attribute = False
    """Other buttons than that for saving are to work while something is missing yet."""

    def __init__(self, fields: Iterable[FormField], data: QueryDict | None = None) -> None:
        """Make the fields as the file has them; `data` is what was typed."""
        self.places = {address(each.path): each for each in fields}
        self._typed = QueryDict() if data is None else data
        super().__init__(data, initial={name: shown(each) for name, each in self.places.items()})
        for name, each in self.places.items():
            self.fields[name] = _field(each)

    def changes(self) -> Iterator[tuple[FormField, Sequence[str]]]:
        """Yield the fields of a bound form for which something else was typed than what stands there, with that."""
        for name, each in self.places.items():
            # What was not asked for stays; boxes that are all empty are not sent at all.
            if name not in self._typed and each.kind != "choices":
                continue
            given = [value.replace("\r\n", "\n") for value in self._typed.getlist(name)]
            given = [value for value in given if value.strip()]
            there = shown(each)
            if given != ([there] if isinstance(there, str) and there else list(there)):
                yield each, given


def shown(field: FormField) -> str | list[str]:
    """Return what a form shows of what stands there."""
    if field.kind == "choices":
        return list(field.chosen) if field.is_set else []
    if field.kind in {"switch", "choice"}:
        return field.chosen[0] if field.is_set and field.chosen else ""
    return field.written


def _field(field: FormField) -> forms.Field:
    label = format_html("{} <code>{}</code>", field.help.spoken(language()), field.name)
    hint = _help(field)
    options = [(each.name, each.written.spoken(language())) for each in field.type.options]
    if field.kind == "choices":
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            label=label, help_text=hint, required=field.needed, choices=options, widget=boxes
        )
    if field.kind in {"switch", "choice"}:
        options = [("", _silent(field)), *options]
        return forms.ChoiceField(label=label, help_text=hint, required=field.needed, choices=options)
    return forms.CharField(label=label, help_text=hint, required=field.needed, widget=_widget(field), strip=False)


def _silent(field: FormField) -> str:
    """Return what is chosen where the file says nothing."""
    default = field.default.spoken(language())
    return _("as usual: {default}").format(default=default) if default else "—"


def _widget(field: FormField) -> forms.Widget:
    default = field.default.spoken(language())
    marks = {"placeholder": default, "autocomplete": "off", "spellcheck": "false"}
    most = field.type.most or 0
    if field.kind in _LISTS:
        rows = min(max(field.written.count("\n") + 2, 3), 12)
        return forms.Textarea({**marks, "rows": rows, "placeholder": ""})
    if field.kind == "text" and (most > LONG or "\n" in field.written):
        return forms.Textarea({**marks, "rows": 3, "spellcheck": "true"})
    if field.kind == "number":
        return forms.TextInput({**marks, "inputmode": "numeric"})
    return forms.TextInput(marks)


def _help(field: FormField) -> SafeString:
    parts = [each for each in (_form_of(field), _limits(field), _default(field)) if each]
    return conditional_escape(" ".join(parts))


def _form_of(field: FormField) -> str:
    examples = [*(field.type.item or field.type).examples, *field.type.examples][:3]
    said = _("One a line.") if field.kind in _LISTS else ""
    if examples:
        said += (" " if said else "") + _("For instance {examples}.").format(examples=_(", ").join(map(str, examples)))
    return said


def _limits(field: FormField) -> str:
    if field.kind not in {"number", "duration"}:
        return ""
    least, most = field.least.spoken(language()), field.most.spoken(language())
    if least and most:
        return _("From {least} to {most}.").format(least=least, most=most)
    if least or most:
        return (_("At least {least}.") if least else _("At most {most}.")).format(least=least, most=most)
    return ""


def _default(field: FormField) -> str:
    default = field.default.spoken(language())
    if not default or field.kind in {"switch", "choice"}:
        return ""
    return _("Left empty: {default}.").format(default=default)
