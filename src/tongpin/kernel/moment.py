"""All that deciding knows of time: the entry's number and two instants, and the community's own clock face."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_SLOT_MS = 15 * MINUTE_MS
"""Hardly ever does a zone change its offset within a quarter of an hour of UTC; Newfoundland did."""
_WIDEST_MS = 26 * HOUR_MS
"""No zone was ever further from UTC."""
_EPOCH_ORDINAL = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
_EPOCH_WEEKDAY_MINUTES = 3 * 24 * 60
"""1970-01-01 was a Thursday."""
_WEEK_MINUTES = 7 * 24 * 60
_SLOTS_KEPT = 4_096


class Moment:
    """Entry `n`, the platform's instant `sent` and the community's instant `at`, in milliseconds since the epoch."""

    __slots__ = ("at", "n", "sent")

    def __init__(self) -> None:
        """Stand before the first entry."""
        self.n = 0
        self.sent = 0
        self.at = 0


class ClockFace:
    """Local days, weekdays and minutes of a community's time zone."""

    __slots__ = ("_offsets", "zone")

    def __init__(self, zone: ZoneInfo) -> None:
        """Read instants in `zone`."""
        self.zone = zone
        self._offsets: dict[int, int] = {}

    def _offset(self, instant: int) -> int:
        slot = instant // _SLOT_MS
        offset = self._offsets.get(slot)
        if offset is None:
            if len(self._offsets) >= _SLOTS_KEPT:
                self._offsets.clear()
            offset = self._offset_at(slot * _SLOT_MS)
            if offset != self._offset_at(slot * _SLOT_MS + _SLOT_MS - SECOND_MS):
                return self._offset_at(instant)
            self._offsets[slot] = offset
        return offset

    def _offset_at(self, instant: int) -> int:
        delta = datetime.fromtimestamp(instant // SECOND_MS, self.zone).utcoffset()
        return 0 if delta is None else round(delta.total_seconds()) * SECOND_MS

    def day(self, instant: int) -> int:
        """Return the proleptic ordinal of the local day that `instant` falls on."""
        return _EPOCH_ORDINAL + (instant + self._offset(instant)) // DAY_MS

    def begins(self, day: int) -> int:
        """Return the instant from which on it is the local day of the ordinal `day`, or a later one."""
        midnight = (day - _EPOCH_ORDINAL) * DAY_MS
        slots = range(midnight - _WIDEST_MS, midnight + _WIDEST_MS, _SLOT_MS)
        return slots[bisect_left(slots, day, key=self.day)]

    def minute(self, instant: int) -> int:
        """Return the minute of the local day, 0 to 1439."""
        return (instant + self._offset(instant)) % DAY_MS // MINUTE_MS

    def minute_of_week(self, instant: int) -> int:
        """Return the minute of the local week, Monday 00:00 is 0, to 10079."""
        offset = self._offsets.get(instant // _SLOT_MS)  # Asked of every message: one call less where it is known.
        local = instant + (self._offset(instant) if offset is None else offset)
        return (local // MINUTE_MS + _EPOCH_WEEKDAY_MINUTES) % _WEEK_MINUTES
