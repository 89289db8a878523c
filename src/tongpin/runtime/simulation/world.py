"""The simulated world outside: what members do hour by hour, and how they answer what Tongpin does to them."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tongpin.kernel.chance import Chance, derive
from tongpin.kernel.moment import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from tongpin.kernel.words.conduct import AppealLodged, CaseOpened, SanctionImposed
from tongpin.runtime.simulation.company import Company
from tongpin.runtime.simulation.decks import Deck
from tongpin.runtime.simulation.material import CHATS, Thread, quarrels, sayings, threads
from tongpin.runtime.simulation.pen import Pen
from tongpin.runtime.simulation.people import Member, external_of, population
from tongpin.runtime.simulation.scenes import Line, dialogue, monologue
from tongpin.runtime.simulation.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongpin.kernel.words.arrivals import Arrival
    from tongpin.kernel.words.base import Fact
    from tongpin.kernel.words.entry import Entry

START = 1_767_542_400_000
"""Monday, 5 January 2026, 00:00 in Shanghai, where simulated days begin."""
_FIRST_HOUR = 7

_BUSY = (0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 3, 5, 4, 3, 3, 3, 3, 4, 6, 8, 8, 5, 2)
"""How much is going on in each hour of the day."""
_UNTIL_HOUR = tuple(accumulate(_BUSY))
THREADS = 16
"""Dialogues a day, to a hundred members."""
CALLED = 30
"""Who calls several people by name calls some of the first so many."""
_REACTS = 22
_CONFIRMED = 66
_OFTEN = 50


class Pace(NamedTuple):
    """How far lines are apart: `least` ms, and up to `more` ms by chance."""

    least: int
    more: int


BRISK = Pace(SECOND_MS, 4 * SECOND_MS)
SLOW = Pace(SECOND_MS, 2 * MINUTE_MS)


class Setting(NamedTuple):
    """Where and when a world is: the source of its arrivals, what their ids begin with, the midnight at which its
    days begin, when the first member comes in, and the others how long after one another at the most.

    Members that are `spared` neither speak nor check in by chance.
    """

    source: str = "scripted"
    prefix: str = "e"
    start: int = START
    opened: int = START
    apart: int = SECOND_MS
    spared: frozenset[str] = frozenset()


class World:
    """So many members from one seed. The same seed and the same reactions of Tongpin give the same arrivals."""

    def __init__(self, seed: int, members: int, setting: Setting | None = None, ahead: int = 0) -> None:
        """Invent the members; they come in before the first one gets up, so that member n is the n-th of them.

        `ahead` says how many dialogues lie before the one with which a world of the same seed begins.
        """
        self.setting = setting or Setting()
        self._seed = derive(b"tongpin.simulation", seed)
        self._chance = Chance(derive(self._seed, "reactions"))
        self._pen = Pen(self.setting.source, self.setting.prefix)
        self.members = population(members)
        self.witness = Witness(lambda number: external_of(number - 1))
        self.company = Company(each for each in self.members if each.external not in self.setting.spared)
        self._threads = thread_deck(seed, ahead)
        self._quarrels = Deck(quarrels(), self._chance)
        self._waiting: list[tuple[int, int, Arrival]] = []
        self._made = 0
        self._move_in()

    def dawn(self, day: int) -> None:
        """Let every member decide what to do on a day, counted from 0."""
        midnight = self.setting.start + day * DAY_MS
        for member in self.members:
            if member.external not in self.setting.spared:
                self._wake(Chance(derive(self._seed, day, member.place)), midnight, member)
        chance = Chance(derive(self._seed, day, "talk"))
        for _ in range(max(1, len(self.members) * THREADS // 100)):
            instant = _awake(chance)
            self.perform(midnight + instant, draw_at(self._threads, instant // HOUR_MS), chance)
        if chance.below(100) < len(self.members):
            self.perform(midnight + _awake(chance), self._quarrels.draw(), chance)

    def perform(self, at: int, thread: Thread, chance: Chance) -> None:
        """Let a dialogue take place from an instant on, by whoever is there for it."""
        cast = self.company.cast(thread, chance)
        if cast:
            self.say(at, thread.chat, dialogue(thread, cast, chance), chance, SLOW)

    def say(self, at: int, chat: str, lines: Sequence[Line], chance: Chance, pace: Pace = BRISK) -> int:
        """Let lines be said from an instant on; return when the next could be. People react to what is said slowly."""
        said: list[str] = []
        for who, text, after in lines:
            arrival = self._pen.write(at, "message", who, text, chat=chat, reply_to=said[after] if after >= 0 else "")
            said.append(arrival.id)
            self.add(arrival)
            if pace is SLOW and chance.below(100) < _REACTS:
                self._react(at + chance.below(3 * MINUTE_MS), arrival, chance)
            at += pace.least + chance.below(pace.more)
        return at

    def do(self, at: int, kind: str, who: Member, text: str) -> None:
        """Let a member do something at an instant, in the main chat."""
        self.add(self._pen.write(at, kind, who, text))

    def show_card(self, at: int, who: Member) -> None:
        """Let somebody show his name card at an instant, if he has one."""
        if who.card:
            self.do(at, "card", who, who.card)

    def until(self, instant: int) -> list[Arrival]:
        """Return what happens before an instant and was not returned yet, in order of time; who is muted is silent."""
        arrivals = []
        while self._waiting and self._waiting[0][0] < instant:
            arrival = heappop(self._waiting)[2]
            if arrival.kind != "message" or not self.witness.is_muted(arrival.sender, arrival.sent):
                arrivals.append(arrival)
        return arrivals

    def hear(self, entries: Sequence[Entry], *, decided_later: bool = False) -> None:
        """Let members answer what Tongpin did, and stewards answer them, unless that is to be `decided_later`."""
        self.witness.hear(entries)
        for entry in entries:
            for fact in entry.facts:
                if isinstance(fact, CaseOpened):
                    self._object(fact, entry.at)
                elif not decided_later:
                    self._decide(fact, entry.at)

    def _object(self, fact: CaseOpened, at: int) -> None:
        member, chance = self._member(fact.member), self._chance
        if member and chance.below(100) < member.persona.objects:
            (words,) = chance.pick(sayings()["objections" if member.persona.right > _OFTEN else "excuses"])
            self.do(at + _soon(chance), "command", member, f"申诉 {fact.case} {words}")

    def _decide(self, fact: Fact, at: int) -> None:
        chance = self._chance
        if isinstance(fact, SanctionImposed) and fact.provisional:
            if chance.below(100) < _CONFIRMED:
                self.do(at + _soon(chance), "command", self._steward(1, fact.member), f"确认 {fact.case}")
        elif isinstance(fact, AppealLodged):
            member = self._member(fact.member)
            is_right = member is not None and chance.below(100) < member.persona.right
            verdict, kind = ("撤销", "upheld") if is_right else ("维持", "kept")
            (words,) = chance.pick(sayings()[kind])
            self.do(at + _soon(chance), "command", self._steward(2, fact.member), f"{verdict} {fact.case} {words}")

    def _steward(self, place: int, member: int) -> Member:
        """Return the steward at a place, or the owner where the member (by number) is that steward.

        Who has confirmed a sanction answers no appeal against it, so that there is one steward for each.
        """
        return self.members[place if member != place + 1 else 0]

    def _member(self, number: int) -> Member | None:
        return self.members[number - 1] if number <= len(self.members) else None

    def _move_in(self) -> None:
        apart = max(3, min(self.setting.apart, _FIRST_HOUR * HOUR_MS // (2 * len(self.members))))
        for member in self.members:
            at = self.setting.opened + member.place * apart
            self.do(at, "join", member, "")
            if member.duty:
                self.do(at + 1, "duty", member, member.duty)
            self.show_card(at + len(self.members) * apart, member)

    def _wake(self, chance: Chance, midnight: int, member: Member) -> None:
        persona = member.persona
        if chance.below(100) < persona.checks_in:
            self.do(midnight + _awake(chance), "message", member, "签到")
        if chance.below(100) < persona.speaks:
            at, chat = midnight + _awake(chance), chance.pick(CHATS).id
            for _ in range(1 + chance.below(persona.most)):
                saying = chance.pick(sayings()[_kind(member, chance)])
                at = self.say(at, chat, monologue(saying, member, chance, self.members[:CALLED]), chance)
                at += chance.below(20 * MINUTE_MS)

    def _react(self, at: int, to: Arrival, chance: Chance) -> None:
        fan = self.company.take("friend", "any", chance)
        if fan and fan.external != to.sender:
            (emoji,) = chance.pick(sayings()["reactions"])
            self.add(self._pen.write(at + SECOND_MS, "reaction", fan, emoji, chat=to.chat, reply_to=to.id))

    def add(self, arrival: Arrival) -> None:
        """Keep an arrival until its time comes."""
        self._made += 1
        heappush(self._waiting, (arrival.sent, self._made, arrival))


def _kind(member: Member, chance: Chance) -> str:
    """Return what kind of thing a member says by himself; who has no shop does not advertise one."""
    says = member.persona.says
    return chance.pick(says if member.person.group == "shop" else [kind for kind in says if kind != "own"])


def thread_deck(seed: int, ahead: int = 0) -> Deck[Thread]:
    """Return the dialogues in the order of a seed."""
    return Deck(threads(), Chance(derive(b"tongpin.simulation.threads", seed)), ahead)


def draw_at(deck: Deck[Thread], hour: int) -> Thread:
    """Return the next dialogue that belongs to an hour of the day."""
    return deck.draw_where(lambda each: hour in each.hours)


def _awake(chance: Chance) -> int:
    """Return an instant of a day at which people are up, in milliseconds after midnight."""
    busy = chance.below(_UNTIL_HOUR[-1])
    hour = next(hour for hour, until in enumerate(_UNTIL_HOUR) if busy < until)
    return hour * HOUR_MS + chance.below(HOUR_MS)


def _soon(chance: Chance) -> int:
    """Return how long somebody takes to answer."""
    return 10 * MINUTE_MS + chance.below(3 * HOUR_MS)
