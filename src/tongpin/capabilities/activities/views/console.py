"""The stewards' page: what runs, and who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.capabilities.activities.models import Checkin
from tongpin.capabilities.activities.views.calendar import settings_of, today_of
from tongpin.capabilities.activities.views.participants import (
    NOBODY,
    grid_days,
    grid_of,
    leaders_of,
    participants_of,
)
from tongpin.capabilities.activities.views.wording import how_it_works
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.paging import asked_number
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat
from tongpin.webkit.spreadsheet import MOST_ROWS, csv_response

MOST_NAMED = 50
NAMES_AT_ONCE = 500


@access(Access.STEWARD)
@require_safe
def console_activities(request: PageRequest, community: int) -> HttpResponse:
    """Show what runs, today's check-ins, the last days of those who take part, and whose run is longest."""
    settings, today = settings_of(community), today_of(request.seat)
    participants, count = participants_of(community, today, MOST_NAMED)
    after = asked_number(request, "after")
    return render(
        request,
        "activities/console.html",
        {
            "settings": settings,
            "rules": how_it_works(settings, request.seat.zone),
            "today": date.fromordinal(today),
            "participants": participants,
            "count": count,
            "yesterday": Checkin.objects.on(community, today - 1).filter(makeup=0).count(),
            "days": grid_days(today),
            "grid": grid_of(community, today, after),
            "after": after,
            "leaders": leaders_of(community, today),
        },
    )


@access(Access.STEWARD)
@require_safe
def console_checkins_file(request: PageRequest, community: int) -> HttpResponse:
    """Give all check-ins as a file for spreadsheets, the latest first."""
    heading = (_("Day"), _("Number"), _("Name card"), _("Unbroken days"), _("Made up"), _("At"))
    return csv_response("checkins", heading, _rows(request.seat))


def _rows(seat: Seat) -> Iterator[tuple[int | str, ...]]:
    rows = list(Checkin.objects.filter(community=seat.community).order_by("-n")[:MOST_ROWS])
    members = list({each.member for each in rows})
    names = {
        member: name
        for start in range(0, len(members), NAMES_AT_ONCE)
        for member, name in people().names(seat.community, members[start : start + NAMES_AT_ONCE]).items()
    }
    zone = ZoneInfo(seat.zone)
    for each in rows:
        name = names.get(each.member, NOBODY)
        at = datetime.fromtimestamp(each.at // 1000, zone)
        day = date.fromordinal(each.day).isoformat()
        made_up = _("yes") if each.makeup else ""
        yield day, name.number, name.card, each.streak, made_up, f"{at:%Y-%m-%d %H:%M:%S}"
