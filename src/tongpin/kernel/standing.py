"""What every capability may know of members and chats: folded from shared facts, read-only to `decide`."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.columns import Column
from tongpin.kernel.words.chat import ChatJoined, MessagePosted
from tongpin.kernel.words.conduct import MemberMuted, MemberUnmuted
from tongpin.kernel.words.ledger import Posted
from tongpin.kernel.words.people import (
    DutyGiven,
    DutyTaken,
    MembershipBegan,
    MembershipEnded,
    NameCardKept,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tongpin.kernel.moment import Moment
    from tongpin.kernel.words.base import Fact

DUTIES = ("owner", "steward")
"""Duties by bit; new ones go last."""
OWNER, STEWARD = 1, 2

CARD_IN_FORM, CARD_OUT_OF_FORM = 1, 2


class Standing(msgspec.Struct):
    """Columns by member number (and `chat_last` by chat number); 0 where nothing is known.

    `holders` are the members who hold any duty, in the order of their numbers: few, so that nobody looks through all.
    """

    joined: Column = msgspec.field(default_factory=Column)
    number: Column = msgspec.field(default_factory=Column)
    duties: Column = msgspec.field(default_factory=Column)
    card: Column = msgspec.field(default_factory=Column)
    muted_until: Column = msgspec.field(default_factory=Column)
    balance: Column = msgspec.field(default_factory=Column)
    messages: Column = msgspec.field(default_factory=Column)
    first_message: Column = msgspec.field(default_factory=Column)
    last_message: Column = msgspec.field(default_factory=Column)
    chat_last: Column = msgspec.field(default_factory=Column)
    members: int = 0
    numbers_given: int = 0
    holders: list[int] = []

    def holds(self, member: int, duty: int) -> bool:
        """Say whether a member may do what a duty (`OWNER`, `STEWARD`) allows; an owner may do all that a steward may.

        Who has left or was removed may not, unless he is the last owner: somebody must be able to answer.
        """
        held = self.duties[member]
        if not held & (duty | OWNER):
            return False
        if self.is_member(member) or not self.number[member]:
            return True
        return bool(held & OWNER) and not any(self.duties[each] & OWNER for each in self.holders if each != member)

    def is_member(self, member: int) -> bool:
        """Say whether the person belongs to the community now."""
        return self.joined[member] > 0

    def see(self, member: int) -> None:
        """Make room in every column of members."""
        if member > self.members:
            self.members = member
            for column in (
                self.joined,
                self.number,
                self.duties,
                self.card,
                self.muted_until,
                self.balance,
                self.messages,
                self.first_message,
                self.last_message,
            ):
                column.grow(member)


def _message_posted(standing: Standing, moment: Moment, fact: MessagePosted) -> None:
    member, chat, at = fact.member, fact.chat, moment.at
    if member > standing.members:
        standing.see(member)
    standing.messages.values[member] += 1
    if not standing.first_message.values[member]:
        standing.first_message.values[member] = at
    standing.last_message.values[member] = at
    if chat >= len(standing.chat_last.values):
        standing.chat_last.grow(chat)
    standing.chat_last.values[chat] = at


def _chat_joined(standing: Standing, _moment: Moment, fact: ChatJoined) -> None:
    standing.see(fact.member)


def _membership_began(standing: Standing, moment: Moment, fact: MembershipBegan) -> None:
    standing.see(fact.member)
    standing.joined[fact.member] = moment.at
    standing.number[fact.member] = fact.number
    standing.numbers_given = max(standing.numbers_given, fact.number)


def _membership_ended(standing: Standing, _moment: Moment, fact: MembershipEnded) -> None:
    standing.see(fact.member)
    standing.joined[fact.member] = 0


def _name_card_kept(standing: Standing, _moment: Moment, fact: NameCardKept) -> None:
    standing.see(fact.member)
    standing.card[fact.member] = CARD_IN_FORM if fact.in_form else CARD_OUT_OF_FORM


def _duty_given(standing: Standing, _moment: Moment, fact: DutyGiven) -> None:
    standing.see(fact.member)
    if not standing.duties[fact.member]:
        insort(standing.holders, fact.member)
    standing.duties[fact.member] |= 1 << DUTIES.index(fact.duty)


def _duty_taken(standing: Standing, _moment: Moment, fact: DutyTaken) -> None:
    standing.see(fact.member)
    held = standing.duties[fact.member]
    standing.duties[fact.member] = left = held & ~(1 << DUTIES.index(fact.duty))
    if held and not left:
        standing.holders.remove(fact.member)


def _member_muted(standing: Standing, _moment: Moment, fact: MemberMuted) -> None:
    standing.see(fact.member)
    standing.muted_until[fact.member] = fact.until


def _member_unmuted(standing: Standing, _moment: Moment, fact: MemberUnmuted) -> None:
    standing.see(fact.member)
    standing.muted_until[fact.member] = 0


def _posted(standing: Standing, _moment: Moment, fact: Posted) -> None:
    if fact.unit != "points":
        return
    for account, amount in fact.legs:
        if account > 0:
            standing.see(account)
            standing.balance[account] += amount


EVOLVES: Mapping[type[Fact], Callable[..., None]] = {
    MessagePosted: _message_posted,
    ChatJoined: _chat_joined,
    MembershipBegan: _membership_began,
    MembershipEnded: _membership_ended,
    NameCardKept: _name_card_kept,
    DutyGiven: _duty_given,
    DutyTaken: _duty_taken,
    MemberMuted: _member_muted,
    MemberUnmuted: _member_unmuted,
    Posted: _posted,
}
"""How each shared fact changes the standing."""
