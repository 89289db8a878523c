"""What was booked: a member's transactions, and those of all, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Sum
from msgspec import json

from tongpin.capabilities.incentives.decide.state import UNIT
from tongpin.capabilities.incentives.models import Score, Share, Transaction
from tongpin.capabilities.incentives.views.wording import Booking, booking_of
from tongpin.webkit.paging import PAGE, Page, page_of
from tongpin.webkit.people import Name, people

NOBODY = Name(0, "")


class Line(NamedTuple):
    """A line of the ledger: whom it concerns (None: several, as many as `members` says) and what it is."""

    name: Name | None
    members: int
    booking: Booking


def bookings_of(community: int, member: int, before: int = 0, size: int = PAGE) -> Page[Booking]:
    """Return a page of what was booked for a member, the latest first, and before the transaction `before` if any."""
    page = _shares(community, member, before, size)
    points = {each.tx: each.amount for each in page.rows}
    rows = Transaction.objects.before(community, 0).filter(tx__in=points)
    return Page([booking_of(each, points[each.tx]) for each in rows], page.next)


def ledger_of(community: int, before: int, kind: str = "") -> Page[Line]:
    """Return a page of all transactions, or of those of a kind, the latest first."""
    rows = Transaction.objects.before(community, before).filter(unit=UNIT)
    page = page_of(rows.filter(kind=kind) if kind else rows, lambda each: each.tx)
    return Page(_lines(community, page.rows), page.next)


def ledger_of_member(community: int, member: int, before: int, kind: str = "") -> Page[Line]:
    """Return a page of a member's transactions with his part of each; those of other kinds are passed over."""
    name = people().names(community, [member]).get(member, NOBODY)
    page = _shares(community, member, before, PAGE)
    points = {each.tx: each.amount for each in page.rows}
    rows = Transaction.objects.before(community, 0).filter(tx__in=points)
    shown = rows.filter(kind=kind) if kind else rows
    return Page([Line(name, 1, booking_of(each, points[each.tx])) for each in shown], page.next)


def parts_of(row: Transaction) -> Iterator[tuple[int, int]]:
    """Give (member, points) of a transaction's members."""
    legs = json.decode(row.legs, type=list[tuple[int, int]])
    return ((account, amount) for account, amount in legs if account > 0)


def points_held(community: int) -> int:
    """Return what all members together have."""
    held: int | None = Score.objects.filter(community=community).aggregate(held=Sum("balance"))["held"]
    return held or 0


def _shares(community: int, member: int, before: int, size: int) -> Page[Share]:
    shares = Share.objects.filter(community=community, member=member).order_by("-tx")
    return page_of(shares.filter(tx__lt=before) if before else shares, lambda each: each.tx, size)


def _lines(community: int, rows: list[Transaction]) -> list[Line]:
    names = people().names(community, [each.member for each in rows])
    return [
        Line(
            names.get(each.member, NOBODY) if each.member else None,
            1 if each.member else sum(1 for _ in parts_of(each)),
            booking_of(each, each.amount),
        )
        for each in rows
    ]
