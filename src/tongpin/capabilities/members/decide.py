"""Who belongs to the community: membership, running numbers, name cards, duties."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tongpin.kernel.capability import View, Words
from tongpin.kernel.columns import Column
from tongpin.kernel.moment import Moment
from tongpin.kernel.standing import CARD_OUT_OF_FORM, DUTIES, OWNER
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.base import Word
from tongpin.kernel.words.chat import ChatJoined, ChatLeft, CommandGiven, MessagePosted, NameCardSet
from tongpin.kernel.words.conduct import MemberRemoved, SanctionLapsed, SanctionUndone
from tongpin.kernel.words.people import (
    DutyAsked,
    DutyGiven,
    DutyTaken,
    MembershipBegan,
    MembershipEnded,
    NameCardKept,
    NameCardReminded,
)

JOINED, SPOKE, RESTORED, LEFT, REMOVED = "joined", "spoke", "restored", "left", "removed"
HOWS = ("", JOINED, SPOKE, RESTORED, LEFT, REMOVED)
"""How a membership began or ended, as `State.how` numbers it."""
CHATS_TOLD_APART = 62
"""Bits of a column; chats beyond them share the last one."""


class State(msgspec.Struct):
    """Columns by member, and `holder` by running number.

    `present` has a bit for each chat that the member is known to be in; `removed_by` is the case that put him out.
    `lost` has the bits of the duties that the case `lost_by` cost him.
    """

    how: Column = msgspec.field(default_factory=Column)
    ended: Column = msgspec.field(default_factory=Column)
    present: Column = msgspec.field(default_factory=Column)
    removed_by: Column = msgspec.field(default_factory=Column)
    lost: Column = msgspec.field(default_factory=Column)
    lost_by: Column = msgspec.field(default_factory=Column)
    card_text: Column = msgspec.field(default_factory=Column)
    reminded: Column = msgspec.field(default_factory=Column)
    holder: Column = msgspec.field(default_factory=Column)


# --- membership


def on_message(view: View, message: MessagePosted) -> Words:
    """Whoever speaks belongs here, unless he was put out; a member's card is looked at."""
    standing, member = view.standing, message.member
    if standing.joined.values[member]:
        if standing.card.values[member] != CARD_OUT_OF_FORM:
            return ()
        return _card_reminder(view, message)
    if message.bot or view.state.removed_by[member]:
        return ()
    return (_beginning(view, member, SPOKE),)


def on_joined(view: View, joined: ChatJoined) -> Words:
    """Coming into a first chat makes a member; a former one has his old number again."""
    if view.standing.is_member(joined.member):
        return ()
    began = _beginning(view, joined.member, JOINED)
    if not view.settings.welcome or view.standing.number[joined.member]:
        return (began,)
    return (began, Say(joined.chat, "members.welcome", (("number", began.number),)))


def on_left(view: View, left: ChatLeft) -> Words:
    """Going from the last chat ends a membership."""
    if not view.standing.is_member(left.member) or view.state.present[left.member]:
        return ()
    return (MembershipEnded(left.member, REMOVED if left.removed else LEFT),)


def on_removed(view: View, removed: MemberRemoved) -> Iterator[Word]:
    """Who is put out is no member, and holds no duty; the last owner stays one, so that somebody can answer."""
    member = removed.member
    if view.standing.is_member(member):
        yield MembershipEnded(member, REMOVED)
    for place, duty in enumerate(DUTIES):
        if view.standing.duties[member] & 1 << place and not _is_last_owner(view, member, duty):
            yield DutyTaken(member, duty, 0)


def on_removal_void(view: View, void: SanctionUndone | SanctionLapsed) -> Iterator[Word]:
    """A removal that does not hold gives back the membership, number and all, and the duties."""
    state, member = view.state, void.member
    if state.removed_by[member] == void.case and not view.standing.is_member(member):
        yield _beginning(view, member, RESTORED)
    if state.lost_by[member] == void.case:
        lost = state.lost[member]
        yield from (DutyGiven(member, duty, 0) for place, duty in enumerate(DUTIES) if lost & 1 << place)


def _beginning(view: View, member: int, how: str) -> MembershipBegan:
    number = view.standing.number[member] or view.standing.numbers_given + 1
    return MembershipBegan(member, number, how)


# --- name cards


def on_card(view: View, card: NameCardSet) -> Words:
    """A card is kept as it is; whether it has the asked parts is kept with it."""
    return (NameCardKept(card.member, card.text, in_form=card.parts >= view.settings.card_parts),)


def _card_reminder(view: View, message: MessagePosted) -> Words:
    form, today = view.settings.card_form, view.clock.day(view.moment.at)
    if not form or view.state.reminded[message.member] == today:
        return ()
    say = Say(message.chat, "members.card_reminder", (("form", form),), to=message.member, reply_to=message.message)
    return (NameCardReminded(message.member, today), say)


# --- duties


