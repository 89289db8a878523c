"""The settings of the check-in in words, for those who never open a playbook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tongpin.capabilities.activities.kinds.checkin import Checkin
from tongpin.kernel.playbook.hours import DAY, WEEK, Intervals

WEEKDAYS = 7
WHOLE_WEEK: Intervals = ((0, WEEK),)


def how_it_works(settings: Checkin, zone: str) -> list[str]:
    """Say in full sentences when members check in, and what they can make up."""
    if not settings.on:
        return [_("The daily check-in is switched off at present.")]
    day = _("Once a day; a day begins and ends by the clock of %(zone)s.") % {"zone": zone}
    return [day, _opening(settings), _making_up(settings)]


def _opening(settings: Checkin) -> str:
    if not settings.window or settings.window == WHOLE_WEEK:
        return _("It is open all day.")
    return _("It is open %(hours)s.") % {"hours": hours_in_words(settings.window)}


def _making_up(settings: Checkin) -> str:
    if not settings.makeups or not settings.makeup_days:
        return _("Missed days cannot be made up.")
    reach = ngettext("yesterday", "the last %(days)d days", settings.makeup_days) % {"days": settings.makeup_days}
    return ngettext(
        "One missed day of a month can be made up, out of %(reach)s; it joins the days beside it.",
        "%(count)d missed days of a month can be made up, out of %(reach)s; they join the days beside them.",
        settings.makeups,
    ) % {"count": settings.makeups, "reach": reach}


def hours_in_words(windows: Intervals) -> str:
    """Say weekly windows as people do: every day 05:00–24:00; Mon–Fri 09:00–18:00."""
    by_day = [tuple(_within(windows, day)) for day in range(WEEKDAYS)]
    said = []
    for hours in dict.fromkeys(by_day):
        if hours:
            days = _days([day for day in range(WEEKDAYS) if by_day[day] == hours])
            said.append(f"{days} {', '.join(f'{_clock(start)}–{_clock(end)}' for start, end in hours)}")
    return pgettext("between hours", "; ").join(said)


def _within(windows: Intervals, day: int) -> Iterator[tuple[int, int]]:
    """Give the hours of a day of the week, in minutes of that day."""
    begins = day * DAY
    for start, end in windows:
        first, last = max(start, begins), min(end, begins + DAY)
        if first < last:
            yield first - begins, last - begins


def _days(days: list[int]) -> str:
    if len(days) == WEEKDAYS:
        return _("every day")
    runs = groupby(enumerate(days), lambda each: each[1] - each[0])
    return pgettext("between days", ", ").join(_run([day for _place, day in run]) for _key, run in runs)


def _run(days: list[int]) -> str:
    first, last = WEEKDAYS_ABBR[days[0]], WEEKDAYS_ABBR[days[-1]]
    return str(first) if len(days) == 1 else f"{first}–{last}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
