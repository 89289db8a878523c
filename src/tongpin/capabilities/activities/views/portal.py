"""The members' pages: what runs, and the check-in by button."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.capabilities.activities.views.calendar import (
    Calendar,
    calendar_of,
    longest_run,
    points_for,
    today_of,
    weekdays,
)
from tongpin.capabilities.activities.views.participants import participants_of
from tongpin.capabilities.activities.views.wording import hours_in_words, how_it_works
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import heard, is_in_place, see_other, tell
from tongpin.webkit.asking import give_command
from tongpin.webkit.seat import Seat

CHAT = "main"
"""Where a button speaks: in the chat that every community has."""
MONTHS = 3
"""Months of stamps on the page."""
MOST_NAMED = 30
"""Members who are named among those who checked in today."""
BOOKED = '{"booked": {"target": "body"}}'
"""Says to the page that points may have been booked."""
NAMED_AT_HOME = 6
PLACES = {"home": "portal-home", "activities": "activities"}
"""The pages with the button, by the name that its form gives them."""


@access(Access.KNOWN)
@require_safe
def activities(request: PageRequest, community: int) -> HttpResponse:
    """Show a member the check-in, the stamps of the last months, and who checked in today."""
    seat = request.seat
    context = card_context(seat, "activities", MONTHS)
    calendar: Calendar = context["calendar"]
    context["months"] = calendar.months(MONTHS)
    context["longest"] = longest_run(seat)
    context["rules"] = how_it_works(calendar.settings, seat.zone)
    if seat.is_member:
        context["participants"], context["count"] = participants_of(community, calendar.today, MOST_NAMED)
    return render(request, "activities/portal.html", context)


@access(Access.MEMBER)
@require_POST
def checkin(request: PageRequest, community: int) -> HttpResponse:
    """Check in for the day that the button names, and for no other, however long the page was open."""
    if request.POST.get("day") == str(today_of(request.seat)):
        return _given(request, "签到")
    late = _("This page was of another day, so nothing was counted. Here is today: press once more to check in.")
    if is_in_place(request):
        return _card(request, [late])
    messages.warning(request, late)
    return see_other(_origin(request), community=community)


@access(Access.MEMBER)
@require_POST
def makeup(request: PageRequest, community: int) -> HttpResponse:
    """Make up for the day of the month that the button names."""
    number = request.POST.get("number", "")
    return _given(request, f"补签 {number}" if number.isascii() and number.isdigit() else "补签")


def _given(request: PageRequest, word: str) -> HttpResponse:
    reply = give_command(request, request.seat, CHAT, word)
    if is_in_place(request):
        return _card(request, heard(reply))
    tell(request, reply)
    return see_other(_origin(request), community=request.seat.community)


def _card(request: PageRequest, said: list[str]) -> HttpResponse:
    """Answer with the cards of the home as they are now; what others show of points is told to look again."""
    seat = request.seat
    context = card_context(seat, "home") | on_context(seat) | {"said": said}
    response = render(request, "activities/answer.html", context)
    response["HX-Trigger"] = BOOKED
    return response


def _origin(request: PageRequest) -> str:
    return PLACES.get(request.POST.get("from", ""), PLACES["home"])


def card_context(seat: Seat, origin: str, months: int = 1) -> dict[str, Any]:
    """Return what the card shows of today's check-in; `origin` is the page that it stands on, as in `PLACES`."""
    calendar = calendar_of(seat, months)
    return {
        "seat": seat,
        "calendar": calendar,
        "points": points_for(seat, calendar.today) if calendar.is_done else 0,
        "hours": hours_in_words(calendar.settings.window),
        "weekdays": weekdays(),
        "key": uuid4().hex,
        "origin": origin,
    }


def on_context(seat: Seat) -> dict[str, Any]:
    """Return what the card shows of what is on: who checked in today, the first of them by name."""
    participants, count = participants_of(seat.community, today_of(seat), NAMED_AT_HOME)
    return {"seat": seat, "participants": participants, "count": count}
