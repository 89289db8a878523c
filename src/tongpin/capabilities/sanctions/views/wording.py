"""Words for what cases cost and for what became of them, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongpin.capabilities.sanctions.models import ANSWERED, Case, Change
from tongpin.webkit.pages import Said

ACTS: Mapping[str, Said] = {
    "remind": _("reminder"),
    "recall": _("recall"),
    "mute": _("mute"),
    "remove": _("removal"),
}
"""Acts, from the mildest to the gravest."""


class Standing(NamedTuple):
    """How a case stands: its name in addresses, what it is called, and its tone: good, warn, bad, or none."""

    name: str
    label: Said
    tone: str


STANDINGS: Mapping[str, Standing] = {
    each.name: each
    for each in (
        Standing("stands", pgettext_lazy("case", "Stands"), ""),
        Standing("waiting", pgettext_lazy("case", "Waits for a steward"), "warn"),
        Standing("confirmed", pgettext_lazy("case", "Confirmed"), "bad"),
        Standing("appealed", pgettext_lazy("case", "Under appeal"), "warn"),
        Standing("kept", pgettext_lazy("case", "Kept on appeal"), "bad"),
        Standing("lapsed", pgettext_lazy("case", "Lapsed"), ""),
        Standing("undone", pgettext_lazy("case", "Undone"), "good"),
    )
}

CHANGES: Mapping[str, Said] = {
    "confirmed": _("A steward confirmed it"),
    "lapsed": _("Nobody confirmed it in time, so it lapsed"),
    "removed": _("Removed from the community"),
    "unmuted": _("The mute ended"),
    "appealed": _("The member appealed"),
    "kept": _("The appeal was answered: it stands"),
    "upheld": _("The appeal was answered: the member was right"),
    "undone": _("All of it is undone"),
}

ICONS: Mapping[str, str] = {
    "remind": "remind",
    "recall": "recall",
    "mute": "mute",
    "remove": "remove",
    "confirmed": "check",
    "lapsed": "hourglass",
    "removed": "remove",
    "unmuted": "chat",
    "appealed": "appeal",
    "kept": "stamp",
    "upheld": "stamp",
    "undone": "undo",
}
"""The icons of acts and changes."""


def standing_of(case: Case, changes: Iterable[Change], now: int) -> Standing:
    """Say how a case stands at an instant."""
    happened = {each.change for each in changes}
    if "undone" in happened:
        return STANDINGS["undone"]
    if "appealed" in happened and not happened & set(ANSWERED):
        return STANDINGS["appealed"]
    for name in ("kept", "confirmed", "lapsed"):
        if name in happened:
            return STANDINGS[name]
    return STANDINGS["waiting" if case.provisional and case.confirm_by > now else "stands"]


def acts_of(case: Case) -> list[Said]:
    """Return the words for what a case costs."""
    return [ACTS[each] for each in case.acts.split(",")]


def gravest(case: Case) -> str:
    """Return the gravest of a case's acts."""
    return max(case.acts.split(","), key=list(ACTS).index)
