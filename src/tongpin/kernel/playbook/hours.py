"""Times of day and weekly windows as people write them: 晚上8点, 8pm, 每周五 20:00-21:30, weekdays 9:00-18:00."""

import re  # noqa: TID251 - fixed patterns of our own, over texts that `worded` keeps short
from collections.abc import Iterable

from tongpin.kernel.playbook.numerals import NUMBER, folded, whole_number, worded
from tongpin.kernel.playbook.refusals import PlaybookListError, PlaybookValueError, shown

HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY
NOON = 12

Intervals = tuple[tuple[int, int], ...]
"""Minutes of the local week from Monday 00:00: start, and end not included; rising, never touching, within 0..10080."""

_DAYS = (
    "mon(?:day)?s?",
    "tue(?:s(?:day)?)?s?",
    "wed(?:nesday)?s?",
    "thu(?:rs?(?:day)?)?s?",
    "fri(?:day)?s?",
    "sat(?:urday)?s?",
    "sun(?:day)?s?",
)
_ENGLISH_DAY = "|".join(_DAYS)
_CHINESE_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_DAY = rf"(?:每?(?:周|星期|礼拜)[一二三四五六日天]+|[一二三四五六日天](?![\d点十])|{_ENGLISH_DAY})"
_TO = r"\s*(?:-|–|—|~|～|至|到|to|until)\s*"
_AND = r"\s*(?:,|、|和|与|and|&|\s)\s*"
_DAY_LIST = re.compile(rf"(?:every\s*)?(?P<days>{_DAY}(?:(?:{_TO}|{_AND}|){_DAY})*)\s*的?\s*")
_DAY_GROUPS = (
    (re.compile(r"(?:每天|每日|天天|daily|every\s*day)\s*的?\s*"), range(7)),
    (re.compile(r"(?:每?个?工作日|(?:on\s*)?weekdays?)\s*的?\s*"), range(5)),
    (re.compile(r"(?:每?个?周末|(?:on\s*)?weekends?)\s*的?\s*"), range(5, 7)),
)
_WHOLE_DAY = re.compile(r"(?:全天|整天|all\s*day)?")

