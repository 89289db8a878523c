"""What messages earn: counted from a member's first message of the day on, booked in one sum when the day ends.

There are a thousand messages to every other fact, so a message of an open tally costs one look.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tongpin.capabilities.incentives.decide.caps import period_of, room
from tongpin.capabilities.incentives.decide.state import UNIT, Tally
from tongpin.capabilities.incentives.playbook import SPEECH
from tongpin.kernel.capability import View, Words
from tongpin.kernel.ledger import Posted, grant
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import TimerDue, TimerSet
from tongpin.kernel.words.incentives import RewardEarned, TallyClosed, TallyOpened

OWNER, TIMER = "incentives", "book"
CLOSED_AT_ONCE = 16
"""Tallies that one entry closes, with three facts each."""


def on_message(view: View, message: MessagePosted) -> Words:
    """The first message of a day opens the member's tally; commands and bots earn nothing."""
    if message.member in view.state.tallies:
        return ()
    if view.settings.speech is None or message.bot or message.command:
        return ()
    return _opening(view, message)


def _opening(view: View, message: MessagePosted) -> Iterator[Word]:
    day = view.clock.day(view.moment.at)
    if not view.state.tallies:
        yield TimerSet(OWNER, TIMER, 0, view.clock.begins(day + 1))
    yield TallyOpened(message.member, message.message, day, view.standing.messages[message.member])


def on_day_ended(view: View, _timer: TimerDue) -> Iterator[Word]:
    """Book the day, some members at a time."""
    for member in list(islice(view.state.tallies, CLOSED_AT_ONCE)):
        yield from close(view, member)
    if view.state.tallies:
        yield TimerSet(OWNER, TIMER, 0, view.moment.at)


def close(view: View, member: int) -> Iterator[Word]:
    """Book what a member has said since the tally was opened; nothing where none is open."""
    tally = view.state.tallies.get(member)
    if tally is None:
        return
    counted, paid = standing_messages(view, member), payable(view, member)
    yield TallyClosed(member, counted, paid)
    if not paid:
        return
    speech = view.settings.speech
    points = paid * speech.grant
    yield RewardEarned(member, SPEECH, tally.day, points, paid, period_of(speech.at_most, tally.day, 0))
    plan = grant(view.state.ledger, f"{SPEECH}:{tally.first}", member, points, f"{SPEECH}:{tally.first}", UNIT)
    if isinstance(plan, Posted):
        yield plan


def standing_messages(view: View, member: int) -> int:
    """Return how many messages of an open tally stand."""
    tally: Tally = view.state.tallies[member]
    return view.standing.messages[member] - tally.said + 1 - tally.aside


def payable(view: View, member: int) -> int:
    """Return how many messages the playbook would pay for, were the member's tally closed now."""
    speech, tally = view.settings.speech, view.state.tallies.get(member)
    if speech is None or tally is None:
        return 0
    left = room(view.state, speech, member, period_of(speech.at_most, tally.day, 0))
    return min(standing_messages(view, member), left)
