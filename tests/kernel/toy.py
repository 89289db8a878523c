"""A capability as small as can be: it counts messages, echoes, and sets a timer when asked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec
from pydantic import BaseModel

from tongpin.kernel.capability import Capability, Command, View, Words
from tongpin.kernel.columns import Column, Ring
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.moment import ClockFace, Moment
from tongpin.kernel.trace import Asked
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import CommandGiven, MessagePosted
from tongpin.kernel.words.course import TimerCleared, TimerDue, TimerSet
from tongpin.kernel.words.people import DutyGiven, MembershipBegan
from tongpin.text.plan import TextPlan
from tongpin.text.reading import Reading

MINUTE = 60_000


class ToySection(BaseModel):
    greeting: str = "toy.hello"


class ToyState(msgspec.Struct):
    counted: Column = msgspec.field(default_factory=Column)
    times: Ring = msgspec.field(default_factory=lambda: Ring(3))


def on_message(view: View, message: MessagePosted) -> Words:
    if view.trace is not None:
        view.trace.asked.append(Asked("toy", 1, "clear"))
    if message.reading.length == 13:
        raise ValueError("thirteen")
    if view.standing.is_member(message.member):
        return ()
    return (MembershipBegan(message.member, view.standing.numbers_given + 1, "spoke"), Say(message.chat, "toy.hello"))


def on_began(view: View, fact: MembershipBegan) -> Words:
    return (DutyGiven(fact.member, "owner", 0),) if fact.number == 1 else ()


def on_duty(_view: View, fact: DutyGiven) -> Words:
    # An owner whose member number is 99 is given the duty again and again: a loop.
    return (fact,) if fact.member == 99 else ()


def remind(view: View, given: CommandGiven) -> Words:
    if given.choice == "never":
        return (TimerCleared("toy", "remind", given.member),)
    return (TimerSet("toy", "remind", given.member, view.moment.at + given.number * MINUTE),)


def reminded(_view: View, timer: TimerDue) -> Words:
    return (Say(1, "toy.remind", to=timer.subject),)


def evolve_message(state: ToyState, moment: Moment, message: MessagePosted) -> None:
    state.counted[message.member] += 1
    state.times.push(message.member, moment.at)


TOY = Capability(
    name="toy",
    section=ToySection,
    compile=lambda section, _compiling: section,
    state=ToyState,
    state_version=1,
    listens={MessagePosted: on_message, MembershipBegan: on_began, DutyGiven: on_duty},
    evolves={MessagePosted: evolve_message},
    emits=(MembershipBegan, DutyGiven, TimerSet, TimerCleared, Say),
    commands=(Command("remind", ("提醒我", "remind"), remind, "rest", {"never": "never", "不用": "never"}),),
    timers={"remind": reminded},
)


def compiled(version: int = 1, zone: str = "Asia/Shanghai") -> Compiled:
    return Compiled(
        version=version,
        language="zh-Hans",
        clock=ClockFace(ZoneInfo(zone)),
        plan=TextPlan(fingerprints=True, key=b"toy"),
        settings={"toy": ToySection()},
        card_separators="-－",
    )


def said(member: int, length: int = 5, *, command: str = "", number: int = 0, choice: str = "") -> MessagePosted:
    return MessagePosted(1, member, 1, 1, Reading(length), command=command, number=number, choice=choice)
