"""What the gallery fills its components with (`samples.yaml`), in the language of the page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from django import forms, template
from django.utils import timezone
from django.utils.translation import get_language
from ruamel.yaml import YAML

from tongpin.kernel.playbook.bilingual import Both
from tongpin.webkit.templatetags.tongpin import MINUTE, SPRITE

register = template.Library()


@register.simple_tag
def samples() -> dict[str, Any]:
    """Return the samples by component, with the names of all icons."""
    now = int(timezone.now().timestamp() * 1000)
    found: dict[str, Any] = _shown(_samples(), get_language() or "zh-hans", now)
    days = [{"day": day - 1, "state": state} for day, state in enumerate(found["month"])]
    return found | {"now": now, "days": days, "form": _form(found["form"]), "icons": _icons()}


@cache
def _samples() -> dict[str, Any]:
    text = files("tongpin.webkit").joinpath("samples.yaml").read_text("utf-8")
    read: dict[str, Any] = YAML(typ="safe").load(text)
    return read


@cache
def _icons() -> list[str]:
    sprite = files("tongpin.webkit").joinpath("static", SPRITE).read_text("utf-8")
    return [symbol.attrib["id"] for symbol in ET.fromstring(sprite)]  # noqa: S314 - our own file


def _shown(node: object, language: str, now: int) -> Any:  # noqa: ANN401 - as deep as the file
    """Put words for `{zh, en}` and instants for `{ago}`, all the way down."""
    if isinstance(node, list):
        return [_shown(each, language, now) for each in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"zh", "en"}:
        return Both(**node).spoken(language)
    if node.keys() == {"ago"}:
        return now - node["ago"] * MINUTE
    return {name: _shown(each, language, now) for name, each in node.items()}


class SampleForm(forms.Form):
    """One field of each kind; the first is left blank, and so is wrong."""

    card = forms.CharField(max_length=20)
    about = forms.CharField(widget=forms.Textarea({"rows": 3}), required=False)
    zone = forms.ChoiceField(choices=[("sh", "Asia/Shanghai"), ("be", "Europe/Berlin")])
    adverts = forms.ChoiceField(widget=forms.RadioSelect)
    accepted = forms.BooleanField(required=False)


def _form(words: dict[str, str]) -> SampleForm:
    form = SampleForm({"card": "", "about": words["filled"], "zone": "sh", "adverts": "none"})
    for name, field in form.fields.items():
        field.label = words[name]
    form.fields["card"].help_text = words["help"]
    form.fields["card"].error_messages["required"] = words["missing"]
    form.fields["adverts"] = forms.ChoiceField(
        label=words["adverts"],
        widget=forms.RadioSelect,
        choices=[(name, words[name]) for name in ("none", "asked")],
    )
    return form
