"""What incentives keep, and how each fact changes it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tongpin.capabilities.incentives.playbook import SPEECH
from tongpin.kernel.columns import Column
from tongpin.kernel.ledger import Ledger, apply, audit, balance
from tongpin.kernel.moment import Moment
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import MessageRecalled, SanctionUndone
from tongpin.kernel.words.incentives import LeaderboardChosen, RewardEarned, TallyBooked, TallyOpened
from tongpin.kernel.words.ledger import Posted

UNIT = "points"
RECALLS_KEPT = 256
"""An appeal that is upheld after this many more recalls gives back what the case cost, but no message's points."""


class Counted(msgspec.Struct):
    """How often members earned a reward, in the period in which each did last."""

    period: Column = msgspec.field(default_factory=Column)
    times: Column = msgspec.field(default_factory=Column)


class Tally(msgspec.Struct):
    """What members say on `day` (0: none is open), since message `first`; `said` holds who said how much of it.

    Of each member's last booking it keeps the messages that it covered, `since` and `until`, and how many of
    them were beyond the cap. `recalls` holds, by case, (member, message, period) of those that would have been
    paid for; the period is 0 until the member is booked, and where there is no cap. `owed` is the (case, period)
    of the message that was given back last, after its booking.
    """

    day: int = 0
    first: int = 0
    latest: int = 0
    said: dict[int, int] = {}
    since: Column = msgspec.field(default_factory=Column)
    until: Column = msgspec.field(default_factory=Column)
    beyond: Column = msgspec.field(default_factory=Column)
    recalls: dict[int, tuple[int, int, int]] = {}
    owed: tuple[int, int] = (0, 0)

    def counts(self, member: int, message: int) -> bool:
        """Say whether a message is among those that are not booked yet."""
        return self.day > 0 and message >= self.first and message > self.until[member]

    def has_booked(self, member: int, message: int) -> bool:
        """Say whether a message is among those of the member's last booking."""
        return 0 < self.since[member] <= message <= self.until[member]


class State(msgspec.Struct):
    """The books, what caps need, this week's points and the best week's, who is not shown, and what is said today."""

    ledger: Ledger = msgspec.field(default_factory=Ledger)
    counted: dict[str, Counted] = {}
    week: Column = msgspec.field(default_factory=Column)
    week_points: Column = msgspec.field(default_factory=Column)
    best_week: Column = msgspec.field(default_factory=Column)
    hidden: Column = msgspec.field(default_factory=Column)
    tally: Tally = msgspec.field(default_factory=Tally)


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


# --- evolve: books and caps


def keep_posted(state: State, moment: Moment, posted: Posted) -> None:
    """Book a transaction."""
    apply(state.ledger, posted, moment.at)


def keep_earned(state: State, _moment: Moment, earned: RewardEarned) -> None:
    """Count what is capped, and the week's points."""
    _count(state, earned.reward, earned.member, earned.period, 1)
    _add_to_week(state, earned.member, week_of(earned.day), earned.points)


def keep_choice(state: State, _moment: Moment, chosen: LeaderboardChosen) -> None:
    """Remember who does not want to be shown."""
    state.hidden[chosen.member] = int(not chosen.shown)


def _count(state: State, reward: str, member: int, period: int, times: int) -> None:
    if not period:
        return
    counted = state.counted.get(reward)
    if counted is None:
        counted = state.counted[reward] = Counted()
    if counted.period[member] == period:
        counted.times[member] += times
    else:
        counted.period[member], counted.times[member] = period, times


def _add_to_week(state: State, member: int, week: int, points: int) -> None:
    if state.week[member] == week:
        state.week_points[member] += points
    else:
        state.week[member], state.week_points[member] = week, points
    state.best_week[member] = max(state.best_week[member], state.week_points[member])


# --- evolve: what is said


def keep_message(state: State, _moment: Moment, message: MessagePosted) -> None:
    """Count a message; a word to Tongpin and a bot's are none."""
    tally = state.tally
    if tally.day:
        tally.latest = message.message
        if not message.command and not message.bot:
            said, member = tally.said, message.member
            said[member] = said.get(member, 0) + 1


def keep_opened(state: State, _moment: Moment, opened: TallyOpened) -> None:
    """Begin to count, with this message."""
    tally = state.tally
    tally.day = opened.day
    tally.first = tally.latest = opened.message
    tally.said[opened.member] = 1


def keep_booked(state: State, _moment: Moment, booked: TallyBooked) -> None:
    """End to count, for these members, and for the day where nobody is left."""
    tally = state.tally
    week = week_of(booked.day)
    members = {count[0] for count in booked.counts}
    recalls = _recalls_of(members, tally)
    for column in (tally.since, tally.until, tally.beyond):
        column.grow(max(members))
    since, until, beyond = tally.since.values, tally.until.values, tally.beyond.values
    for member, counted, paid, more in booked.counts:
        del tally.said[member]
        since[member] = max(tally.first, until[member] + 1)
        until[member] = tally.latest
        beyond[member] = counted - paid
        if member in recalls:
            _book_recalls(tally, recalls[member], booked.period, more)
        if paid:
            _count(state, SPEECH, member, booked.period, paid)
            _add_to_week(state, member, week, paid * booked.grant)
    if not tally.said:
        tally.day = 0


def _recalls_of(members: set[int], tally: Tally) -> dict[int, list[int]]:
    """Return the cases of the recalls that are kept, by member, in the order of the cases."""
    cases: dict[int, list[int]] = {}
    for case, recall in tally.recalls.items():
        if recall[0] in members:
            cases.setdefault(recall[0], []).append(case)
    return cases


def _book_recalls(tally: Tally, cases: Iterable[int], period: int, more: int) -> None:
    """Forget recalls of a member that have cost nothing, since no more would have been paid in the period anyway."""
    for case in cases:
        member, message, booked_in = tally.recalls[case]
        if booked_in not in {0, period}:
            continue
        if more:
            more -= 1
            tally.recalls[case] = (member, message, period)
        else:
            del tally.recalls[case]


def keep_recalled(state: State, _moment: Moment, recalled: MessageRecalled) -> None:
    """A recalled message does not count; of those booked already, it takes one that was beyond the cap."""
    tally, member = state.tally, recalled.member
    if tally.said.get(member) and tally.counts(member, recalled.message):
        tally.said[member] -= 1
        tally.recalls[recalled.case] = (member, recalled.message, 0)
        if len(tally.recalls) > RECALLS_KEPT:
            del tally.recalls[next(iter(tally.recalls))]
    elif tally.has_booked(member, recalled.message):
        tally.beyond[member] -= 1


def keep_undone(state: State, _moment: Moment, undone: SanctionUndone) -> None:
    """A message of today counts again; one that was booked without is to be paid for now."""
    tally = state.tally
    member, message, period = tally.recalls.pop(undone.case, (0, 0, 0))
    if tally.counts(member, message):
        tally.said[member] += 1
    elif member:
        tally.owed = (undone.case, period)
