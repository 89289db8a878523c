"""The five numbers of the first page, each beside the one before, with its last days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongpin.capabilities.members.views.talk import count_messages
from tongpin.kernel.moment import DAY_MS
from tongpin.webkit.pages import Figure, Said, Span, all_pages

CHOSEN = (("active",), ("messages",), ("newcomers",), ("breaches", "sanctions"), ("checkins", "points_given"))
"""The numbers that are shown, by name; of several the first that a capability gives."""
DAYS = 14
"""Days of a trend. They are even: what is told of one day is told of the day before as well."""
FEWEST_DAYS = 3
"""A line through fewer days says nothing."""
KEPT_S = 2 * 24 * 3600
"""How long the numbers of a day that is over are kept: they do not change any more."""
STEP_MS = 5 * 60_000
"""Stretches that go on end on a multiple of this, so that the one before is the same for a while, and counted once."""


class Shown(NamedTuple):
    """A number as the page shows it; `trend` are its last whole days, the latest last."""

    label: Said
    value: int
    before: int
    href: str
    rising_is_good: bool
    trend: Sequence[int]


class Day(NamedTuple):
    """A day that is over, and the numbers of it in the order of the page."""

    day: date
    values: Sequence[int]


def last(length: int, now: int) -> Span:
    """Return the stretch of a length that ends now, or up to a step later: nothing that has happened is left out."""
    until = (now // STEP_MS + 1) * STEP_MS
    return Span(until - length, until)


def chosen(community: int, span: Span) -> list[Figure]:
    """Return the numbers of the page for a stretch."""
    known = {each.name: each for each in _all(community, span)}
    return [known[next(name for name in names if name in known)] for names in CHOSEN if known.keys() & set(names)]


def with_trends(figures: Sequence[Figure], days: Sequence[Day]) -> list[Shown]:
    """Put numbers together with their last days."""
    shows = len(days) >= FEWEST_DAYS
    return [
        Shown(
            each.label,
            each.value,
            each.before,
            each.href,
            each.rising_is_good,
            [day.values[place] for day in days] if shows else (),
        )
        for place, each in enumerate(figures)
    ]


def whole_days(community: int, zone: str, since: int, now: int) -> list[Day]:
    """Return the last days that are over, the latest last, none that ended before `since`.

    A day is 24 hours here: two days of a year on which clocks are set begin and end an hour off.
    """
    today = datetime.fromtimestamp(now // 1000, ZoneInfo(zone)).date()
    midnight = int(datetime.combine(today, datetime.min.time(), ZoneInfo(zone)).timestamp()) * 1000
    found = []
    for back in range(DAYS, 0, -2):
        end = midnight - (back - 2) * DAY_MS
        if end > since:
            before, later = _two_days(community, Span(end - DAY_MS, end))
            found += [Day(today - timedelta(days=back), before), Day(today - timedelta(days=back - 1), later)]
    return found


def _two_days(community: int, span: Span) -> tuple[list[int], list[int]]:
    """Return the numbers of the day before a day that is over, and of the day itself."""
    key = f"days:{community}:{span.since}"
    known: Mapping[str, list[int]] | None = cache.get(key)
    if known is None:
        figures = chosen(community, span)
        known = {"before": [each.before for each in figures], "day": [each.value for each in figures]}
        cache.set(key, known, KEPT_S)
    return known["before"], known["day"]


def _all(community: int, span: Span) -> Iterator[Figure]:
    for each in all_pages():
        yield from each.figures(community, span)
    now, before = count_messages(community, span), count_messages(community, span.before)
    yield Figure("messages", _("Messages"), now, before, reverse("console-chats", args=[community]))
