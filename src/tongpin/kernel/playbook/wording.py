"""Values in words: what a playbook's numbers, spans, windows and lists are called in a sentence, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from tongpin.kernel.moment import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.hours import DAY, HOUR, WEEK, Intervals
from tongpin.kernel.playbook.rates import Often

_DIGITS = "零一两三四五六七八九"
_UNITS = (
    (DAY_MS, "天", "day"),
    (HOUR_MS, "小时", "hour"),
    (MINUTE_MS, "分钟", "minute"),
    (SECOND_MS, "秒", "second"),
    (1, "毫秒", "millisecond"),
)
_PERIODS = {
    "hour": Both("每小时", "an hour"),
    "day": Both("每天", "a day"),
    "week": Both("每周", "a week"),
    "month": Both("每月", "a month"),
    "ever": Both("总共", "ever"),
}
_CHINESE_DAYS = "一二三四五六日"
_ENGLISH_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_DAY_GROUPS = {
    tuple(range(7)): Both("每天", "every day"),
    tuple(range(5)): Both("工作日", "on weekdays"),
    (5, 6): Both("周末", "on weekends"),
}
_SHORTEST_RUN = 3
"""Days in a row that are named by the first and the last."""


def run_on(*parts: str) -> str:
    """Write parts of a Chinese sentence one after another: a space parts its characters from digits and letters."""
    text = ""
    for part in parts:
        text += " " + part if _want_space(text[-1:], part[:1]) else part
    return text


def _want_space(last: str, first: str) -> bool:
    return last.isalnum() and first.isalnum() and last.isascii() != first.isascii()


def counted(number: int, unit: str, thing: str) -> Both:
    """Say how many: 八条, 12 条; `8 messages`, `1 message`."""
    chinese = _DIGITS[number] if 0 <= number < len(_DIGITS) else str(number)
    return Both(run_on(chinese, unit), f"{number} {thing}" if number == 1 else f"{number} {thing}s")


def lasting(span: int) -> Both:
    """Say how long milliseconds are, in days and less: 一天, 1 小时 30 分钟; `1 day`, `1 hour 30 minutes`."""
    parts = []
    for size, zh, en in _UNITS:
        count, span = divmod(span, size)
        if count:
            parts.append((count, zh, en))
    if len(parts) <= 1:
        return counted(*(parts[0] if parts else (0, "秒", "second")))
    return Both(" ".join(f"{count} {zh}" for count, zh, _ in parts), " ".join(counted(*part).en for part in parts))


def often(rate: Often) -> Both:
    """Say how often at most: 每天最多一次, `at most once a day`."""
    period = _PERIODS[rate.period]
    times = "once" if rate.times == 1 else f"{rate.times} times"
    return Both(run_on(period.zh, "最多", counted(rate.times, "次", "time").zh), f"at most {times} {period.en}")


def quoted(words: Sequence[str], most: int = 5) -> Both:
    """Name some of a list of words, and how many there are beside them."""
    shown = [f"“{word}”" for word in words[:most]]
    more = len(words) - len(shown)
    if not more:
        return Both("".join(shown), listed(shown).en)
    return Both(run_on("".join(shown), f"等 {len(words)} 个"), f"{', '.join(shown)} and {more} more")


def listed(parts: Sequence[str | Both]) -> Both:
    """Join parts: 甲、乙、丙; `one, two and three`."""
    pairs = [part if isinstance(part, Both) else Both(part, part) for part in parts]
    chinese, english = [part.zh for part in pairs], [part.en for part in pairs]
    if len(english) > 1:
        english = [", ".join(english[:-1]), english[-1]]
    return Both("、".join(chinese), " and ".join(english))


def at_minute(minute: int) -> str:
    """Write a minute of the day: 20:00."""
    return f"{minute // HOUR}:{minute % HOUR:02}"


def in_windows(intervals: Intervals) -> Both:
    """Say when in the week windows are: 每天 23:00 到次日 7:00; `from 23:00 to 7:00 every day`."""
    days: dict[tuple[int, int], list[int]] = {}
    long: list[Both] = []
    for start, end in _unbroken(intervals):
        if start % DAY == 0 and end % DAY == 0:
            days.setdefault((0, DAY), []).extend(range(start // DAY, end // DAY))
        elif end - start > DAY:
            long.append(_over_days(start, end))
        else:
            days.setdefault((start % DAY, end - start), []).append(start // DAY)
    return listed([*(_on_days(sorted(each), *times) for times, each in days.items()), *long])


def _unbroken(intervals: Intervals) -> list[tuple[int, int]]:
    """Join what is parted by the end of the week alone."""
    spans = list(intervals)
    if len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == WEEK:
        (_, end), (start, _) = spans[0], spans.pop()
        spans = [*spans[1:], (start, WEEK + end)]
    return spans


def _on_days(days: list[int], start: int, length: int) -> Both:
    on = _DAY_GROUPS.get(tuple(days)) or Both(
        _chinese_days(days), f"on {listed([_ENGLISH_DAYS[day] for day in days]).en}"
    )
    if length == DAY and start == 0:
        return Both(f"{on.zh}全天", f"all day {on.en}")
    first, last = at_minute(start), at_minute((start + length) % DAY or DAY)
    next_day = "次日 " if start + length > DAY else ""
    return Both(f"{on.zh} {first} 到{next_day or ' '}{last}", f"from {first} to {last} {on.en}")


def _chinese_days(days: list[int]) -> str:
    if len(days) >= _SHORTEST_RUN and days[-1] - days[0] == len(days) - 1:
        return f"周{_CHINESE_DAYS[days[0]]}至周{_CHINESE_DAYS[days[-1]]}"
    return "、".join(f"周{_CHINESE_DAYS[day]}" for day in days)


def _over_days(start: int, end: int) -> Both:
    ends = [(minute // DAY % 7, at_minute(minute % DAY)) for minute in (start, end)]
    chinese = [f"周{_CHINESE_DAYS[day]} {clock}" for day, clock in ends]
    english = [f"{_ENGLISH_DAYS[day].removesuffix('s')} {clock}" for day, clock in ends]
    return Both(" 到".join(chinese), f"from {' to '.join(english)}")
