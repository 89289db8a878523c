import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.playbook.refusals import PlaybookValueError
from tongpin.kernel.playbook.spans import read_duration, spoken_duration

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    "text, span",
    [
        ("10分钟", 10 * MINUTE),
        ("10m", 10 * MINUTE),
        ("1h30m", 90 * MINUTE),
        ("48小时", 48 * HOUR),
        ("30天", 30 * DAY),
        ("2周", 14 * DAY),
        ("1小时30分钟", 90 * MINUTE),
        ("１小時３０分鐘", 90 * MINUTE),
        ("十分钟", 10 * MINUTE),
        ("两个星期", 14 * DAY),
        ("半小时", 30 * MINUTE),
        ("一个半小时", 90 * MINUTE),
        ("1.5h", 90 * MINUTE),
        ("1 hour and 5 minutes", 65 * MINUTE),
        ("90 秒", 90 * SECOND),
        ("0", 0),
        ("零", 0),
    ],
)
def test_a_span_is_read_in_milliseconds(text: object, span: int) -> None:
    assert read_duration(text) == span


@pytest.mark.parametrize(
    "value, code, instead",
    [
        ("15", "PB204", ("15分钟", "15m")),
        ("十", "PB204", ("十分钟", "10m")),
        (10, "PB204", ("10分钟", "10m")),
        ("10分", "PB203", ("10分钟", "10m")),
        ("1小时30分", "PB203", ("1小时30分钟", "1h30m")),
        ("三个月", "PB205", ("90天", "90d")),
        ("1年", "PB205", ("365天", "365d")),
        ("2 years", "PB205", ("730天", "730d")),
        ("二三十月", "PB205", ""),
        ("下个月初", "PB205", ""),
        ("soon", "PB203", ""),
        ("", "PB203", ""),
        ("30m1h", "PB203", ""),
        ("半个半小时", "PB203", ""),
        ("二三十天", "PB203", ""),
        ("0.0001秒", "PB203", ""),
        ("0.001.5秒", "PB203", ""),
        ("1h" * 60, "PB203", ""),
        (True, "PB203", ""),
        (False, "PB203", ""),
        (1.5, "PB203", ""),
        (None, "PB203", ""),
        (["10m"], "PB203", ""),
    ],
)
def test_what_is_no_span_is_refused_with_what_was_probably_meant(value: object, code: str, instead: object) -> None:
    with pytest.raises(PlaybookValueError) as refusal:
        read_duration(value)
    assert (refusal.value.code, refusal.value.instead) == (code, instead)


def test_nothing_needs_no_unit() -> None:
    assert read_duration(0) == 0


def test_parts_of_a_second_must_be_whole_milliseconds() -> None:
    assert read_duration("0.001s") == 1
    with pytest.raises(PlaybookValueError):
        read_duration("0.0005s")


@given(st.integers(min_value=0, max_value=10**9))
def test_a_spoken_duration_is_read_as_what_it_was(seconds: int) -> None:
    assert read_duration(spoken_duration(seconds * SECOND)) == seconds * SECOND
