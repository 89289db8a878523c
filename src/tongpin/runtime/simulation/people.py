"""Members of a simulated community: who they are on their platform, and how they show themselves."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tongpin.runtime.simulation import material
from tongpin.runtime.simulation.material import Person
from tongpin.runtime.simulation.personas import PERSONAS, Persona, persona_of

STEWARDS = 2
"""The first member is the owner; so many after him are stewards."""
MEMBERS = 120
"""As many live in the demo's community before anybody joins."""

TRAITS = ("joker", "doubter", "giver", "owl", "", "", "")
"""What regulars are known for, by turns; most are known for nothing."""


class Member(NamedTuple):
    """A member: his place in the row (from 0), his id on the platform, and his name card (empty where he has none)."""

    place: int
    external: str
    person: Person
    persona: Persona
    trait: str
    card: str

    @property
    def duty(self) -> str:
        """Return the duty that the member holds."""
        if self.place > STEWARDS:
            return ""
        return "steward" if self.place else "owner"


def external_of(place: int) -> str:
    """Return the id on the platform of whoever comes in at a place."""
    return f"s{place + 1:04d}"


@cache
def population(members: int) -> tuple[Member, ...]:
    """Return so many members. The same place is the same person, but the persona depends on how many there are."""
    return tuple(_member(place, members) for place in range(members))


def newcomer(place: int) -> Member:
    """Return who joins the demo's community at a place, to stay."""
    waiting = material.people().newcomers
    round_, turn = divmod(place - MEMBERS, len(waiting))
    return _shown(place, _again(waiting[turn], round_), _persona("newcomer"), "")


def stranger(place: int) -> Member:
    """Return who joins the demo's community at a place, to advertise only."""
    nicks = material.people().strangers
    round_, turn = divmod(place - MEMBERS, len(nicks))
    person = _again(Person(nicks[turn], "", "", ""), round_)
    return Member(place, external_of(place), person, _persona("advertiser"), "", person.nick)


def place_of(external: str) -> int:
    """Return the place of an id that `external_of` gave, -1 for another."""
    return int(external[1:]) - 1 if external[:1] == "s" and external[1:].isdecimal() else -1


def _member(place: int, members: int) -> Member:
    known = material.people().members
    persona = persona_of(place, members)
    trait = TRAITS[place % len(TRAITS)] if persona.name == "regular" else ""
    return _shown(place, _again(known[place % len(known)], place // len(known)), persona, trait)


def _again(person: Person, round_: int) -> Person:
    """Where there are more people than names, a number is added."""
    return person._replace(nick=f"{person.nick}{round_ + 1}") if round_ else person


def _shown(place: int, person: Person, persona: Persona, trait: str) -> Member:
    return Member(place, external_of(place), person, persona, trait, _card(place, person))


def _card(place: int, person: Person) -> str:
    """Most cards are in form; some have no trade, some people have no card at all."""
    if place % 13 == 7:  # noqa: PLR2004 - one in thirteen
        return ""
    if place % 9 == 4:  # noqa: PLR2004 - one in nine
        return person.nick
    return f"{person.nick}{'｜' if place % 11 == 3 else '-'}{person.trade}"  # noqa: PLR2004 - a look-alike, now and then


def _persona(name: str) -> Persona:
    return next(each for each in PERSONAS if each.name == name)


OWNER = population(MEMBERS)[0]
"""The owner of the demo's community."""
STEWARDS_OF_DEMO = population(MEMBERS)[1 : 1 + STEWARDS]
YOU = population(MEMBERS)[5]
"""A regular member of the demo's community whom a visitor may be."""
GUESTS = {each.external: each for each in (OWNER, STEWARDS_OF_DEMO[0], YOU)}
"""Whom visitors play, by their ids: the cast neither speaks nor acts for them."""
