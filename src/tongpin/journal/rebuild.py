"""Drops the read tables of a community and fills them again from its entries, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongpin.journal.projecting import Projector
    from tongpin.journal.store import Store
    from tongpin.kernel.fold import Fold
    from tongpin.kernel.projection import Row, Table
    from tongpin.kernel.words.entry import Entry

AT_ONCE = 2_000
"""Entries whose rows are written together."""


def rebuild(store: Store, community: int, fold: Fold, projector: Projector) -> int:
    """Fill the read tables anew and return from how many entries; `fold` is fresh and ends behind the last one."""
    with store.transaction("rebuild"):
        store.drop_reads(community, projector.tables)
        for rows in folded(fold, store.entries(community), projector):
            store.write_reads(community, rows)
    return fold.moment.n


def folded(fold: Fold, entries: Iterable[Entry], projector: Projector) -> Iterator[dict[Table, list[Row]]]:
    """Replay entries one by one and yield the rows of one stretch after another, in the order of writing."""
    stretch: list[Entry] = []
    for entry in entries:
        fold.replay(entry)
        stretch.append(entry)
        if len(stretch) == AT_ONCE:
            yield projector.rows(fold, stretch)
            stretch = []
    yield projector.rows(fold, stretch)
