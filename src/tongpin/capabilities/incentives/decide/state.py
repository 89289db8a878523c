"""What incentives keep, and how each fact changes it."""

from __future__ import annotations

import msgspec

from tongpin.kernel.columns import Column
from tongpin.kernel.ledger import Ledger, apply, audit, balance
from tongpin.kernel.moment import Moment
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.chat import CommandGiven
from tongpin.kernel.words.conduct import MessageRecalled, SanctionUndone
from tongpin.kernel.words.incentives import LeaderboardChosen, RewardEarned, TallyClosed, TallyOpened
from tongpin.kernel.words.ledger import Posted

UNIT = "points"
RECALLS_KEPT = 256
"""An appeal that is upheld after this many more recalls gives back what the case cost, but no message's points."""


class Tally(msgspec.Struct, array_like=True, gc=False):
    """What a member says today: from message `first` on, his `said`-th. `aside` of them do not count."""

    first: int
    day: int
    said: int
    aside: int = 0


class Counted(msgspec.Struct):
    """How often members earned a reward, in the period in which each did last."""

    period: Column = msgspec.field(default_factory=Column)
    times: Column = msgspec.field(default_factory=Column)


class State(msgspec.Struct):
    """The books, what caps need, this week's points, and today's tallies.

    `closed` is the first message of a member's last tally, `spare` how many of its messages were beyond the cap.
    `recalls` holds, by case, the (member, message) that would have been paid had it not been recalled on its day.
    """

    ledger: Ledger = msgspec.field(default_factory=Ledger)
    counted: dict[str, Counted] = {}
    week: Column = msgspec.field(default_factory=Column)
    week_points: Column = msgspec.field(default_factory=Column)
    hidden: Column = msgspec.field(default_factory=Column)
    tallies: dict[int, Tally] = {}
    closed: Column = msgspec.field(default_factory=Column)
    spare: Column = msgspec.field(default_factory=Column)
    recalls: dict[int, tuple[int, int]] = {}

    def tally_of(self, member: int, message: int) -> Tally | None:
        """Return the open tally that counts a message of a member, if there is one."""
        tally = self.tallies.get(member)
        return tally if tally and message >= tally.first else None


def verify(state: State, standing: Standing) -> list[str]:
    """Say in full sentences what is wrong with the books, or where the standing shows another balance."""
    wrong = audit(state.ledger)
    for member, shown in enumerate(standing.balance.values):
        booked = balance(state.ledger, member, UNIT) if member else 0
        if shown != booked:
            wrong.append(f"The standing shows {shown} points of member {member}, the books hold {booked}.")
    return wrong


def week_of(day: int) -> int:
    """Return the Monday of a day's week."""
    return day - (day + 6) % 7


# --- evolve


def keep_posted(state: State, moment: Moment, posted: Posted) -> None:
    """Book a transaction."""
    apply(state.ledger, posted, moment.at)


def keep_earned(state: State, _moment: Moment, earned: RewardEarned) -> None:
    """Count what is capped, and the week's points."""
    member, week = earned.member, week_of(earned.day)
    if state.week[member] != week:
        state.week[member], state.week_points[member] = week, 0
    state.week_points[member] += earned.points
    if not earned.period:
        return
    counted = state.counted.get(earned.reward)
    if counted is None:
        counted = state.counted[earned.reward] = Counted()
    if counted.period[member] != earned.period:
        counted.period[member], counted.times[member] = earned.period, 0
    counted.times[member] += earned.times


def keep_opened(state: State, _moment: Moment, opened: TallyOpened) -> None:
    """Begin to count."""
    state.tallies[opened.member] = Tally(opened.message, opened.day, opened.said)


def keep_closed(state: State, _moment: Moment, closed: TallyClosed) -> None:
    """End to count; where the cap was reached anyway, no recall has cost anything."""
    member = closed.member
    tally = state.tallies.pop(member)
    state.closed[member] = tally.first
    state.spare[member] = closed.counted - closed.paid
    if state.spare[member]:
        first = tally.first
        state.recalls = {case: each for case, each in state.recalls.items() if each[0] != member or each[1] < first}


def keep_command(state: State, _moment: Moment, given: CommandGiven) -> None:
    """A word to Tongpin is no contribution."""
    tally = state.tallies.get(given.member)
    if tally and given.message:
        tally.aside += 1


def keep_recalled(state: State, _moment: Moment, recalled: MessageRecalled) -> None:
    """A recalled message does not count; of the tally before, it takes one that was beyond the cap."""
    member = recalled.member
    tally = state.tally_of(member, recalled.message)
    if tally:
        tally.aside += 1
        state.recalls[recalled.case] = (member, recalled.message)
        if len(state.recalls) > RECALLS_KEPT:
            del state.recalls[next(iter(state.recalls))]
    elif 0 < state.closed[member] <= recalled.message:
        state.spare[member] -= 1


def keep_undone(state: State, _moment: Moment, undone: SanctionUndone) -> None:
    """A message that is still in today's tally counts again."""
    recalled = state.recalls.get(undone.case)
    tally = state.tally_of(*recalled) if recalled else None
    if tally:
        tally.aside -= 1
        del state.recalls[undone.case]


def keep_choice(state: State, _moment: Moment, chosen: LeaderboardChosen) -> None:
    """Remember who does not want to be shown."""
    state.hidden[chosen.member] = int(not chosen.shown)
