"""The broker's three calls: arrivals are published, the engine consumes them in batches and answers each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongpin.journal.submitting import Answer
    from tongpin.kernel.words.arrivals import Arrival

MOST_TAKEN = 1_024
"""Arrivals that the engine takes, decides and commits at once."""


class Delivery(NamedTuple):
    """An arrival of a community, and what the broker needs to bring the answer back."""

    community: int
    arrival: Arrival
    receipt: Any = None


class Inbox(Protocol):
    """The engine's side of a broker."""

    def consume(self, most: int, wait: float) -> list[Delivery]:
        """Return what has arrived, at most so many, waiting at most so many seconds for the first."""

    def answer(self, deliveries: Sequence[Delivery], answers: Sequence[Answer]) -> None:
        """Bring the answers back, one for each delivery."""
