"""Who lives in a simulated community: how often each kind of person speaks, checks in, breaks rules and objects."""

from __future__ import annotations

from typing import NamedTuple

from tongpin.runtime.simulation import phrases


class Persona(NamedTuple):
    """A kind of person; all shares are in percent.

    `share` is how many of the members are of this kind, `speaks` on how many days one of them says something,
    `most` how many messages such a day has at most, `checks_in` on how many days, `objects` after how many
    sanctions. `says` are the sentences to choose from.
    """

    name: str
    share: int
    speaks: int
    most: int
    checks_in: int
    objects: int
    says: tuple[str, ...]


PERSONAS = (
    Persona("leader", 4, speaks=85, most=9, checks_in=70, objects=40, says=phrases.TALK),
    Persona("regular", 26, speaks=60, most=5, checks_in=60, objects=30, says=phrases.TALK),
    Persona("newcomer", 10, speaks=40, most=3, checks_in=25, objects=10, says=phrases.QUESTIONS),
    Persona("lurker", 50, speaks=5, most=1, checks_in=12, objects=5, says=phrases.SHORT),
    Persona("advertiser", 6, speaks=35, most=4, checks_in=0, objects=15, says=phrases.ADVERTS),
    Persona("quarreller", 4, speaks=70, most=12, checks_in=20, objects=80, says=phrases.QUARREL),
)


def persona_of(place: int, members: int) -> Persona:
    """Return the persona of the `place`-th of so many members (from 0): shares are met as closely as numbers allow."""
    reached = 0
    for persona in PERSONAS:
        reached += persona.share
        if place * 100 < reached * members:
            return persona
    return PERSONAS[-1]
