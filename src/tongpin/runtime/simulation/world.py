"""The simulated world outside: what members do hour by hour, and how they answer what Tongpin does to them."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from tongpin.kernel.chance import Chance, derive
from tongpin.kernel.moment import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.conduct import AppealLodged, CaseOpened, SanctionImposed
from tongpin.runtime.simulation.personas import Persona, persona_of
from tongpin.runtime.simulation.phrases import NUMBERS, OBJECTION, VERDICT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tongpin.kernel.words.base import Fact
    from tongpin.kernel.words.entry import Entry

SOURCE = "scripted"
START = 1_767_542_400_000
"""Monday, 5 January 2026, 00:00 in Shanghai, where simulated days begin."""
CHATS = ("main", "side", "books")
STEWARDS = 2
"""The first member is the owner; so many after him are stewards."""

_FIRST_HOUR, _WAKING_HOURS = 7, 17
MOVED_IN = START + _FIRST_HOUR * HOUR_MS
"""All members have come in; the first one gets up."""
_CONFIRMED = 66
_UPHELD = 40


class World:
    """So many members from one seed. The same seed and the same reactions of Tongpin give the same arrivals."""

    def __init__(self, seed: int, members: int) -> None:
        """Invent the members; they come in before the first one gets up, so that member n is the n-th of them."""
        self._seed = derive(b"tongpin.simulation", seed)
        self._names = [f"s{place + 1:05d}" for place in range(members)]
        self._personas = [persona_of(place, members) for place in range(members)]
        self._chance = Chance(derive(self._seed, "reactions"))
        self._waiting: list[tuple[int, int, Arrival]] = []
        self._made = 0
        self._move_in()

    def dawn(self, day: int) -> None:
        """Let every member decide what to do on a day, counted from 0."""
        for place, persona in enumerate(self._personas):
            chance = Chance(derive(self._seed, day, place))
            if chance.below(100) < persona.checks_in:
                self._later(_awake(chance, day), place, CHATS[0], "签到")
            if chance.below(100) < persona.speaks:
                self._talk(chance, day, place, persona)

    def until(self, instant: int) -> list[Arrival]:
        """Return what happens before an instant and was not returned yet, in order of time."""
        arrivals = []
        while self._waiting and self._waiting[0][0] < instant:
            arrivals.append(heappop(self._waiting)[2])
        return arrivals

    def hear(self, entries: Iterable[Entry]) -> None:
        """Let members and stewards answer what Tongpin did: appeals, confirmations, verdicts."""
        for entry in entries:
            for fact in entry.facts:
                self._answer(fact, entry.at)

    def _answer(self, fact: Fact, at: int) -> None:
        chance = self._chance
        if isinstance(fact, CaseOpened):
            if chance.below(100) < self._personas[fact.member - 1].objects:
                self._say(at + _soon(chance), fact.member - 1, f"申诉 {fact.case} {OBJECTION}")
        elif isinstance(fact, SanctionImposed) and fact.provisional:
            if chance.below(100) < _CONFIRMED:
                self._say(at + _soon(chance), self._steward_for(fact.member), f"确认 {fact.case}")
        elif isinstance(fact, AppealLodged):
            verdict = "撤销" if chance.below(100) < _UPHELD else "维持"
            self._say(at + _soon(chance), self._steward_for(fact.member), f"{verdict} {fact.case} {VERDICT}")

    def _steward_for(self, member: int) -> int:
        """Return the place of a steward who is not the member concerned."""
        return 1 if member != 2 else 2  # noqa: PLR2004 - the member at place 1 has number 2

    def _move_in(self) -> None:
        chance = Chance(derive(self._seed, "joins"))
        apart = max(3, min(SECOND_MS, _FIRST_HOUR * HOUR_MS // len(self._names)))
        for place, name in enumerate(self._names):
            at = START + place * apart
            self._add(at, Arrival(SOURCE, self._fresh(), at, "join", CHATS[0], name))
            if place <= STEWARDS:
                duty = "steward" if place else "owner"
                self._add(at + 1, Arrival(SOURCE, self._fresh(), at + 1, "duty", CHATS[0], name, duty))
            if chance.below(3) == 0:
                card = f"成员{place + 1}-读者"
                self._add(at + 2, Arrival(SOURCE, self._fresh(), at + 2, "card", CHATS[0], name, card))

    def _talk(self, chance: Chance, day: int, place: int, persona: Persona) -> None:
        begins = _awake(chance, day)
        chat = chance.pick(CHATS)
        for _ in range(1 + chance.below(persona.most)):
            begins += chance.below(20 * MINUTE_MS)
            said = chance.pick(persona.says).replace("{n}", str(1 + chance.below(NUMBERS)))
            self._later(begins, place, chat, said)

    def _say(self, at: int, place: int, text: str) -> None:
        self._later(at, place, CHATS[0], text)

    def _later(self, at: int, place: int, chat: str, text: str) -> None:
        self._add(at, Arrival(SOURCE, self._fresh(), at, "message", chat, self._names[place], text))

    def _add(self, at: int, arrival: Arrival) -> None:
        heappush(self._waiting, (at, self._made, arrival))

    def _fresh(self) -> str:
        self._made += 1
        return f"e{self._made}"


def _awake(chance: Chance, day: int) -> int:
    """Return an instant of a day at which people are up."""
    return START + day * DAY_MS + _FIRST_HOUR * HOUR_MS + chance.below(_WAKING_HOURS * HOUR_MS)


def _soon(chance: Chance) -> int:
    """Return how long somebody takes to answer."""
    return 10 * MINUTE_MS + chance.below(3 * HOUR_MS)
