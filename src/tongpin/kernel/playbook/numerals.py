"""Numbers as people write them: 10, １０, 十, 两百."""

import re  # noqa: TID251 - fixed patterns of our own, over texts that `worded` keeps short
import unicodedata

NUMBER = r"\d{1,9}|[零一二两三四五六七八九十百千万]{1,9}"
"""A number within a larger pattern, after `folded`."""

LONGEST = 100
"""Characters of a duration, time, window, rate or number at the most."""

_FOLDS = str.maketrans("〇兩個時鐘點週禮間歲萬", "零两个时钟点周礼间岁万")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIAD = "万"
_WHOLE = re.compile(rf"[-+]?(?:{NUMBER})")


def folded(text: str) -> str:
    """Return a text in half width, lower case and simplified numerals, so that each way of writing is met once."""
    return unicodedata.normalize("NFKC", text).strip().lower().translate(_FOLDS)


def worded(value: object) -> str:
    """Return a value as `folded` text; nothing where it is no text, or longer than any value that is read here."""
    return folded(value) if isinstance(value, str) and len(value) <= LONGEST else ""


def whole_number(text: str) -> int | None:
    """Return the whole number that a folded text writes, or None."""
    if not _WHOLE.fullmatch(text):
        return None
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-")
    value = int(digits) if digits.isdecimal() else _chinese(digits)
    return None if value is None else sign * value


def _chinese(text: str) -> int | None:
    """Read 二十三, 两百零五, 一万; None where the characters stand in no order that means a number."""
    if len(text) > 1 and not set(text) & {*_TENS, _MYRIAD}:
        return int("".join(str(_DIGITS[char]) for char in text))
    total = part = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char == _MYRIAD:
            total, part, digit = (total + part + (digit or 0) or 1) * 10_000, 0, None
        else:
            part += (1 if digit is None else digit) * _TENS[char]
            digit = None
    return total + part + (digit or 0)
