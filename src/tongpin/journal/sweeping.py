"""Forgets the marks of the inbox that are older than `MARK_DAYS`, little by little, between the batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tongpin.journal.door import MARK_DAYS

if TYPE_CHECKING:
    from tongpin.journal.store import Store

MARKS_A_STEP = 1_024
STEPS_OF_REST = 3_600
"""After all communities were swept: an hour, where a step is made each second."""
_DAY_MS = 86_400_000


class Sweeper:
    """Goes round the communities for ever, a range of hashes at each step."""

    def __init__(self) -> None:
        """Begin with the first community."""
        self._store: Store | None = None
        self._steps: Iterator[int] = iter(())

    def step(self, store: Store) -> int:
        """Forget at most about `MARKS_A_STEP` marks; return how many. Another store than last time begins anew."""
        if store is not self._store:
            self._store, self._steps = store, _round(store)
        forgotten = next(self._steps, None)
        if forgotten is None:
            self._steps = _round(store)
            forgotten = next(self._steps)
        return forgotten


def _round(store: Store) -> Iterator[int]:
    """Yield how many marks each step forgets; age is measured by each community's own time."""
    for community in store.communities():
        newest = store.last_entry(community.id)
        up_to = store.entry_at(community.id, newest.at - MARK_DAYS * _DAY_MS) if newest else 0
        shares = -(-newest.n // MARKS_A_STEP) if newest and up_to else 0
        for share in range(shares):
            yield store.forget_marks(community.id, up_to, share, shares)
    yield from [0] * STEPS_OF_REST