def on_duty_asked(view: View, asked: DutyAsked) -> Words:
    """The operator (`by` 0) and owners give and take duties; what cannot be is left as it is."""
    if asked.by and not _is_owner(view, asked.by):
        return ()
    if asked.duty not in DUTIES or _duty_objection(view, asked.member, asked.duty, given=asked.given):
        return ()
    return (_duty_change(asked.member, asked.duty, asked.by, given=asked.given),)


def appoint(view: View, given: CommandGiven) -> Words:
    """任命 3 群管: an owner gives a duty to the member of that running number."""
    return _answer_duty(view, given, give=True)


def dismiss(view: View, given: CommandGiven) -> Words:
    """免去 3 群管: an owner takes a duty."""
    return _answer_duty(view, given, give=False)


def _answer_duty(view: View, given: CommandGiven, *, give: bool) -> Words:
    if not _is_owner(view, given.member):
        return (_refusal(given, "owners_only"),)
    if not given.number or not given.choice:
        return (_refusal(given, "duty_unclear"),)
    member = view.state.holder[given.number]
    if not member or (give and not view.standing.is_member(member)):
        return (_refusal(given, "nobody_of_number", number=given.number),)
    objection = _duty_objection(view, member, given.choice, given=give)
    if objection:
        return (_refusal(given, objection, number=given.number),)
    sentence = f"members.{given.choice}_{'given' if give else 'taken'}"
    return (
        _duty_change(member, given.choice, given.member, given=give),
        Say(given.chat, sentence, (("number", given.number),), reply_to=given.message),
    )


def _refusal(given: CommandGiven, sentence: str, **fields: int) -> Say:
    return Say(given.chat, f"members.{sentence}", tuple(fields.items()), to=given.member, reply_to=given.message)


def _duty_change(member: int, duty: str, by: int, *, given: bool) -> DutyGiven | DutyTaken:
    return DutyGiven(member, duty, by) if given else DutyTaken(member, duty, by)


def _duty_objection(view: View, member: int, duty: str, *, given: bool) -> str:
    """Name the sentence that says why a duty cannot be given or taken, or nothing where it can."""
    held = bool(view.standing.duties[member] & _duty_bit(duty))
    if given:
        return "duty_held_already" if held else ""
    if not held:
        return "duty_not_held"
    return "last_owner" if _is_last_owner(view, member, duty) else ""


def _is_owner(view: View, member: int) -> bool:
    return view.standing.is_member(member) and view.standing.holds(member, OWNER)


def _is_last_owner(view: View, member: int, duty: str) -> bool:
    if duty != DUTIES[0]:
        return False
    return not any(view.standing.duties[other] & OWNER for other in view.standing.holders if other != member)


# --- the member's own page, in chat


def show_self(view: View, given: CommandGiven) -> Words:
    """我的: number and duty, told to the member alone."""
    duties = view.standing.duties[given.member]
    sentence = next((f"members.me_{duty}" for place, duty in enumerate(DUTIES) if duties & 1 << place), "members.me")
    fields = (("number", view.standing.number[given.member]),)
    return (Say(given.chat, sentence, fields, to=given.member, reply_to=given.message),)


# --- evolve


def keep_joined(state: State, _moment: Moment, joined: ChatJoined) -> None:
    """The member is in this chat."""
    state.present[joined.member] |= _bit(joined.chat)


def keep_left(state: State, _moment: Moment, left: ChatLeft) -> None:
    """The member is in this chat no longer."""
    state.present[left.member] &= ~_bit(left.chat)


def keep_removed(state: State, _moment: Moment, removed: MemberRemoved) -> None:
    """Speaking does not bring the member back."""
    member = removed.member
    state.removed_by[member] = state.lost_by[member] = removed.case
    state.lost[member] = state.present[member] = 0


def keep_began(state: State, _moment: Moment, began: MembershipBegan) -> None:
    """The number leads to the member."""
    state.how[began.member] = HOWS.index(began.how)
    state.ended[began.member] = 0
    state.removed_by[began.member] = 0
    state.holder[began.number] = began.member


def keep_ended(state: State, moment: Moment, ended: MembershipEnded) -> None:
    """Remember when and how it ended."""
    state.how[ended.member] = HOWS.index(ended.how)
    state.ended[ended.member] = moment.at


def keep_duty_given(state: State, _moment: Moment, given: DutyGiven) -> None:
    """What is held again needs no giving back."""
    state.lost[given.member] &= ~_duty_bit(given.duty)


def keep_duty_taken(state: State, _moment: Moment, taken: DutyTaken) -> None:
    """What a removal took may have to be given back."""
    if state.removed_by[taken.member] and not taken.by:
        state.lost[taken.member] |= _duty_bit(taken.duty)


def keep_card(state: State, _moment: Moment, kept: NameCardKept) -> None:
    """Remember which text the card is."""
    state.card_text[kept.member] = kept.text


def keep_reminded(state: State, _moment: Moment, reminded: NameCardReminded) -> None:
    """Remember the day."""
    state.reminded[reminded.member] = reminded.day


def _duty_bit(duty: str) -> int:
    return 1 << DUTIES.index(duty)


def _bit(chat: int) -> int:
    return 1 << min(chat, CHATS_TOLD_APART) - 1
