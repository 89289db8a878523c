"""The read table of members: one row a person, made of the standing and of what membership remembers."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.members.decide import HOWS, State
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import CARD_IN_FORM, Standing
from tongpin.kernel.words.chat import ChatJoined, MessagePosted
from tongpin.kernel.words.conduct import MemberMuted, MemberUnmuted
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.ledger import Posted
from tongpin.kernel.words.people import DutyGiven, DutyTaken, MembershipBegan, MembershipEnded, NameCardKept

MEMBERS = Table(
    "members_members",
    (
        "member",
        "number",
        "joined",
        "ended",
        "how",
        "duties",
        "card",
        "card_in_form",
        "muted_until",
        "balance",
        "messages",
        "first_message",
        "last_message",
    ),
)

OfOne = (
    MessagePosted
    | ChatJoined
    | MembershipBegan
    | MembershipEnded
    | NameCardKept
    | DutyGiven
    | DutyTaken
    | MemberMuted
    | MemberUnmuted
)


def _row(state: State, standing: Standing, member: int) -> Row:
    return (
        member,
        standing.number.values[member],
        standing.joined.values[member],
        state.ended[member],
        HOWS[state.how[member]],
        standing.duties.values[member],
        state.card_text[member],
        int(standing.card.values[member] == CARD_IN_FORM),
        standing.muted_until.values[member],
        standing.balance.values[member],
        standing.messages.values[member],
        standing.first_message.values[member],
        standing.last_message.values[member],
    )


def _of_one(state: State, standing: Standing, _entry: Entry, fact: OfOne) -> tuple[tuple[Table, Row]]:
    return ((MEMBERS, _row(state, standing, fact.member)),)


def _of_accounts(state: State, standing: Standing, _entry: Entry, fact: Posted) -> Iterator[tuple[Table, Row]]:
    for account, _ in fact.legs:
        if account > 0:
            yield MEMBERS, _row(state, standing, account)


PROJECTION = Projection((MEMBERS,), dict.fromkeys(OfOne.__args__, _of_one) | {Posted: _of_accounts})
