"""The door of `members`."""

from __future__ import annotations

from tongpin.capabilities.members import decide, playbook
from tongpin.capabilities.members.projection import PROJECTION
from tongpin.kernel.capability import Capability, Command
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import ChatJoined, ChatLeft, MessagePosted, NameCardSet
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

_DUTIES = {"群主": "owner", "owner": "owner", "群管": "steward", "管理员": "steward", "steward": "steward"}

MEMBERS = Capability(
    name="members",
    section=playbook.Members,
    compile=playbook.compile_section,
    state=decide.State,
    state_version=1,
    listens={
        MessagePosted: decide.on_message,
        ChatJoined: decide.on_joined,
        ChatLeft: decide.on_left,
        MemberRemoved: decide.on_removed,
        SanctionUndone: decide.on_removal_void,
        SanctionLapsed: decide.on_removal_void,
        NameCardSet: decide.on_card,
        DutyAsked: decide.on_duty_asked,
    },
    evolves={
        ChatJoined: decide.keep_joined,
        ChatLeft: decide.keep_left,
        MemberRemoved: decide.keep_removed,
        MembershipBegan: decide.keep_began,
        MembershipEnded: decide.keep_ended,
        DutyGiven: decide.keep_duty_given,
        DutyTaken: decide.keep_duty_taken,
        NameCardKept: decide.keep_card,
        NameCardReminded: decide.keep_reminded,
    },
    emits=(MembershipBegan, MembershipEnded, NameCardKept, NameCardReminded, DutyGiven, DutyTaken, Say),
    commands=(
        Command("me", ("我的", "me"), decide.show_self),
        Command("appoint", ("任命", "appoint"), decide.appoint, "rest", _DUTIES),
        Command("dismiss", ("免去", "dismiss"), decide.dismiss, "rest", _DUTIES),
    ),
    projection=PROJECTION,
)
