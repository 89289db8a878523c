"""Who takes part in the check-in: today, over the last days, and longest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tongpin.capabilities.activities.models import Checkin, Streak
from tongpin.capabilities.activities.views.calendar import DONE, MADE_UP
from tongpin.webkit.paging import Page, page_of
from tongpin.webkit.people import Name, people

DAYS = 14
"""Days of the grid."""
LEADERS = 10
NOBODY = Name(0, "")


class Participant(NamedTuple):
    """Who checked in, when (ms), and on how many unbroken days."""

    name: Name
    at: int
    streak: int


class Line(NamedTuple):
    """A member's days of the grid, the latest first: `DONE`, `MADE_UP`, or "" where he did not check in."""

    name: Name
    streak: int
    days: Sequence[str]


def participants_of(community: int, day: int, most: int) -> tuple[list[Participant], int]:
    """Return who checked in for a day, the first of them by name, and how many they are."""
    rows = Checkin.objects.on(community, day).filter(makeup=0)
    first = list(rows[:most])
    names = people().names(community, [each.member for each in first])
    shown = [Participant(names.get(each.member, NOBODY), each.at, each.streak) for each in first]
    return shown, rows.count()


def leaders_of(community: int, today: int) -> list[Line]:
    """Return whose unbroken days are most, of those that were not broken before yesterday."""
    going_on = Streak.objects.filter(community=community, last__gte=today - 1)
    rows = list(going_on.order_by("-streak", "member")[:LEADERS])
    names = people().names(community, [each.member for each in rows])
    return [Line(names.get(each.member, NOBODY), each.streak, ()) for each in rows]


def grid_days(today: int) -> list[date]:
    """Return the days of the grid, the latest first: a phone shows but some of them."""
    return [date.fromordinal(day) for day in range(today, today - DAYS, -1)]


def grid_of(community: int, today: int, after: int) -> Page[Line]:
    """Return a page of those who checked in within the days of the grid, in the order in which they came."""
    first = today - DAYS + 1
    streaks = Streak.objects.filter(community=community, last__gte=first, member__gt=after).order_by("member")
    page = page_of(streaks, lambda each: each.member)
    members = [each.member for each in page.rows]
    days: dict[int, list[str]] = {member: [""] * DAYS for member in members}
    rows = Checkin.objects.filter(community=community, member__in=members, day__gte=first, day__lte=today)
    for member, day, makeup in rows.values_list("member", "day", "makeup"):
        days[member][today - day] = MADE_UP if makeup else DONE
    names = people().names(community, members)
    lines = [
        Line(names.get(each.member, NOBODY), each.streak if each.last >= today - 1 else 0, days[each.member])
        for each in page.rows
    ]
    return Page(lines, page.next)
