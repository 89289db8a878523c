"""The read tables of members: a row a person, made of the standing, and a row for each coming, going and duty."""

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

CHANGES = Table("members_changes", ("n", "member", "what", "duty", "by", "at"), key=4, grows=True)

Rows = Iterator[tuple[Table, Row]]
OfOne = MessagePosted | ChatJoined | NameCardKept | MemberMuted | MemberUnmuted
OfMembership = MembershipBegan | MembershipEnded
OfDuty = DutyGiven | DutyTaken


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


def _of_membership(state: State, standing: Standing, entry: Entry, fact: OfMembership) -> Rows:
    yield MEMBERS, _row(state, standing, fact.member)
    yield CHANGES, (entry.n, fact.member, fact.how, "", 0, entry.at)


def _of_duty(state: State, standing: Standing, entry: Entry, fact: OfDuty) -> Rows:
    yield MEMBERS, _row(state, standing, fact.member)
    what = "given" if isinstance(fact, DutyGiven) else "taken"
    yield CHANGES, (entry.n, fact.member, what, fact.duty, fact.by, entry.at)


def _of_accounts(state: State, standing: Standing, _entry: Entry, fact: Posted) -> Rows:
    for account, _ in fact.legs:
        if account > 0:
            yield MEMBERS, _row(state, standing, account)


PROJECTION = Projection(
    (MEMBERS, CHANGES),
    dict.fromkeys(OfOne.__args__, _of_one)
    | dict.fromkeys(OfMembership.__args__, _of_membership)
    | dict.fromkeys(OfDuty.__args__, _of_duty)
    | {Posted: _of_accounts},
)
