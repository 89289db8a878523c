"""Deeds as pages tell them: with the names of those who did them, and those that look alike together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tongpin.webkit.pages import Deed, Said
from tongpin.webkit.people import Name, people

MOST_OF_A_GROUP = 30
"""Deeds of a group that are told one by one."""
ROUTINE = {"stamp", "points"}
"""Icons of what comes every day: check-ins and their points are one turn of a story."""


class Told(NamedTuple):
    """A deed as a page shows it: `by` is a name, empty for the machine."""

    at: int
    what: Said
    icon: str
    href: str
    by: str


class Group(NamedTuple):
    """Deeds that look alike: the latest, the others that are told, and how many are not."""

    first: Told
    others: Sequence[Told]
    untold: int

    @property
    def further(self) -> int:
        """Return how many there are beside the first."""
        return len(self.others) + self.untold


def by_kind(community: int, deeds: Iterable[Deed]) -> list[Group]:
    """Put all deeds of a kind together, the latest first."""
    kinds: dict[tuple[str, bool], list[Deed]] = {}
    for each in _latest_first(deeds):
        kinds.setdefault(_kind(each), []).append(each)
    return list(_told(community, list(kinds.values())))


def by_turns(community: int, deeds: Iterable[Deed], most: int) -> list[Group]:
    """Put those deeds together that follow one another and are of a kind; of the latest `most`."""
    turns = [list(turn) for _turn, turn in groupby(_latest_first(deeds)[:most], _turn_of)]
    return list(_told(community, turns))


def _latest_first(deeds: Iterable[Deed]) -> list[Deed]:
    return sorted(deeds, key=lambda deed: -deed.at)


def _kind(deed: Deed) -> tuple[str, bool]:
    return deed.icon, bool(deed.by)


def _turn_of(deed: Deed) -> tuple[str, bool]:
    return ("", False) if deed.icon in ROUTINE else _kind(deed)


def _told(community: int, groups: Sequence[Sequence[Deed]]) -> Iterator[Group]:
    names = people().names(community, {deed.by for group in groups for deed in group if deed.by})
    for group in groups:
        first, *others = [
            Told(deed.at, deed.what, deed.icon, deed.href, _shown(names.get(deed.by)))
            for deed in group[:MOST_OF_A_GROUP]
        ]
        yield Group(first, others, len(group) - len(others) - 1)


def _shown(name: Name | None) -> str:
    if name is None:
        return ""
    return name.card or f"#{name.number}"
