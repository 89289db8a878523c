"""The daily check-in (签到): once a local day, with streaks and make-ups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from tongpin.kernel.capability import View, Words
from tongpin.kernel.columns import Column
from tongpin.kernel.moment import Moment
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import Section, Told, described
from tongpin.kernel.playbook.values import Count, Switch, WindowList
from tongpin.kernel.playbook.wording import counted, in_windows, run_on
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import CommandGiven

KEPT = 62
"""Days of which it is remembered one by one whether a member checked in: two months, in one machine word."""
_ALL = (1 << KEPT) - 1


class Checkin(Section):
    on: Switch = described("每日签到", "daily check-in", default=True)
    window: WindowList = described(
        "只在这些时段可以签到；不写则全天",
        "hours in which members can check in; left out, the whole day",
        default=(),
    )
    makeups: Count = described("每月最多补签几天", "days that can be made up in a month", default=2, le=31)
    makeup_days: Count = described("最多补几天前的签到", "how many days back can be made up", default=7, le=31)

    def told(self) -> Iterable[Told]:
        """Say when members check in, and what can be made up."""
        if not self.on:
            yield Told(("on",), Both("没有每日签到。", "There is no daily check-in."))
            return
        yield Told(("on",), Both("每位成员一天可以签到一次。", "Each member can check in once a day."))
        if self.window:
            window = in_windows(self.window)
            yield Told(("window",), Both(run_on("签到的时间：", window.zh) + "。", f"One checks in {window.en}."))
        if self.makeups and self.makeup_days:
            most, back = counted(self.makeups, "天", "day"), counted(self.makeup_days, "天", "day")
            yield Told(
                ("makeups",),
                Both(
                    run_on("漏签的每月可以补", most.zh, "，最远补到", back.zh, "前。"),
                    f"Of the days that were missed, {most.en} a month can be made up, {back.en} back at most.",
                ),
            )
        else:
            yield Told(("makeups",), Both("漏签的不能补。", "Days that were missed cannot be made up."))


# --- what is kept of a member's days


class Run(NamedTuple):
    """A member's days: bit i of `bits` says that he checked in i days before `last`, of `made` that it was made up.

    `before` is the length of the unbroken run that ends on the day just before the bits.
    """

    last: int = 0
    bits: int = 0
    made: int = 0
    before: int = 0

    def holds(self, day: int) -> bool:
        """Say whether the member checked in on a day; of days long ago, nothing is known."""
        return 0 <= self.last - day < KEPT and bool(self.bits >> self.last - day & 1)

    def forgot(self, day: int) -> bool:
        """Say whether a day lies too far back to be added."""
        return self.last - day >= KEPT

    def streak(self) -> int:
        """Return how many unbroken days end with the latest."""
        return _streak_from(self.bits, KEPT, self.before)

    def between(self, first: int, end: int) -> int:
        """Return on how many days from `first` to `end` (not included) the member checked in."""
        return (self.bits & self._span(first, end)).bit_count()

    def made_between(self, first: int, end: int) -> int:
        """Return how many days from `first` to `end` (not included) were made up."""
        return (self.made & self._span(first, end)).bit_count()

    def with_day(self, day: int, *, made: bool) -> Run:
        """Return the days with one more, which must not be forgotten."""
        if day <= self.last:
            bit = 1 << self.last - day
            return self._replace(bits=self.bits | bit, made=self.made | (bit if made else 0))
        step = day - self.last
        if step > KEPT:
            return Run(day, 1, int(made), 0)
        before = _streak_from(self.bits >> KEPT - step, step, self.before)
        return Run(day, self.bits << step & _ALL | 1, self.made << step & _ALL | int(made), before)

    def _span(self, first: int, end: int) -> int:
        low, high = max(0, self.last - end + 1), max(0, self.last - first + 1)
        return (1 << high) - (1 << low) if high > low else 0


def _streak_from(bits: int, width: int, before: int) -> int:
    """Count the ones at the low end of `width` bits, and `before` where there are only ones."""
    gaps = ~bits & (1 << width) - 1
    return (gaps & -gaps).bit_length() - 1 if gaps else width + before


class Checkins(msgspec.Struct):
    """The days of all members, by member."""

    last: Column = msgspec.field(default_factory=Column)
    bits: Column = msgspec.field(default_factory=Column)
    made: Column = msgspec.field(default_factory=Column)
    before: Column = msgspec.field(default_factory=Column)

    def of(self, member: int) -> Run:
        """Return a member's days."""
        return Run(self.last[member], self.bits[member], self.made[member], self.before[member])

    def keep(self, member: int, run: Run) -> None:
        """Remember a member's days."""
        self.last[member], self.bits[member], self.made[member], self.before[member] = run


