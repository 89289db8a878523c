"""What the cast reads of its community: the journal from its beginning, a piece at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tongpin.journal.store import Store
    from tongpin.kernel.words.entry import Entry


class Journal(Protocol):
    """A community's journal as somebody reads it who follows it."""

    def fresh(self) -> Sequence[Entry]:
        """Return the entries since the last call; at the first one, all of them."""

    def member(self, number: int) -> str:
        """Return a member's id on the cast's platform, empty where there is none."""

    def chat(self, number: int) -> str:
        """Return a chat's id on the cast's platform, empty where there is none."""


class StoreJournal:
    """Follows a community in a store, which is read in the caller's thread. `source` is the cast's platform."""

    def __init__(self, store: Store, community: int, source: str) -> None:
        """Begin before the first entry."""
        self._store = store
        self._community = community
        self._source = source
        self._heard = 0
        self._members: dict[int, str] = {}

    def fresh(self) -> list[Entry]:
        """Return the entries since the last call."""
        entries = list(self._store.entries(self._community, after=self._heard))
        if entries:
            self._heard = entries[-1].n
        return entries

    def member(self, number: int) -> str:
        """Return a member's id on the platform."""
        if number not in self._members:
            addresses = self._store.member_addresses(self._community, number)
            self._members[number] = next((each for source, each in addresses if source == self._source), "")
        return self._members[number]

    def chat(self, number: int) -> str:
        """Return a chat's id on the platform."""
        source, external = self._store.chat_address(self._community, number) or ("", "")
        return external if source == self._source else ""
