"""From facts to rows of read tables: one way for the engine, `rebuild` and `verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongpin.kernel.fold import Fold
    from tongpin.kernel.projection import Project, Projecting, Row, Table
    from tongpin.kernel.words.base import Fact
    from tongpin.kernel.words.entry import Entry


class Projector:
    """Runs the projections of all capabilities and connectors."""

    def __init__(self, projecting: Sequence[Projecting]) -> None:
        """Look up who shows which fact."""
        projections = [(each.name, each.projection) for each in projecting if each.projection]
        self.tables: tuple[Table, ...] = tuple(table for _, each in projections for table in each.tables)
        self._projects: dict[type[Fact], list[tuple[str, Project]]] = {}
        for name, projection in projections:
            for kind, project in projection.projects.items():
                self._projects.setdefault(kind, []).append((name, project))

    def rows(self, fold: Fold, entries: Iterable[Entry]) -> dict[Table, list[Row]]:
        """Return the rows that entries lead to, merged by key; the fold stands behind the last of them."""
        projects, states, standing = self._projects, fold.states, fold.standing
        found: dict[Table, dict[Row, Row]] = {}
        for entry in entries:
            for fact in entry.facts:
                for name, project in projects.get(type(fact), ()):
                    for table, row in project(states.get(name), standing, entry, fact):
                        found.setdefault(table, {})[row[: table.key]] = row
        return {table: list(rows.values()) for table, rows in found.items()}
