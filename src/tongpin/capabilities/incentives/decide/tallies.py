"""What messages earn: counted all day, and booked for all speakers in one sum when the day ends.

There are a thousand messages to every other fact, so a message costs one addition and one look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from tongpin.capabilities.incentives.decide.caps import period_of, room
from tongpin.capabilities.incentives.decide.state import UNIT, Tally
from tongpin.capabilities.incentives.playbook import SPEECH
from tongpin.kernel.capability import View, Words
from tongpin.kernel.ledger import Posted, grant_each
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import TimerDue, TimerSet
from tongpin.kernel.words.incentives import TallyBooked, TallyOpened

OWNER, TIMER = "incentives", "book"
BOOKED_AT_ONCE = 256
"""Members that one entry books."""


def on_message(view: View, message: MessagePosted) -> Words:
    """The first message of a day opens its tally; commands and bots earn nothing."""
    if view.state.tally.day or view.settings.speech is None or message.command or message.bot:
        return ()
    day = view.clock.day(view.moment.at)
    return (
        TallyOpened(day, message.member, message.message),
        TimerSet(OWNER, TIMER, 0, view.clock.begins(day + 1)),
    )


def on_day_ended(view: View, _timer: TimerDue) -> Iterator[Word]:
    """Book the day, some members at a time."""
    tally: Tally = view.state.tally
    yield from book(view, list(islice(tally.said, BOOKED_AT_ONCE)))
    if tally.said:
        yield TimerSet(OWNER, TIMER, 0, view.moment.at)


def book(view: View, members: Iterable[int]) -> Iterator[Word]:
    """Book what these members have said today, as far as the cap goes."""
    tally: Tally = view.state.tally
    speech = view.settings.speech
    at_most, grant = (speech.at_most, speech.grant) if speech else (None, 0)
    counts = tuple(_count(view, member) for member in members if member in tally.said)
    if not counts:
        return
    key, cause = f"{SPEECH}:{view.moment.n}:{counts[0][0]}", f"{SPEECH}:{tally.day}"
    yield TallyBooked(tally.day, period_of(at_most, tally.day, 0), grant, counts)
    shares = tuple((member, paid * grant) for member, _, paid, _ in counts if paid)
    plan = grant_each(view.state.ledger, key, shares, cause, UNIT)
    if isinstance(plan, Posted):
        yield plan


def payable(view: View, member: int) -> int:
    """Return how many messages the playbook would pay for, were the member booked now."""
    return _count(view, member)[2] if member in view.state.tally.said else 0


def _count(view: View, member: int) -> tuple[int, int, int, int]:
    """Return a member's part of `TallyBooked.counts`."""
    tally: Tally = view.state.tally
    speech = view.settings.speech
    said = tally.said[member]
    left = room(view.state, speech, member, period_of(speech.at_most, tally.day, 0)) if speech else 0
    paid = min(said, left)
    return member, said, paid, left - paid
