"""Words of what members earn. What is booked for it says `Posted`."""

from __future__ import annotations

from tongpin.kernel.words.base import Fact


class TallyOpened(Fact, frozen=True):
    """From `message` on, what a member says on this day (proleptic ordinal) is counted, to be rewarded in one sum.

    `said` counts all that the member had ever said by then, this message among it.
    """

    member: int
    message: int
    day: int
    said: int


class TallyClosed(Fact, frozen=True):
    """A member's tally is over: `counted` messages stand, `paid` of them within what the playbook grants."""

    member: int
    counted: int
    paid: int


class RewardEarned(Fact, frozen=True):
    """A member earned a reward of the playbook on a day, `times` times, for `points` in all.

    `period` names the span of the calendar in which the reward is capped; 0 where it has no cap.
    """

    member: int
    reward: str
    day: int
    points: int
    times: int = 1
    period: int = 0


class LeaderboardChosen(Fact, frozen=True):
    """A member chose whether to be shown on leaderboards."""

    member: int
    shown: bool
