"""Values in words."""

import pytest

from tongpin.kernel.playbook.hours import read_windows
from tongpin.kernel.playbook.rates import read_rate
from tongpin.kernel.playbook.spans import read_duration
from tongpin.kernel.playbook.wording import counted, in_windows, lasting, listed, often, quoted, run_on


@pytest.mark.parametrize(
    "windows, zh, en",
    [
        ("23:00-7:00", "每天 23:00 到次日 7:00", "from 23:00 to 7:00 every day"),
        ("每周五 20:00-21:30", "周五 20:00 到 21:30", "from 20:00 to 21:30 on Fridays"),
        ("周一至周五 9:00-18:00", "工作日 9:00 到 18:00", "from 9:00 to 18:00 on weekdays"),
        ("周末", "周末全天", "all day on weekends"),
        ("每天全天", "每天全天", "all day every day"),
        ("周二至周四 全天", "周二至周四全天", "all day on Tuesdays, Wednesdays and Thursdays"),
        ("周一、周三 8:00-9:00", "周一、周三 8:00 到 9:00", "from 8:00 to 9:00 on Mondays and Wednesdays"),
        ("22:00-24:00", "每天 22:00 到 24:00", "from 22:00 to 24:00 every day"),
        ("00:00-05:00", "每天 0:00 到 5:00", "from 0:00 to 5:00 every day"),
        ("周日 22:00-2:00", "周日 22:00 到次日 2:00", "from 22:00 to 2:00 on Sundays"),
        (
            ["周五 20:00-24:00", "周末", "周一 0:00-8:00"],
            "周五 20:00 到周一 8:00",
            "from Friday 20:00 to Monday 8:00",
        ),
        (
            ["12:00-13:00", "周三 20:00-21:00"],
            "每天 12:00 到 13:00、周三 20:00 到 21:00",
            "from 12:00 to 13:00 every day and from 20:00 to 21:00 on Wednesdays",
        ),
    ],
)
def test_windows(windows: str | list[str], zh: str, en: str) -> None:
    assert in_windows(read_windows(windows)) == (zh, en)


@pytest.mark.parametrize(
    "span, zh, en",
    [
        ("60s", "一分钟", "1 minute"),
        ("90m", "1 小时 30 分钟", "1 hour 30 minutes"),
        ("2h", "两小时", "2 hours"),
        ("30d", "30 天", "30 days"),
        ("1w", "七天", "7 days"),
        ("0", "零秒", "0 seconds"),
        ("45秒", "45 秒", "45 seconds"),
    ],
)
def test_spans(span: str, zh: str, en: str) -> None:
    assert lasting(read_duration(span)) == (zh, en)


def test_less_than_a_second_is_said_too() -> None:
    assert lasting(1_500) == ("1 秒 500 毫秒", "1 second 500 milliseconds")


@pytest.mark.parametrize(
    "rate, zh, en",
    [
        ("每天1次", "每天最多一次", "at most once a day"),
        ("2/hour", "每小时最多两次", "at most 2 times an hour"),
        ("每周12次", "每周最多 12 次", "at most 12 times a week"),
        ("总共3次", "总共最多三次", "at most 3 times ever"),
    ],
)
def test_rates(rate: str, zh: str, en: str) -> None:
    assert often(read_rate(rate)) == (zh, en)


def test_counts() -> None:
    assert counted(1, "条", "message") == ("一条", "1 message")
    assert counted(2, "条", "message") == ("两条", "2 messages")
    assert counted(10, "条", "message") == ("10 条", "10 messages")
    assert counted(-3, "分", "point") == ("-3 分", "-3 points")


def test_lists() -> None:
    assert quoted(["a", "b"]) == ("“a”“b”", "“a” and “b”")
    assert quoted(list("abc"), most=2) == ("“a”“b”等 3 个", "“a”, “b” and 1 more")
    assert listed(["x"]) == ("x", "x")
    assert listed([]) == ("", "")
    assert listed(["x", "y", "z"]) == ("x、y、z", "x, y and z")


def test_chinese_is_parted_from_digits_and_letters_where_parts_meet() -> None:
    assert run_on("最多", "12 条", "", "消息") == "最多 12 条消息"
    assert run_on("群里V信", "和RE2") == "群里V信和RE2"
    assert run_on("到 7:00", "，不说话") == "到 7:00，不说话"
