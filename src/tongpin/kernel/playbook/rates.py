"""How often something may happen, as people write it: 1/day, 每天1次, 每周3次, 2/hour."""

import re  # noqa: TID251 - fixed patterns of our own, over texts that `worded` keeps short
from typing import NamedTuple

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.numerals import NUMBER, folded, whole_number, worded
from tongpin.kernel.playbook.refusals import PlaybookValueError, shown


class Often(NamedTuple):
    """At most `times` in each `period` of the community's calendar: hour, day, week, month, or ever."""

    times: int
    period: str


_PERIODS = {
    "hour": "小时|钟头|hours?|h|hourly",
    "day": "天|日|days?|d|daily",
    "week": "周|星期|礼拜|weeks?|w|weekly",
    "month": "月|months?|monthly",
    "ever": "总共|一共|ever|total",
}
_PERIOD = "|".join(f"(?P<{name}>{words})" for name, words in _PERIODS.items())
_COUNT = rf"(?P<count>{NUMBER}|once|twice)"
_TIMES = r"\s*(?:次|回|times?|x)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_COUNT}{_TIMES}\s*(?:/|每|per|an?|in)?\s*(?:每|一)?\s*个?(?:{_PERIOD})",
        rf"(?:每|一|最多)?\s*个?(?:{_PERIOD})\s*(?:最多|限)?\s*{_COUNT}{_TIMES}",
    )
)
_ENGLISH = {"once": 1, "twice": 2}


def read_rate(value: object) -> Often:
    """Return how many times in which period."""
    text = worded(value)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        count = _ENGLISH.get(found["count"]) or whole_number(found["count"])
        if count is not None:
            return Often(count, next(name for name in _PERIODS if found[name]))
    raise PlaybookValueError("PB209", given=shown(value), instead=_likely(value, text))


def _likely(value: object, text: str) -> str | Both:
    count = whole_number(folded(str(value))) if isinstance(value, int | str) else None
    if count is None and (found := re.match(NUMBER, text)):
        count = whole_number(found[0])
    return "" if count is None else Both(f"每天{count}次", f"{count}/day")
