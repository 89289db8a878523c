"""The one door by which everything enters: `submit(community, arrival)`, and what it answers.

Who hands in does not know who decides: the process that runs pages says once, with `hand_to`, where arrivals go.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tongpin.kernel.words.arrivals import Arrival

ACCEPTED = "accepted"
"""The arrival is entry `n`, on disk."""
KNOWN = "known"
"""The arrival came before and is entry `n`; nothing happened now."""
FAILED = "failed"
"""Deciding raised: entry `n` says so, and nothing else happened."""
IGNORED = "ignored"
"""Nothing that has a meaning here."""
UNAVAILABLE = "unavailable"
"""It could not be written: hand it in again later."""


class Answer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What became of an arrival at the door; `n` is its entry (0: none)."""

    status: str
    n: int = 0


Submit = Callable[[int, "Arrival"], Awaitable[Answer]]
"""Hands in an arrival of a community; its answer comes when the arrival is on disk."""


class _Door:
    submit: Submit | None = None


def hand_to(submit: Submit | None) -> None:
    """Let everything that is handed in by this process go to `submit`; None closes the door."""
    _Door.submit = submit


async def submit(community: int, arrival: Arrival) -> Answer:
    """Hand in an arrival; `UNAVAILABLE` where nobody takes it at present."""
    if _Door.submit is None:
        return Answer(UNAVAILABLE)
    return await _Door.submit(community, arrival)
