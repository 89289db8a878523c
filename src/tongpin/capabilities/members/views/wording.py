"""Words for duties, and for what happens to a membership, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongpin.kernel.standing import DUTIES
from tongpin.webkit.pages import Said

DUTY_NAMES: Mapping[str, Said] = {"owner": pgettext_lazy("duty", "Owner"), "steward": pgettext_lazy("duty", "Steward")}

CHANGES: Mapping[tuple[str, str], tuple[str, Said]] = {
    ("joined", ""): ("enter", _("Joined")),
    ("spoke", ""): ("enter", _("Spoke for the first time, and is a member by that")),
    ("restored", ""): ("undo", _("Is a member again: the removal did not hold")),
    ("left", ""): ("leave", _("Left")),
    ("removed", ""): ("remove", _("Was removed")),
    ("given", "owner"): ("seal", _("Became an owner")),
    ("taken", "owner"): ("seal", _("Is an owner no longer")),
    ("given", "steward"): ("shield", _("Became a steward")),
    ("taken", "steward"): ("shield", _("Is a steward no longer")),
}
"""What may happen, by the change and its duty: an icon, and the words of the member's own story."""

OF_NAMED: Mapping[tuple[str, str], Said] = {
    ("given", "owner"): _("%(name)s (no. %(number)d) became an owner"),
    ("taken", "owner"): _("%(name)s (no. %(number)d) is an owner no longer"),
    ("given", "steward"): _("%(name)s (no. %(number)d) became a steward"),
    ("taken", "steward"): _("%(name)s (no. %(number)d) is a steward no longer"),
}
"""The same of duties, where it is told beside what others did."""


def duties_in_words(bits: int) -> list[Said]:
    """Return what the duties held are called, the gravest first."""
    return [DUTY_NAMES[name] for bit, name in enumerate(DUTIES) if bits & 1 << bit]
