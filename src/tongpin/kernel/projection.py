"""How facts become the plain rows that pages read: declared by a capability, written in bulk by the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tongpin.kernel.standing import Standing
    from tongpin.kernel.words.base import Fact
    from tongpin.kernel.words.entry import Entry

Value = int | str | bytes | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A read table: its name, its columns without the leading `community`, and how many of them are its key.

    A row with a known key takes the place of the old one. `grows` says that no key ever comes twice.
    """

    name: str
    columns: tuple[str, ...]
    key: int = 1
    grows: bool = False


Project = Callable[[Any, "Standing", "Entry", Any], Iterable[tuple[Table, Row]]]
"""(state, standing, entry, fact) -> rows. The state is the one after the batch; a row is a function of what
it shows, so that writing after one entry or after a thousand leaves the same table."""


@dataclass(frozen=True, slots=True)
class Projection:
    """The read tables of a capability or connector and, by fact, which rows they get."""

    tables: tuple[Table, ...]
    projects: Mapping[type[Fact], Project]


class Projecting(Protocol):
    """Whoever may have read tables: a capability, or the door of a connector. One without a state is given None."""

    @property
    def name(self) -> str:
        """By which its state is found."""

    @property
    def projection(self) -> Projection | None:
        """Its read tables; None where it has none."""
