"""The console's sections: which one a page belongs to, and where a human is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongpin.console.waiting import waiting_for
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Said, Waiting
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat


class Section(NamedTuple):
    """A section: its name, what it is called, its icon, where it is, whether the page is its, how much waits in it."""

    name: str
    label: Said
    icon: str
    url: str
    current: bool
    badge: int


TODAY = "today"
SECTIONS: tuple[tuple[str, Said, str, str], ...] = (
    (TODAY, _("Today"), "today", ""),
    ("members", _("Members"), "members", "members"),
    ("console-chats", pgettext_lazy("section", "Chats"), "chats", "chats"),
    ("console-activities", _("Activities"), "activities", "activities"),
    ("review", _("Review"), "review", "review"),
    ("playbook", _("Playbook"), "playbook", "playbook"),
    ("settings", _("Settings"), "settings", "settings"),
)
"""The route of each section's first page, what it is called, its icon, and the folder that its pages lie in."""
ALSO = {"points": "members", "decisions": "review", "palette": ""}
"""Folders whose pages belong to a section that is named otherwise."""


def sections_of(request: HttpRequest, waiting: Iterable[Waiting] | None = None) -> list[Section]:
    """Return the sections of the community whose console is shown; `waiting` where that is known already."""
    seat: Seat | None = getattr(request, "seat", None)
    if seat is None or not seat.is_steward:
        return []
    home = reverse(TODAY, args=[seat.community])
    waits = list(waiting_for(seat, now_ms()) if waiting is None else waiting)
    badges = Counter(_folder_of(each.href, home) for each in waits)
    current = _folder_of(request.path, home)
    return [
        Section(
            name,
            label,
            icon,
            reverse(name, args=[seat.community]),
            current == folder,
            badges[folder] if folder else len(waits),
        )
        for name, label, icon, folder in SECTIONS
    ]


def seats_of(request: HttpRequest) -> list[Seat]:
    """Return the seats of whoever is signed in, in all communities that know him."""
    return people().communities(request.user) if request.user.is_authenticated else []


def _folder_of(path: str, home: str) -> str | None:
    """Return the folder of a console's page; None where the path is none of this console's."""
    if not path.startswith(home):
        return None
    folder = path.removeprefix(home).partition("/")[0]
    return ALSO.get(folder, folder)
