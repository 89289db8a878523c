"""The leaderboards, as in chat: the same members in the same order; and where a member stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q

from tongpin.capabilities.incentives.decide.state import week_of
from tongpin.capabilities.incentives.models import Score, ScoreQuerySet
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import Seat

PLACES = 20
"""Members of the board."""
NEAR = 2
"""Members who are shown on either side of the one who asks."""
NOBODY = Name(0, "")


class Place(NamedTuple):
    """A member's place on a board."""

    rank: int
    name: Name
    points: int
    is_mine: bool


class Board(NamedTuple):
    """The best, and those around the one who asks where he is not among them.

    `rank` is his own place (0: none), `points` what it is counted by, `best_week` the most that he ever earned in a
    week; `shown` says whether he lets himself be shown.
    """

    top: Sequence[Place]
    near: Sequence[Place]
    rank: int
    points: int
    best_week: int
    shown: bool


def board_of(seat: Seat, today: int, *, ever: bool) -> Board:
    """Return the board of the week that holds `today`, or that of all times, for the member on a seat."""
    week = 0 if ever else week_of(today)
    field = "balance" if ever else "week_points"
    ranked = Score.objects.ranked(seat.community, week)
    top = list(ranked[:PLACES])
    mine = Score.objects.filter(community=seat.community, member=seat.member).first()
    rank = _rank(ranked, field, mine, top)
    near = _near(ranked, field, mine) if mine and rank > PLACES else []
    names = people().names(seat.community, [each.member for each in (*top, *near)])

    def places(rows: Sequence[Score], first: int) -> list[Place]:
        return [
            Place(number, names.get(each.member, NOBODY), getattr(each, field), each.member == seat.member)
            for number, each in enumerate(rows, first)
        ]

    return Board(
        places(top, 1),
        places(near, rank - NEAR),
        rank,
        _points(mine, week),
        mine.best_week if mine else 0,
        bool(mine is None or mine.shown),
    )


def _points(mine: Score | None, week: int) -> int:
    if mine is None:
        return 0
    return mine.balance if not week else mine.week_points if mine.week == week else 0


def _rank(ranked: ScoreQuerySet, field: str, mine: Score | None, top: Sequence[Score]) -> int:
    """Return the place of a member on a board; 0 where he does not stand on it."""
    if mine is None:
        return 0
    found = next((place for place, each in enumerate(top, 1) if each.member == mine.member), 0)
    if found or len(top) < PLACES or not ranked.filter(member=mine.member).exists():
        return found
    return ranked.filter(_better(field, mine)).count() + 1


def _near(ranked: ScoreQuerySet, field: str, mine: Score) -> list[Score]:
    """Return those around a member, the best first, himself among them."""
    above = list(ranked.filter(_better(field, mine)).reverse()[:NEAR])
    below = list(ranked.exclude(_better(field, mine)).exclude(member=mine.member)[:NEAR])
    return [*reversed(above), mine, *below]


def _better(field: str, mine: Score) -> Q:
    points = getattr(mine, field)
    return Q(**{f"{field}__gt": points}) | Q(**{field: points}, number__lt=mine.number)
