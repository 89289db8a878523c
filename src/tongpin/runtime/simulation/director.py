"""The director of the cast: who says what next, so that a chat looks alive and a visitor finds something to decide."""

from __future__ import annotations

from collections import deque
from itertools import count
from typing import TYPE_CHECKING

from tongpin.kernel.chance import Chance, derive
from tongpin.kernel.moment import MINUTE_MS, SECOND_MS
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import SanctionUndone
from tongpin.runtime.simulation.company import ANY, Company
from tongpin.runtime.simulation.decks import Deck
from tongpin.runtime.simulation.errands import Errand, Errands
from tongpin.runtime.simulation.justice import Justice
from tongpin.runtime.simulation.material import CHATS, MAIN, quarrels, sayings
from tongpin.runtime.simulation.people import GUESTS, MEMBERS, Member, place_of, population
from tongpin.runtime.simulation.scenes import Line, Scene, dialogue
from tongpin.runtime.simulation.seeding import CLOCK
from tongpin.runtime.simulation.witness import Witness
from tongpin.runtime.simulation.world import thread_deck

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongpin.kernel.words.arrivals import Arrival
    from tongpin.runtime.simulation.journals import Journal
    from tongpin.runtime.simulation.pen import Pen

SPEED = 60
"""An hour of the simulated community's day passes in a minute."""

_EVERY = {
    "advert": (SECOND_MS, 45 * SECOND_MS),
    "checkin": (20 * SECOND_MS, 50 * SECOND_MS),
    "breach": (35 * SECOND_MS, 100 * SECOND_MS),
    "arrival": (70 * SECOND_MS, 170 * SECOND_MS),
    "question": (110 * SECOND_MS, 200 * SECOND_MS),
    "quarrel": (5 * MINUTE_MS, 18 * MINUTE_MS),
}
"""When each errand is due first, and how long after the one before, on an average."""
_JUSTICE_MS = 20 * SECOND_MS
_GUEST_MS = 90 * SECOND_MS
_MAIN_AGAIN = 10
_REACTS = 25
_ALOUD = 35


