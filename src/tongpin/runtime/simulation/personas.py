"""What kinds of people live in a simulated community: how often each speaks by himself, checks in and objects."""

from __future__ import annotations

from typing import NamedTuple


class Persona(NamedTuple):
    """A kind of person; all shares are in percent.

    `share` is how many of the members are of this kind, `checks_in` on how many days one of them does, `objects`
    after how many sanctions, and `right` how often an appeal of theirs is. Dialogues apart, one says something by
    himself on `speaks` of the days, `most` times at the most, of the kinds of sayings in `says`.
    """

    name: str
    share: int
    checks_in: int
    objects: int
    right: int
    speaks: int
    most: int
    says: tuple[str, ...]


PERSONAS = (
    Persona("leader", 4, checks_in=70, objects=40, right=100, speaks=0, most=1, says=("shorts",)),
    Persona("regular", 26, checks_in=60, objects=30, right=60, speaks=3, most=1, says=("own", "misread")),
    Persona("newcomer", 10, checks_in=25, objects=10, right=60, speaks=6, most=1, says=("shorts", "appeals_for_help")),
    Persona("lurker", 50, checks_in=12, objects=5, right=60, speaks=5, most=1, says=("shorts",)),
    Persona(
        "advertiser",
        6,
        checks_in=0,
        objects=15,
        right=10,
        speaks=35,
        most=3,
        says=("adverts", "disguised", "adverts", "contacts", "swaps", "pyramids"),
    ),
    Persona(
        "quarreller",
        4,
        checks_in=20,
        objects=80,
        right=20,
        speaks=50,
        most=2,
        says=("mentions", "links", "doubles", "contacts", "floods"),
    ),
)


def persona_of(place: int, members: int) -> Persona:
    """Return the persona of the `place`-th of so many members (from 0): shares are met as closely as numbers allow."""
    reached = 0
    for persona in PERSONAS:
        reached += persona.share
        if place * 100 < reached * members:
            return persona
    return PERSONAS[-1]
