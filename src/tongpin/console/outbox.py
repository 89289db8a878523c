"""The outbox as pages look at it: what is on its way, what waits for a human, what a human has seen to.

These are few among very many, and each has an index that holds them alone. SQLite uses such an index only where the
values stand in the question itself, and not where they are handed in beside it as Django does.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import BooleanField, F, Func, QuerySet

from tongpin.journal.models import Outbox
from tongpin.journal.outbox import AMISS, BY_HUMAN, NOTABLE, OPEN


def acts_open(community: int) -> QuerySet[Outbox]:
    """Return the acts of a community that are on their way."""
    return Outbox.objects.filter(is_one_of("state", OPEN), community=community)


def acts_amiss(community: int) -> QuerySet[Outbox]:
    """Return the acts of a community that wait for a human."""
    return _notable(community).filter(state__in=AMISS)


def acts_settled(community: int) -> QuerySet[Outbox]:
    """Return the acts of a community that a human has seen to."""
    return _notable(community).filter(state=BY_HUMAN)


def _notable(community: int) -> QuerySet[Outbox]:
    return Outbox.objects.filter(is_one_of("state", NOTABLE), community=community)


def is_one_of(column: str, words: Sequence[str]) -> Func:
    """Ask as `column__in` does, with the words of our own standing in the question."""
    listed = ", ".join(f"'{each}'" for each in words)
    return Func(F(column), template=f"%(expressions)s IN ({listed})", output_field=BooleanField())
