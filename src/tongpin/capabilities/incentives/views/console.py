"""The stewards' page: the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.capabilities.incentives.models import Transaction
from tongpin.capabilities.incentives.views.bookings import (
    NOBODY,
    ledger_of,
    ledger_of_member,
    parts_of,
    points_held,
)
from tongpin.capabilities.incentives.views.wording import KINDS, booking_of
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.paging import Page, asked_number
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat
from tongpin.webkit.spreadsheet import MOST_ROWS, csv_response

AT_ONCE = 500


@access(Access.STEWARD)
@require_safe
def console_points(request: PageRequest, community: int) -> HttpResponse:
    """Show all transactions, or those of a member (by running number) or of a kind."""
    number, before = asked_number(request, "member"), asked_number(request, "before")
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    member = people().member_of(community, number) if number else 0
    if member:
        page = ledger_of_member(community, member, before, kind)
    else:
        page = Page([], 0) if number else ledger_of(community, before, kind)
    return render(
        request,
        "incentives/console.html",
        {
            "page": page,
            "before": before,
            "number": number,
            "is_known": bool(member),
            "kind": kind,
            "kinds": KINDS,
            "query": urlencode({"member": str(number or ""), "kind": kind}) + "&",
            "held": points_held(community),
        },
    )


@access(Access.STEWARD)
@require_safe
def console_points_file(request: PageRequest, community: int) -> HttpResponse:
    """Give the ledger as a file for spreadsheets, a line for each member of a transaction, the latest first."""
    heading = (
        _("Transaction"),
        _("At"),
        _("Number"),
        _("Name card"),
        _("Points"),
        _("Kind"),
        _("What for"),
        _("Case"),
        _("Written off"),
    )
    return csv_response("points", heading, _rows(request.seat))


def _rows(seat: Seat) -> Iterator[tuple[int | str, ...]]:
    """Give as many lines as a file holds; names are asked for some hundred transactions at a time."""
    zone, before, given = ZoneInfo(seat.zone), 0, 0
    while given < MOST_ROWS:
        rows = list(Transaction.objects.before(seat.community, before)[:AT_ONCE])
        if not rows:
            return
        names = people().names(seat.community, {member for row in rows for member, _points in parts_of(row)})
        for row in rows:
            booking = booking_of(row, row.amount)
            at = f"{datetime.fromtimestamp(row.at // 1000, zone):%Y-%m-%d %H:%M:%S}"
            case = booking.case or ""
            for member, points in parts_of(row):
                name = names.get(member, NOBODY)
                what = (str(booking.kind), booking.what, case, row.written_off)
                yield row.tx, at, name.number, name.card, points, *what
                given += 1
        before = rows[-1].tx