def keep_checkin(checkins: Checkins, _moment: Moment, fact: CheckedIn) -> None:
    """One more day."""
    checkins.keep(fact.member, checkins.of(fact.member).with_day(fact.day, made=fact.makeup))


# --- what is said


def check_in(view: View, given: CommandGiven) -> Words:
    """签到: the local day on which it was said counts, once."""
    settings: Checkin = view.settings.checkin
    run: Run = view.state.checkin.of(given.member)
    day = view.clock.day(view.moment.sent)
    if not settings.on:
        return ()
    if not _in_window(view, settings):
        return (_refusal(given, "checkin_closed"),)
    if run.holds(day) or run.forgot(day):
        return (_refusal(given, "checked_in_already", streak=run.streak()),)
    run = run.with_day(day, made=False)
    fields = (("streak", run.streak()), ("month", run.between(*month_of(day))))
    return (
        CheckedIn(given.member, given.chat, day, run.streak()),
        Say(given.chat, "activities.checked_in", fields, reply_to=given.message),
    )


def make_up(view: View, given: CommandGiven) -> Words:
    """补签 3: the latest third of a month; without a number, the latest day that was missed."""
    settings: Checkin = view.settings.checkin
    if not settings.on:
        return ()
    run: Run = view.state.checkin.of(given.member)
    today = view.clock.day(view.moment.sent)
    day = _wanted_day(run, _reach(settings, today, _first_day(view, given.member)), given.number)
    if not day and given.number:
        return (_refusal(given, "makeup_out_of_reach", number=given.number, days=settings.makeup_days),)
    if not day:
        return (_refusal(given, "makeup_nothing_missed", days=settings.makeup_days),)
    number = date.fromordinal(day).day
    if run.holds(day) or run.forgot(day):
        return (_refusal(given, "makeup_not_missed", number=number),)
    left = settings.makeups - run.made_between(*month_of(day)) - 1
    if left < 0:
        return (_refusal(given, "makeup_none_left", most=settings.makeups),)
    streak = run.with_day(day, made=True).streak()
    fields = (("number", number), ("streak", streak), ("left", left))
    return (
        CheckedIn(given.member, given.chat, day, streak, makeup=True),
        Say(given.chat, "activities.made_up", fields, reply_to=given.message),
    )


def open_days(run: Run, settings: Checkin, today: int, first: int) -> list[int]:
    """Return the days that can be made up by number today, the latest first; `first` is the member's first day."""
    reach = _reach(settings, today, first)
    latest = {date.fromordinal(day).day: day for day in reversed(reach)}
    return [
        day
        for day in reach
        if settings.on
        and latest[date.fromordinal(day).day] == day
        and not (run.holds(day) or run.forgot(day))
        and run.made_between(*month_of(day)) < settings.makeups
    ]


def _reach(settings: Checkin, today: int, first: int) -> range:
    return range(today - 1, max(today - settings.makeup_days, first) - 1, -1)


def _wanted_day(run: Run, reach: range, number: int) -> int:
    """Return the latest day within reach that has this number in its month, or that was missed; 0 for none."""
    if number:
        return next((day for day in reach if date.fromordinal(day).day == number), 0)
    return next((day for day in reach if not run.holds(day)), 0)


def _first_day(view: View, member: int) -> int:
    """Return the day on which the member joined: no day before it was missed."""
    return view.clock.day(view.standing.joined[member] or view.moment.sent)


def _in_window(view: View, settings: Checkin) -> bool:
    minute = view.clock.minute_of_week(view.moment.sent)
    return not settings.window or any(start <= minute < end for start, end in settings.window)


def month_of(day: int) -> tuple[int, int]:
    """Return the first day of a day's month, and that of the next."""
    first = date.fromordinal(day).replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.toordinal(), following.toordinal()


def _refusal(given: CommandGiven, sentence: str, **fields: int) -> Say:
    return Say(given.chat, f"activities.{sentence}", tuple(fields.items()), to=given.member, reply_to=given.message)
