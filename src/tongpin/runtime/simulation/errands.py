"""What happens in the chats beside dialogues: check-ins, newcomers, adverts, breaches of every rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tongpin.runtime.simulation.company import ANY, Company
from tongpin.runtime.simulation.decks import Deck
from tongpin.runtime.simulation.justice import LEFT
from tongpin.runtime.simulation.material import CHATS, MAIN, sayings
from tongpin.runtime.simulation.people import MEMBERS, Member, newcomer, population, stranger
from tongpin.runtime.simulation.scenes import Line, Scene, greeting, monologue
from tongpin.runtime.simulation.seeding import CLOCK
from tongpin.runtime.simulation.world import CALLED

if TYPE_CHECKING:
    from tongpin.kernel.chance import Chance
    from tongpin.kernel.words.arrivals import Arrival
    from tongpin.runtime.simulation.justice import Justice
    from tongpin.runtime.simulation.pen import Pen
    from tongpin.runtime.simulation.witness import Witness

_ADVERTS = ("stranger", "own", "stranger", "again", "misread", "stranger", "again")
_BREACHES = ("contacts", "links", "doubles", "mentions", "contacts", "appeals_for_help", "links", "floods")
_BY = {"own": "friend", "misread": "friend", "again": "advertiser", "appeals_for_help": "newcomer"}
"""The role of who does it; whoever does not mind a quarrel, where nothing is said here."""
_QUESTIONS = ("积分", "排行", "我的", "排行 总")


class Errand(NamedTuple):
    """What happens first, and what is said then."""

    before: list[Arrival]
    scene: Scene


class Errands:
    """Makes errands by those who may speak; they are None where nobody is there for them."""

    def __init__(
        self, company: Company, witness: Witness, justice: Justice, pen: Pen, chance: Chance, places: Iterator[int]
    ) -> None:
        """Know everybody. Whoever joins has the next of the `places`; `justice` is told who was misread."""
        self._company = company
        self._witness = witness
        self._justice = justice
        self._pen = pen
        self._chance = chance
        self._places = places
        self._decks = {kind: Deck(said, chance) for kind, said in sayings().items()}
        self._adverts = Deck(_ADVERTS, chance)
        self._breaches = Deck(_BREACHES, chance)
        self._members = Deck(population(MEMBERS), chance)
        self._questions = Deck(_QUESTIONS, chance)
        self._texts = 0

    def advert(self, now: int) -> Errand | None:
        """Let somebody advertise, or say something that is taken for it."""
        kind = self._adverts.draw()
        who = self._by(kind) if kind != "stranger" else None
        if who is None:
            return self._by_a_stranger(now, self._advert_kind())
        if kind == "misread":
            self._justice.misread.add(who.external)
        else:
            self._justice.misread.discard(who.external)
        return self._said_by(who, kind if kind != "again" else self._advert_kind())

    def breach(self, now: int) -> Errand | None:
        """Let somebody break a rule that has nothing to do with adverts, or one for which one is put out."""
        if len(self._witness.unconfirmed()) < LEFT:
            return self._by_a_stranger(now, self._chance.pick(("swaps", "pyramids")))
        kind = self._breaches.draw()
        who = self._by(kind)
        return self._said_by(who, kind) if who else None

    def checkin(self, now: int) -> Errand | None:
        """Let somebody check in who has not today."""
        today = CLOCK.day(now)
        try:
            who = self._members.draw_where(
                lambda each: self._company.may_speak(each) and self._witness.checked_in_on(each.external) < today
            )
        except LookupError:
            return None
        return Errand([], Scene(MAIN, [Line(who, "签到")]))

    def question(self, _now: int) -> Errand | None:
        """Let somebody ask Tongpin how he stands."""
        who = self._by("misread")
        return Errand([], Scene(MAIN, [Line(who, self._questions.draw())])) if who else None

    def arrival(self, now: int) -> Errand | None:
        """Let somebody join to stay, and be met with a welcome."""
        who, friend = newcomer(next(self._places)), self._company.take("friend", ANY, self._chance)
        if friend is None:
            return None
        self._company.welcome(who)
        (hello,), (welcome,) = self._decks["introductions"].draw(), self._decks["welcomes"].draw()
        lines = greeting(hello, welcome, {"newcomer": who, "friend": friend}, self._chance)
        return Errand(self._entrance(now, who), Scene(MAIN, lines))

    def answer(self, guest: Member, chat: str) -> Errand | None:
        """Let somebody answer a guest who has said something."""
        who = self._company.take("friend", ANY, self._chance)
        if who is None:
            return None
        (says,) = self._decks["greetings"].draw()
        return Errand([], Scene(chat, [Line(who, says.replace("{guest}", guest.person.nick))]))

    def relief(self, who: Member) -> Errand | None:
        """Let somebody say how glad he is that his case was undone."""
        return self._said_by(who, "relieved") if self._company.may_speak(who) else None

    def _by(self, kind: str) -> Member | None:
        return self._company.take(_BY.get(kind, "hothead"), "shop" if kind == "own" else ANY, self._chance)

    def _advert_kind(self) -> str:
        return self._chance.pick(("adverts", "disguised"))

    def _by_a_stranger(self, now: int, kind: str) -> Errand:
        who = stranger(next(self._places))
        self._company.welcome(who)
        return Errand(self._entrance(now, who), self._said_by(who, kind).scene)

    def _said_by(self, who: Member, kind: str) -> Errand:
        others = [each for each in population(MEMBERS)[:CALLED] if each.place != who.place]
        lines = monologue(self._decks[kind].draw(), who, self._chance, others)
        chat = MAIN if len(lines) > 1 or self._chance.below(3) else self._chance.pick(CHATS).id
        return Errand([], Scene(chat, lines))

    def _entrance(self, now: int, who: Member) -> list[Arrival]:
        card = [self._pen.write(now, "card", who, who.card)] if who.card else []
        return [self._pen.write(now, "join", who), *card]
