"""Streaks against a slow oracle: a set of dates, gone through day by day each time, over all zones."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conformance.cases import compile_sections
from tongpin.capabilities.activities.capability import ACTIVITIES
from tongpin.capabilities.activities.kinds.checkin import KEPT, Checkin, Run, open_days
from tongpin.kernel.fold import Fold
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.chat import CommandGiven
from tongpin.kernel.words.people import MembershipBegan

MAKEUPS, REACH = 2, 7
DAY = timedelta(days=1)
STRANGE_ZONES = ["Asia/Shanghai", "America/Sao_Paulo", "Europe/Berlin", "Pacific/Apia", "Antarctica/Troll"]
ZONES = [*STRANGE_ZONES, *sorted(available_timezones())]
MINUTE_MS = 60_000


@dataclass
class Oracle:
    """What a member may do and gets, recomputed from the bare dates of his check-ins."""

    zone: ZoneInfo
    joined: date
    days: set[date] = field(default_factory=set)
    made_up: set[date] = field(default_factory=set)

    def today(self, sent: int) -> date:
        return datetime.fromtimestamp(sent // 1000, self.zone).date()

    def streak(self) -> int:
        length, day = 0, max(self.days)
        while day in self.days:
            length, day = length + 1, day - DAY
        return length

    def check_in(self, sent: int) -> tuple[date, int] | None:
        today = self.today(sent)
        if today in self.days:
            return None
        self.days.add(today)
        return today, self.streak()

    def make_up(self, sent: int, number: int) -> tuple[date, int] | None:
        today = self.today(sent)
        reach = [today - DAY * back for back in range(1, REACH + 1) if today - DAY * back >= self.joined]
        wanted = [day for day in reach if (day.day == number if number else day not in self.days)]
        if not wanted or wanted[0] in self.days:
            return None
        month = [day for day in self.made_up if (day.year, day.month) == (wanted[0].year, wanted[0].month)]
        if len(month) >= MAKEUPS:
            return None
        self.days.add(wanted[0])
        self.made_up.add(wanted[0])
        return wanted[0], self.streak()


steps = st.lists(
    st.tuples(
        st.one_of(st.integers(1, 3 * 1440), st.integers(1400, 1500), st.integers(1, 100 * 1440)),
        st.sampled_from(["checkin", "checkin", "checkin", "makeup"]),
        st.one_of(st.just(0), st.integers(1, 31)),
    ),
    min_size=1,
    max_size=60,
)
taken_days = st.lists(st.tuples(st.integers(-KEPT + 1, KEPT + 5), st.booleans()), max_size=80)
begins = st.datetimes(datetime(1972, 1, 1), datetime(2036, 1, 1))  # noqa: DTZ001 - made UTC below


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ZONES), begins, steps)
@example("Pacific/Apia", datetime(2011, 12, 27), [(1440, "checkin", 0)] * 5 + [(1, "makeup", 0)] * 3)  # noqa: DTZ001
@example("Asia/Shanghai", datetime(2024, 2, 26), [(1440, "checkin", 0)] * 5)  # noqa: DTZ001
@example("America/Sao_Paulo", datetime(2018, 11, 2), [(720, "checkin", 0)] * 12)  # noqa: DTZ001
@example("Antarctica/Troll", datetime(2024, 3, 29, 22, 30), [(1440, "checkin", 0), (120, "checkin", 0)] * 4)  # noqa: DTZ001
@example("America/St_Johns", datetime(2006, 10, 29, 2, 25), [(3, "checkin", 0), (3, "checkin", 0), (70, "checkin", 0)])  # noqa: DTZ001
def test_days_are_those_of_a_calendar(name: str, first: datetime, taken: list[tuple[int, str, int]]) -> None:
    sent = int(first.replace(tzinfo=UTC).timestamp()) * 1000
    fold = Fold([ACTIVITIES], compile_sections([ACTIVITIES], zone=name))
    fold.decide(MembershipBegan(1, 1, "joined"), sent)  # type: ignore[arg-type]
    oracle = Oracle(ZoneInfo(name), datetime.fromtimestamp(sent // 1000, ZoneInfo(name)).date())
    for minutes, command, number in taken:
        sent += minutes * MINUTE_MS
        can = [each for each in range(1, 32) if deepcopy(oracle).make_up(sent, each)]
        run, today = fold.states["activities"].checkin.of(1), oracle.today(sent).toordinal()
        days = open_days(run, Checkin(), today, oracle.joined.toordinal())
        assert sorted(date.fromordinal(day).day for day in days) == can
        entry = fold.decide(CommandGiven(1, 1, command, number), sent)
        expected = oracle.check_in(sent) if command == "checkin" else oracle.make_up(sent, number)
        got = [(date.fromordinal(each.day), each.streak) for each in entry.facts if isinstance(each, CheckedIn)]
        assert got == ([expected] if expected else [])
        if expected and command == "checkin":
            this_month = [day for day in oracle.days if (day.year, day.month) == (expected[0].year, expected[0].month)]
            assert dict(entry.actions[0].fields)["month"] == len(this_month)  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-KEPT + 1, KEPT + 5), st.booleans()), max_size=80),
    st.integers(0, 200),
    st.integers(0, 62),
)
def test_a_run_knows_what_its_days_are(taken: list[tuple[int, bool]], back: int, length: int) -> None:
    run, days, made_up = Run(), set[int](), set[int]()
    for step, made in taken:
        day = (run.last or 1_000) + step
        if run.holds(day):
            continue
        run = run.with_day(day, made=made)
        days.add(day)
        made_up |= {day} if made else set()
    if not days:
        assert run.streak() == 0
        return
    last = max(days)
    assert run.last == last
    assert run.streak() == next(back for back in range(len(days) + 1) if last - back not in days)
    first = max(last - back, last - KEPT + 1)
    kept = range(first, first + length)
    assert run.between(first, first + length) == len(days.intersection(kept))
    assert run.made_between(first, first + length) == len(made_up.intersection(kept))
    assert [run.holds(day) for day in range(last - KEPT + 1, last + 3)] == [
        day in days for day in range(last - KEPT + 1, last + 3)
    ]
    assert run.forgot(last - KEPT)
    assert not run.forgot(last - KEPT + 1)
