"""Words of what members earn. What is booked for it says `Posted`."""

from __future__ import annotations

from tongpin.kernel.words.base import Fact


class TallyOpened(Fact, frozen=True):
    """From this message on, what members say on a day (proleptic ordinal) is counted."""

    day: int
    member: int
    message: int


class TallyBooked(Fact, frozen=True):
    """What these members said is counted, and `grant` points are given for each message that is paid.

    `counts` holds (member, messages that stand, how many of them are paid, how many more could have been).
    `period` names the span of the calendar in which the reward is capped; 0 where it has no cap.
    """

    day: int
    period: int
    grant: int
    counts: tuple[tuple[int, int, int, int], ...]


class RewardEarned(Fact, frozen=True):
    """A member earned a reward of the playbook on a day. `period` as in `TallyBooked`."""

    member: int
    reward: str
    day: int
    period: int
    points: int


class LeaderboardChosen(Fact, frozen=True):
    """A member chose whether to be shown on leaderboards."""

    member: int
    shown: bool
