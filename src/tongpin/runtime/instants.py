"""Instants as histories write them (RFC 3339), in milliseconds since the epoch."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

HOUR = 13
"""`2024-01-31T23`: lines of one hour share it. Behind it stand minutes, seconds and offset, of which there are few."""
_KEPT = 65_536
_TAIL = re.compile(r":([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))")
_HOUR = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d")


class Instants:
    """Reads instants: `hours` of the part up to `HOUR`, and `rest` of what follows, sum up to the milliseconds.

    Both are kept, so that a history's next line costs two look-ups.
    """

    def __init__(self) -> None:
        """Start with nothing kept."""
        self.hours = _Kept(_hours)
        self.rest = _Kept(_rest)

    def read(self, text: str) -> int:
        """Return the milliseconds, or raise ValueError where the text is no instant with an offset."""
        return self.hours[text[:HOUR]] + self.rest[text[HOUR:]]


class _Kept(dict[str, int]):
    """What was read before; what was not is read and kept."""

    def __init__(self, read: Callable[[str], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> int:
        value = self._read(text)
        if len(self) >= _KEPT:
            self.clear()
        self[text] = value
        return value


def _hours(text: str) -> int:
    if not _HOUR.fullmatch(text):
        raise ValueError(text)
    return int(datetime.fromisoformat(text.upper()).replace(tzinfo=UTC).timestamp()) * 1_000


def _rest(text: str) -> int:
    found = _TAIL.fullmatch(text)
    if found is None:
        raise ValueError(text)
    minutes, seconds, fraction, sign, hours_ahead, minutes_ahead = found.groups()
    ahead = (int(hours_ahead) * 60 + int(minutes_ahead)) * 60_000 if sign else 0
    local = int(minutes) * 60_000 + int(seconds) * 1_000 + int(f"{fraction or ''}000"[:3])
    return local + (ahead if sign == "-" else -ahead)
