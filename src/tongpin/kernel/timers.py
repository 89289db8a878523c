"""Timers are state: set and cleared by facts, due by time and then in the order in which they were set."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.words.course import TimerDue

if TYPE_CHECKING:
    from tongpin.kernel.words.course import EventFailed, TimerCleared, TimerSet


class Timers(msgspec.Struct):
    """What is still to happen.

    `waiting` holds what counts, by name; the heap may still hold timers that were moved or cleared.
    """

    waiting: dict[str, tuple[int, int]] = {}
    heap: list[tuple[int, int, str]] = []
    ever_set: int = 0

    def set(self, fact: TimerSet) -> None:
        """Keep a timer until it is due or cleared; one of the same name is moved."""
        key = f"{fact.owner}.{fact.name}.{fact.subject}"
        self.ever_set += 1
        self.waiting[key] = (fact.due, self.ever_set)
        heappush(self.heap, (fact.due, self.ever_set, key))
        self._drop_stale()

    def clear(self, fact: TimerCleared | TimerDue | EventFailed) -> None:
        """Forget a timer; nothing happens where it is gone already, or where what failed was none."""
        self.waiting.pop(f"{fact.owner}.{fact.name}.{fact.subject}", None)
        self._drop_stale()

    def due_by(self, at: int) -> tuple[int, TimerDue] | None:
        """Return the first timer that is due at `at` or before, as (due, event), or None."""
        if not self.heap or self.heap[0][0] > at:
            return None
        due, _, key = self.heap[0]
        owner, name, subject = key.split(".")
        return due, TimerDue(owner, name, int(subject))

    def _drop_stale(self) -> None:
        heap = self.heap
        while heap and self.waiting.get(heap[0][2]) != heap[0][:2]:
            heappop(heap)