_PERIOD = re.compile("凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|夜里|深夜|晚")
_CLOCK = re.compile(
    rf"(?P<period>{_PERIOD.pattern})?\s*"
    rf"(?:(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})|(?P<point>{NUMBER})点钟?整?(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<past>{NUMBER})分?)?"
    rf"|(?P<bare>\d{{1,2}})(?=\s*[ap]m))\s*(?P<meridian>[ap]m)?"
)
_MORNING = {"凌晨", "清晨", "早上", "早晨", "早", "上午", "am"}
_NAMED_TIMES = {"正午": DAY // 2, "中午": DAY // 2, "noon": DAY // 2, "零点": 0, "午夜": 0, "midnight": 0}


def read_time_of_day(value: object) -> int:
    """Return the minute of the day, 0 to 1439."""
    minute = _minute(worded(value))
    if minute is None:
        raise PlaybookValueError("PB206", given=shown(value), instead=_likely_time(value))
    return minute % DAY


def read_windows(value: object) -> Intervals:
    """Return the minutes of the week in one window, or in any of a list of windows, merged."""
    if not isinstance(value, list | tuple):
        return merged(_window(value))
    found: list[tuple[int, int]] = []
    errors = []
    for place, item in enumerate(value):
        try:
            found += _window(item)
        except PlaybookValueError as error:
            error.at = (place,)
            errors.append(error)
    if errors:
        raise PlaybookListError(errors)
    return merged(found)


def merged(intervals: Iterable[tuple[int, int]]) -> Intervals:
    """Return the same minutes as rising intervals that neither overlap nor touch."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _window(value: object) -> list[tuple[int, int]]:
    days, span = _days_and_span(worded(value))
    if span is None:
        raise PlaybookValueError("PB207", given=shown(value))
    start, end = span
    if start == end:
        raise PlaybookValueError("PB208", given=shown(value))
    length = end - start if end > start else end + DAY - start
    return [piece for day in days for piece in _within_week(day * DAY + start, length)]


def _within_week(start: int, length: int) -> list[tuple[int, int]]:
    end = start + length
    return [(start, end)] if end <= WEEK else [(start, WEEK), (0, end - WEEK)]


def _days_and_span(text: str) -> tuple[tuple[int, ...], tuple[int, int] | None]:
    days, rest = _days(text)
    if rest != text and _WHOLE_DAY.fullmatch(rest):
        return days, (0, DAY)
    for found in re.finditer(_TO, rest):
        span = _span(rest[: found.start()], rest[found.end() :])
        if span is not None:
            return days, span
    return days, None


def _span(first: str, last: str) -> tuple[int, int] | None:
    """Read two times of day; 下午3点-5点 says 下午 of both, and is refused where that would not rise."""
    start, end = _minute(first), _minute(last)
    if start is None or end is None or start == DAY:
        return None
    period = _PERIOD.match(first)
    if end > start or period is None or _PERIOD.match(last):
        return start, end
    end = _minute(period[0] + last)
    return (start, end) if end is not None and end > start else None


def _days(text: str) -> tuple[tuple[int, ...], str]:
    """Split a window into its days of the week, all if it names none, and its hours."""
    for pattern, days in _DAY_GROUPS:
        if found := pattern.match(text):
            return tuple(days), text[found.end() :]
    found = _DAY_LIST.match(text)
    if found is None:
        return tuple(range(7)), text
    return _named_days(found["days"]), text[found.end() :]


def _named_days(text: str) -> tuple[int, ...]:
    days: set[int] = set()
    last, to = -1, False
    for token in re.finditer(rf"(?P<to>{_TO})|(?P<english>{_ENGLISH_DAY})|[一二三四五六日天]", text):
        if token["to"]:
            to = True
            continue
        day = _english_day(token[0]) if token["english"] else _CHINESE_DAYS[token[0]]
        days |= {(last + step) % 7 for step in range((day - last) % 7 + 1)} if to else {day}
        last, to = day, False
    return tuple(sorted(days))


def _english_day(text: str) -> int:
    return next(day for day, pattern in enumerate(_DAYS) if re.fullmatch(pattern, text))


def _minute(text: str) -> int | None:
    """Return the minute of the day that a folded text names, 1440 for 24:00, or None."""
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour = whole_number(found["hour"] or found["point"] or found["bare"])
    minute = _past_hour(found)
    if hour is None or minute is None or minute >= HOUR:
        return None
    hour = _on_24_hours(hour, found["meridian"] or found["period"] or "")
    total = None if hour is None else hour * HOUR + minute
    return total if total is not None and total <= DAY else None


def _past_hour(found: re.Match[str]) -> int | None:
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15 if found["quarter"] == "一" else 45
    return whole_number(found["minute"] or found["past"] or "0")


def _on_24_hours(hour: int, period: str) -> int | None:
    """Return the hour of the day; None where hour and period contradict each other."""
    if not period or hour > NOON:
        return hour if period not in _MORNING else None
    if period in _MORNING:
        return hour % NOON if period in {"凌晨", "am"} else hour
    if period in {"中午", "正午"}:
        return hour if hour in {11, NOON} else hour + NOON if hour <= 2 else None  # noqa: PLR2004 - hours of the day
    if period in {"晚上", "夜里", "深夜", "晚"}:
        return {NOON: 24}.get(hour, hour + NOON) if hour >= 5 else None  # noqa: PLR2004 - hours of the day
    return hour if hour == NOON else hour + NOON


def _likely_time(value: object) -> str:
    hour = whole_number(folded(str(value)))
    return f"{hour}:00" if hour is not None and 0 <= hour < DAY // HOUR else ""
