"""From facts to rows of read tables: one way for the engine, `rebuild` and `verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongpin.kernel.capability import Capability
    from tongpin.kernel.fold import Fold
    from tongpin.kernel.projection import Row, Table, Value
    from tongpin.kernel.words.base import Fact
    from tongpin.kernel.words.entry import Entry

Rows = dict["Table", dict["Row", "Row"]]
"""Rows by table and key; a later row has taken the place of an earlier one."""


class Projector:
    """Runs the projections of all capabilities."""

    def __init__(self, capabilities: Sequence[Capability]) -> None:
        """Look up who shows which fact."""
        self._projects: dict[type[Fact], list[tuple[str, object]]] = {}
        self.tables: tuple[Table, ...] = tuple(
            table for each in capabilities if each.projection for table in each.projection.tables
        )
        for each in capabilities:
            if each.projection:
                for kind, project in each.projection.projects.items():
                    self._projects.setdefault(kind, []).append((each.name, project))

    def rows(self, fold: Fold, entries: Iterable[Entry]) -> dict[Table, list[Row]]:
        """Return the rows that entries lead to, merged by key; the fold stands behind the last of them."""
        raise NotImplementedError
