"""A member's check-ins as a stamp card shows them: what is stamped, what can be made up, how long the run is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from tongpin.capabilities.activities.kinds.checkin import KEPT, Checkin, Run, month_of, open_days
from tongpin.capabilities.activities.models import Checkin as Row
from tongpin.capabilities.activities.models import Streak
from tongpin.journal.models import Entry
from tongpin.kernel import vocabulary
from tongpin.kernel.moment import ClockFace
from tongpin.kernel.words.ledger import Posted
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

DONE, MADE_UP, OPEN, TODAY, MISSED, FUTURE, BEFORE, BLANK = (
    "done",
    "made_up",
    "open",
    "today",
    "missed",
    "future",
    "before",
    "blank",
)
"""What a day of a stamp card is: `OPEN` can be made up, `BEFORE` lies before the member joined, `BLANK` is no day."""


class Stamp(NamedTuple):
    """A place of a stamp card: the number of its day in the month, what the day is, its date in words, is it today."""

    day: int
    state: str
    name: str
    now: bool = False


class Month(NamedTuple):
    """A month of a stamp card: its first day, and its places, blank ones before the first (weeks begin on Monday)."""

    first: date
    days: Sequence[Stamp]

    @property
    def stamped(self) -> int:
        """Return on how many days the member checked in."""
        return sum(each.state in {DONE, MADE_UP} for each in self.days)


def weekdays() -> list[str]:
    """Return the names of the days of the week in a letter or two, Monday first."""
    return [
        pgettext("weekday", "Mo"),
        pgettext("weekday", "Tu"),
        pgettext("weekday", "We"),
        pgettext("weekday", "Th"),
        pgettext("weekday", "Fr"),
        pgettext("weekday", "Sa"),
        pgettext("weekday", "Su"),
    ]


@lru_cache(maxsize=64)
def clock_of(zone: str) -> ClockFace:
    """Return the clock face of a zone."""
    return ClockFace(ZoneInfo(zone))


def settings_of(community: int) -> Checkin:
    """Return what the playbook in force says of the check-in."""
    settings: Checkin = people().section(community, "activities").checkin
    return settings


def today_of(seat: Seat) -> int:
    """Return today's day (proleptic ordinal) in the community."""
    return clock_of(seat.zone).day(now_ms())


@dataclass(frozen=True)
class Calendar:
    """The days of the member on a seat: `made` says of each day with a check-in whether it was made up."""

    seat: Seat
    settings: Checkin
    now: int
    made: Mapping[int, bool]
    run: Streak | None

    @cached_property
    def today(self) -> int:
        """The community's day (proleptic ordinal)."""
        return clock_of(self.seat.zone).day(self.now)

    @property
    def is_done(self) -> bool:
        """Say whether the member checked in today."""
        return self.today in self.made

    @property
    def is_open(self) -> bool:
        """Say whether members can check in now."""
        minute = clock_of(self.seat.zone).minute_of_week(self.now)
        windows = self.settings.window
        return self.settings.on and (not windows or any(start <= minute < end for start, end in windows))

    @property
    def streak(self) -> int:
        """The unbroken days that end today, or yesterday while today is open."""
        return self.run.streak if self.run and self.run.last >= self.today - 1 else 0

    @property
    def broken(self) -> int:
        """The unbroken days that ended before yesterday; 0 where they go on."""
        return self.run.streak if self.run and not self.streak else 0

    @cached_property
    def open_days(self) -> list[int]:
        """The days that can be made up now, the latest first."""
        if not self.seat.is_member:
            return []
        run = Run()
        for day, made in self.made.items():
            if day > self.today - KEPT:
                run = run.with_day(day, made=made)
        return open_days(run, self.settings, self.today, self._first_day)

    @property
    def open_dates(self) -> list[date]:
        """The days that can be made up now, as dates."""
        return [date.fromordinal(each) for each in self.open_days]

    @property
    def month(self) -> Month:
        """The month of today."""
        return self.month_of(self.today)

    def months(self, count: int) -> list[Month]:
        """Return the last months, that of today first, back to the member's first day."""
        months = [self.month]
        while len(months) < count and months[-1].first.toordinal() > min(self._first_day, *self.made, self.today):
            months.append(self.month_of(months[-1].first.toordinal() - 1))
        return months

    def month_of(self, day: int) -> Month:
        """Return the month that holds a day."""
        first, end = month_of(day)
        start = date.fromordinal(first)
        blanks = [Stamp(0, BLANK, "")] * start.weekday()
        return Month(start, blanks + [self._stamp(each) for each in range(first, end)])

    def _stamp(self, day: int) -> Stamp:
        on = date.fromordinal(day)
        return Stamp(on.day, self._state(day), date_format(on, "MONTH_DAY_FORMAT"), day == self.today)

    def _state(self, day: int) -> str:
        if day in self.made:
            return MADE_UP if self.made[day] else DONE
        if day >= self.today:
            return TODAY if day == self.today else FUTURE
        if day in self.open_days:
            return OPEN
        return MISSED if self.seat.is_member and day >= self._first_day else BEFORE

    @property
    def _first_day(self) -> int:
        """The day on which the membership began; for whoever has none, today."""
        return clock_of(self.seat.zone).day(self.seat.joined or self.now)


def calendar_of(seat: Seat, months: int = 1) -> Calendar:
    """Return the calendar of the member on a seat, back through some months."""
    now = now_ms()
    today = clock_of(seat.zone).day(now)
    since = min(today - KEPT + 1, _month_back(today, months - 1))
    rows = Row.objects.of(seat.community, seat.member, since).values_list("day", "makeup")
    run = Streak.objects.filter(community=seat.community, member=seat.member).first()
    made = {day: bool(makeup) for day, makeup in rows}
    return Calendar(seat, settings_of(seat.community), now, made, run)


def longest_run(seat: Seat) -> int:
    """Return the most unbroken days that the member on a seat ever had."""
    days = Row.objects.of(seat.community, seat.member, 0).values_list("day", flat=True)
    runs = groupby(enumerate(days), lambda each: each[1] - each[0])
    return max((sum(1 for _ in run) for _, run in runs), default=0)


def points_for(seat: Seat, day: int) -> int:
    """Return what the member's check-in for a day brought him at once."""
    done = Row.objects.filter(community=seat.community, member=seat.member, day=day).values_list("n", flat=True)
    entry = Entry.objects.filter(community=seat.community, n__in=done[:1]).values_list("facts", flat=True).first()
    facts = vocabulary.decode_facts(bytes(entry)) if entry is not None else []
    legs = [leg for fact in facts if isinstance(fact, Posted) for leg in fact.legs]
    return sum(amount for account, amount in legs if account == seat.member)


def _month_back(day: int, months: int) -> int:
    first = month_of(day)[0]
    for _ in range(months):
        first = month_of(first - 1)[0]
    return first
