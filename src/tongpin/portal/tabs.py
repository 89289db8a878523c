"""The members' four tabs, and which of them a page belongs to."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from tongpin.webkit.seat import Seat


class Tab(NamedTuple):
    """A tab: its name, what it is called, its icon, where it leads, and whether the page shown belongs to it."""

    name: str
    label: Promise
    icon: str
    url: str
    current: bool


HOME, CHAT, ACTIVITIES, ME = "portal-home", "chat-home", "activities", "me"
_TABS = (
    (HOME, gettext_lazy("Home"), "home"),
    (CHAT, pgettext_lazy("tab", "Chat"), "chat"),
    (ACTIVITIES, gettext_lazy("Activities"), "activities"),
    (ME, gettext_lazy("Me"), "me"),
)
_BELONGS = {
    "checkin": ACTIVITIES,
    "makeup": ACTIVITIES,
    "leaderboard": ACTIVITIES,
    "points": ME,
    "cases": ME,
    "case": ME,
}
"""Pages that no tab is named after."""


def tabs_of(request: HttpRequest) -> list[Tab]:
    """Return the tabs of the community whose page is asked for; who is no member has no chat to go to."""
    seat: Seat | None = getattr(request, "seat", None)
    if seat is None:
        return []
    current = _tab_of(request.resolver_match.url_name if request.resolver_match else None)
    shown = [tab for tab in _TABS if seat.is_member or tab[0] in {HOME, ME}]
    return [
        Tab(name, label, icon, reverse(name, kwargs={"community": seat.community}), name == current)
        for name, label, icon in shown
    ]


def _tab_of(page: str | None) -> str:
    page = page or ""
    if page in _BELONGS:
        return _BELONGS[page]
    if page.startswith("chat"):
        return CHAT
    return ME if page.startswith("me-") else page
