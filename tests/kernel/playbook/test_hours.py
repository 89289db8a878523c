from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.playbook.hours import DAY, WEEK, Intervals, merged, read_time_of_day, read_windows
from tongpin.kernel.playbook.refusals import PlaybookListError, PlaybookValueError

DAY_NAMES = ("周一", "周二", "星期三", "礼拜四", "fri", "Saturday", "周日")


@pytest.mark.parametrize(
    "text, minute",
    [
        ("20:00", 1200),
        ("20：00", 1200),
        ("晚上8点", 1200),
        ("晚8点", 1200),
        ("8pm", 1200),
        ("8:30 pm", 1230),
        ("早上7点半", 450),
        ("下午3点20分", 920),
        ("下午3点一刻", 915),
        ("下午三点三刻", 945),
        ("20点", 1200),
        ("二十点整", 1200),
        ("中午12点", 720),
        ("中午11点", 660),
        ("中午一点", 780),
        ("下午12点", 720),
        ("凌晨1点", 60),
        ("凌晨12点", 0),
        ("零点", 0),
        ("noon", 720),
        ("12am", 0),
        ("12pm", 720),
        ("晚上20点", 1200),
        ("晚上12点", 0),
        ("24:00", 0),
    ],
)
def test_a_time_of_day_is_its_minute(text: str, minute: int) -> None:
    assert read_time_of_day(text) == minute


@pytest.mark.parametrize(
    "value, instead",
    [
        ("25:00", ""),
        ("24:01", ""),
        ("8:60", ""),
        ("上午13点", ""),
        ("中午9点", ""),
        ("晚上1点", ""),
        ("二三十点", ""),
        ("8点二三十分", ""),
        ("sometime", ""),
        ("8", "8:00"),
        (7, "7:00"),
        (-8, ""),
        (1260, ""),
        (None, ""),
    ],
)
def test_what_is_no_time_of_day_is_refused(value: object, instead: str) -> None:
    with pytest.raises(PlaybookValueError) as refusal:
        read_time_of_day(value)
    assert (refusal.value.code, refusal.value.instead) == ("PB206", instead)


def on(days: list[int], start: int, end: int) -> Intervals:
    return tuple((day * DAY + start, day * DAY + end) for day in days)


EVERY_DAY, WORKDAYS = list(range(7)), list(range(5))


@pytest.mark.parametrize(
    "text, intervals",
    [
        ("12:00-13:00", on(EVERY_DAY, 720, 780)),
        ("每天 12:00-13:00", on(EVERY_DAY, 720, 780)),
        ("daily 12:00 to 13:00", on(EVERY_DAY, 720, 780)),
        ("每周五 20:00-21:30", on([4], 1200, 1290)),
        ("fri 20:00-21:30", on([4], 1200, 1290)),
        ("every Friday 20:00–21:30", on([4], 1200, 1290)),
        ("周一至周五 9:00-18:00", on(WORKDAYS, 540, 1080)),
        ("周一到五 9:00~18:00", on(WORKDAYS, 540, 1080)),
        ("mon-fri 9am to 5pm", on(WORKDAYS, 540, 1020)),
        ("weekdays 9:00-18:00", on(WORKDAYS, 540, 1080)),
        ("工作日9点至18点", on(WORKDAYS, 540, 1080)),
        ("周一、周三 8点到9点", on([0, 2], 480, 540)),
        ("周六和周日 8点到9点", on([5, 6], 480, 540)),
        ("每周一三五 晚上8点-9点", on([0, 2, 4], 1200, 1260)),
        ("mon, wed 9:00-10:00", on([0, 2], 540, 600)),
        ("Tuesday and Thursday 7pm-9pm", on([1, 3], 1140, 1260)),
        ("周五至周一 8:00-9:00", on([0, 4, 5, 6], 480, 540)),
        ("周五 二十点-二十一点", on([4], 1200, 1260)),
        ("周末", ((5 * DAY, WEEK),)),
        ("周末全天", ((5 * DAY, WEEK),)),
        ("weekends all day", ((5 * DAY, WEEK),)),
        ("每天", ((0, WEEK),)),
        ("周五 00:00-24:00", ((4 * DAY, 5 * DAY),)),
        ("下午3点-5点", on(EVERY_DAY, 900, 1020)),
        ("上午9点-18:00", on(EVERY_DAY, 540, 1080)),
        ("周日 23:00-07:00", ((0, 420), (6 * DAY + 1380, WEEK))),
        ("周六 晚上10点-早上7点", ((5 * DAY + 1320, 6 * DAY + 420),)),
    ],
)
def test_a_window_is_its_minutes_of_the_week(text: str, intervals: Intervals) -> None:
    assert read_windows(text) == intervals


def test_a_window_over_midnight_goes_on_the_next_day_all_week_round() -> None:
    nights = read_windows("23:00-07:00")
    assert nights == (
        (0, 420),
        *((day * DAY + 1380, (day + 1) * DAY + 420) for day in range(6)),
        (6 * DAY + 1380, WEEK),
    )


@pytest.mark.parametrize(
    "value, code",
    [
        ("20-21", "PB207"),
        ("周八 8:00-9:00", "PB207"),
        ("12:00", "PB207"),
        ("", "PB207"),
        ("晚上10点-7点", "PB207"),
        ("晚上12点-早上7点", "PB207"),
        ("9:00-12:00, 14:00-18:00", "PB207"),
        ("9:00-9:00", "PB208"),
        (12, "PB207"),
        (None, "PB207"),
    ],
)
def test_what_is_no_window_is_refused(value: object, code: str) -> None:
    with pytest.raises(PlaybookValueError) as refusal:
        read_windows(value)
    assert (refusal.value.code, refusal.value.at) == (code, ())


def test_a_list_says_which_of_its_windows_are_refused() -> None:
    with pytest.raises(PlaybookListError) as refusal:
        read_windows(["8:00-9:00", "8:00-8:00", 3])
    assert [(error.code, error.at) for error in refusal.value.errors] == [("PB208", (1,)), ("PB207", (2,))]


def test_windows_that_meet_are_one() -> None:
    assert read_windows(["周一 8:00-9:00", "周一 9:00-10:00", "周一 8:30-8:40"]) == ((480, 600),)
    assert read_windows([]) == ()


minutes = st.integers(min_value=0, max_value=DAY - 1)
windows = st.lists(st.tuples(st.integers(min_value=0, max_value=6), minutes, minutes).filter(lambda w: w[1] != w[2]))


def spoken(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


@given(windows)
def test_windows_hold_the_minutes_that_a_slow_clock_counts(parts: list[tuple[int, int, int]]) -> None:
    expected = set()
    for day, start, end in parts:
        minute = day * DAY + start
        while minute % DAY != end:
            expected.add(minute % WEEK)
            minute += 1
    intervals = read_windows([f"{DAY_NAMES[day]} {spoken(start)}-{spoken(end)}" for day, start, end in parts])
    assert {minute for start, end in intervals for minute in range(start, end)} == expected


@given(st.lists(st.tuples(st.integers(0, WEEK), st.integers(0, WEEK)).map(lambda pair: (min(pair), max(pair) + 1))))
def test_merged_intervals_rise_and_never_touch(intervals: list[tuple[int, int]]) -> None:
    result = merged(intervals)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(result))