class Director:
    """Directs from an instant on. What has happened before is in the journal, and is heard first."""

    def __init__(self, seed: int, now: int, journal: Journal, pen: Pen) -> None:
        """Take the seats."""
        self._began = now
        self._journal = journal
        self._pen = pen
        self._chance = chance = Chance(derive(b"tongpin.simulation.cast", seed))
        self.witness = Witness(journal.member)
        self.witness.hear(journal.fresh())
        self._company = Company(population(MEMBERS), self._may_speak)
        self._justice = Justice(self.witness, self._player, chance)
        newest = max([MEMBERS - 1, *map(place_of, self.witness.known)])
        self._errands = Errands(self._company, self.witness, self._justice, pen, chance, count(newest + 1))
        self._threads = thread_deck(seed)
        self._quarrels = Deck(quarrels(), chance)
        self._due = {name: now + first for name, (first, _) in _EVERY.items()}
        self._justice_due = now + _JUSTICE_MS
        self._guest_due = now
        self._urgent: deque[Errand] = deque()
        self._solo: Scene | None = None
        self._scenes: dict[str, Scene] = {}
        self._floor, self._burst = MAIN, 3
        self._liked: Arrival | None = None

    def hour(self, now: int) -> int:
        """Return the hour of the simulated day."""
        return CLOCK.minute(self._began + (now - self._began) * SPEED) // 60

    def pause(self) -> int:
        """Return how many milliseconds pass before the next message."""
        if self._solo and self._solo.next_speaker:
            return 1_500 + self._chance.below(900)
        return 1_500 + self._chance.below(2_500) if self._burst else 3_000 + self._chance.below(3_500)

    def next(self, now: int) -> list[Arrival]:
        """Return what happens now, after Tongpin's doings have been heard; a message comes last."""
        self._hear(now)
        beside = [*self._reaction(now), *self._pleas(now)]
        errand = self._next_errand(now)
        if errand is None:
            return beside
        line, reply_to = errand.scene.take()
        said = self._pen.write(now, "message", line.who, line.text, chat=errand.scene.chat, reply_to=reply_to)
        errand.scene.said(said.id)
        self._liked = said if errand.scene is not self._solo else None
        return [*beside, *errand.before, said]

    # ---- what Tongpin and visitors do

    def _hear(self, now: int) -> None:
        entries = self._journal.fresh()
        self.witness.hear(entries)
        for entry in entries:
            for fact in entry.facts:
                if isinstance(fact, MessagePosted):
                    self._heed(fact, now)
                elif isinstance(fact, SanctionUndone) and (who := self._player(self.witness.external(fact.member))):
                    self._put_first(self._errands.relief(who))

    def _heed(self, message: MessagePosted, now: int) -> None:
        """Let somebody answer what a visitor says, now and then."""
        guest = GUESTS.get(self.witness.external(message.member))
        if guest is None or message.command or now < self._guest_due:
            return
        self._guest_due = now + _GUEST_MS
        self._put_first(self._errands.answer(guest, self._journal.chat(message.chat)))

    def _put_first(self, errand: Errand | None) -> None:
        if errand:
            self._urgent.append(errand)

    # ---- what happens beside the talk

    def _reaction(self, now: int) -> list[Arrival]:
        liked, self._liked = self._liked, None
        if liked is None or self._chance.below(100) >= _REACTS:
            return []
        fan = self._company.take("friend", ANY, self._chance)
        if fan is None or fan.external == liked.sender:
            return []
        (emoji,) = self._chance.pick(sayings()["reactions"])
        return [self._pen.write(now, "reaction", fan, emoji, chat=liked.chat, reply_to=liked.id)]

    def _pleas(self, now: int) -> list[Arrival]:
        """Let cases go on: by a button, or aloud by who may speak."""
        if now < self._justice_due:
            return []
        self._justice_due = now + _JUSTICE_MS
        plea = self._justice.next(now)
        if plea is None:
            return []
        if self._may_speak(plea.who) and self._chance.below(100) < _ALOUD:
            self._put_first(Errand([], Scene(MAIN, [Line(plea.who, plea.says)])))
            return []
        return [self._pen.write(now, "command", plea.who, plea.says)]

    # ---- who speaks

    def _next_errand(self, now: int) -> Errand | None:
        if self._solo and self._goes_on(self._solo):
            return Errand([], self._solo)
        errand = self._urgent.popleft() if self._urgent else self._due_errand(now)
        self._solo = errand.scene if errand else None
        if errand:
            return errand
        scene = self._dialogue(now)
        return Errand([], scene) if scene else None

    def _due_errand(self, now: int) -> Errand | None:
        for name in sorted(self._due, key=lambda each: self._due[each]):
            if self._due[name] > now:
                return None
            every = _EVERY[name][1]
            self._due[name] = now + every * (85 + self._chance.below(31)) // 100
            errand = self._quarrel() if name == "quarrel" else self._make(name)(now)
            if errand:
                return errand
        return None

    def _make(self, name: str) -> Callable[[int], Errand | None]:
        making: Callable[[int], Errand | None] = getattr(self._errands, name)
        return making

    def _quarrel(self) -> Errand | None:
        thread = self._quarrels.draw()
        cast = self._company.cast(thread, self._chance)
        return Errand([], Scene(thread.chat, dialogue(thread, cast, self._chance))) if cast else None

    def _dialogue(self, now: int) -> Scene | None:
        """Return the dialogue of the chat that has the floor; where it has ended or cannot go on, another one."""
        if not self._burst:
            self._pass_floor()
        self._burst -= 1
        scene = self._scenes.get(self._floor)
        if scene and self._goes_on(scene):
            return scene
        hour, floor = self.hour(now), self._floor
        thread = self._threads.draw_where(lambda each: each.chat == floor and hour in each.hours)
        cast = self._company.cast(thread, self._chance)
        if not cast:
            return None
        self._scenes[floor] = scene = Scene(floor, dialogue(thread, cast, self._chance))
        return scene

    def _pass_floor(self) -> None:
        """Let another chat speak for some messages: more often the main one, never another for long."""
        if self._floor != MAIN or self._chance.below(100) < _MAIN_AGAIN:
            self._floor, self._burst = MAIN, 2 + self._chance.below(3)
        else:
            self._floor, self._burst = self._chance.pick(CHATS[1:]).id, 2 + self._chance.below(2)

    def _goes_on(self, scene: Scene) -> bool:
        return scene.next_speaker is not None and self._may_speak(scene.next_speaker)

    def _may_speak(self, member: Member) -> bool:
        """Say whether the cast may speak for a member: no visitor plays him, he is here and is not muted."""
        external = member.external
        return external not in GUESTS and external in self.witness.here and not self.witness.is_muted(external)

    def _player(self, external: str) -> Member | None:
        return None if external in GUESTS else self._company.member(external)
