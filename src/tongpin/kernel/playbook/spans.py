"""Spans of time as people write them: 10分钟, 1h30m, 半小时, 2周."""

import re  # noqa: TID251 - fixed patterns of our own, over texts that `worded` keeps short
from decimal import Decimal

from tongpin.kernel.moment import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.numerals import NUMBER, whole_number, worded
from tongpin.kernel.playbook.refusals import PlaybookValueError, shown

_WEEK = 7 * DAY_MS
_UNITS = (
    (_WEEK, "周|星期|礼拜|weeks?|w", "周", "w"),
    (DAY_MS, "天|日|days?|d", "天", "d"),
    (HOUR_MS, "小时|钟头|hours?|hrs?|h", "小时", "h"),
    (MINUTE_MS, "分钟|minutes?|mins?|m", "分钟", "m"),
    (SECOND_MS, "秒钟?|seconds?|secs?|s", "秒", "s"),
)
_UNIT = "|".join(f"(?P<u{size}>{names})" for size, names, _, _ in _UNITS)
_PART = re.compile(
    rf"(?P<number>半|\d{{1,9}}\.\d{{1,3}}|{NUMBER})(?P<half>个半)?个?\s*(?:{_UNIT})(?![a-z])\s*(?:and|零)?\s*"
)
_CALENDAR = re.compile(r"月|年|month|year|mo\b|\dy\b")
_BARE_MINUTES = re.compile(r"分(?!钟)")


def read_duration(value: object) -> int:
    """Return milliseconds. A span has units; months and years, which differ in length, are refused; 0 needs no unit."""
    if value == 0 and not isinstance(value, bool):
        return 0
    if isinstance(value, int) and not isinstance(value, bool):
        raise PlaybookValueError("PB204", given=shown(value), instead=Both(f"{value}分钟", f"{value}m"))
    text = worded(value)
    span = _span(text)
    if span is None:
        raise _refusal(value, text)
    return span


def _span(text: str) -> int | None:
    if text in {"0", "零"}:
        return 0
    total, place, smallest = Decimal(0), 0, None
    while place < len(text):
        part = _PART.match(text, place)
        if part is None:
            return None
        size = next(size for size, *_ in _UNITS if part[f"u{size}"])
        if smallest is not None and size >= smallest:
            return None
        amount = _amount(part["number"], half=bool(part["half"]))
        if amount is None:
            return None
        total, place, smallest = total + amount * size, part.end(), size
    return None if smallest is None or total % 1 else int(total)


def _amount(text: str, *, half: bool) -> Decimal | None:
    if text == "半":
        return None if half else Decimal("0.5")
    whole = Decimal(text) if "." in text else whole_number(text)
    return None if whole is None else whole + (Decimal("0.5") if half else Decimal(0))


def _refusal(value: object, text: str) -> PlaybookValueError:
    given = shown(value)
    if _CALENDAR.search(text):
        return PlaybookValueError("PB205", given=given, instead=_in_days(text))
    if whole_number(text) is not None:
        return PlaybookValueError("PB204", given=given, instead=Both(f"{text}分钟", f"{whole_number(text)}m"))
    instead = _BARE_MINUTES.sub("分钟", text)
    meant = _span(instead)
    return PlaybookValueError("PB203", given=given, instead=Both(instead, spoken_duration(meant)) if meant else "")


def _in_days(text: str) -> str | Both:
    found = re.fullmatch(rf"({NUMBER})\s*个?\s*(月|months?|mo|年|years?|y)", text)
    count = whole_number(found[1]) if found else None
    if found is None or count is None:
        return ""
    days = count * (365 if found[2][0] in "年y" else 30)
    return Both(f"{days}天", f"{days}d")


def spoken_duration(span: int) -> str:
    """Write milliseconds as `read_duration` reads them, whole seconds: 90 minutes is `1h30m`."""
    return written_duration(span).en


def written_duration(span: int) -> Both:
    """Write milliseconds as a playbook has them: `1小时30分钟`, `1h30m`. Whole weeks are weeks, else days are days."""
    chinese, english = [], []
    for size, _, zh, en in _UNITS if span % _WEEK == 0 else _UNITS[1:]:
        count, span = divmod(span, size)
        if count:
            chinese.append(f"{count}{zh}")
            english.append(f"{count}{en}")
    return Both("".join(chinese) or "0", "".join(english) or "0")
