"""Words of activities."""

from __future__ import annotations

from tongpin.kernel.words.base import Fact


class CheckedIn(Fact, frozen=True):
    """A member checked in for a day (proleptic ordinal in the community's zone), once a day at the most.

    `streak` counts the unbroken days that end with the member's latest one.
    """

    member: int
    chat: int
    day: int
    streak: int
    makeup: bool = False
