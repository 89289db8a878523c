"""Who would not have been there to speak: muted or removed by the playbook that is rehearsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from tongpin.kernel.words.chat import ChatJoined
from tongpin.kernel.words.conduct import MemberMuted, MemberRemoved, MemberUnmuted, SanctionLapsed, SanctionUndone

if TYPE_CHECKING:
    from tongpin.kernel.words.entry import Entry


class Absence:
    """Follows mutes and removals. Whoever is absent is judged on; his lines are marked."""

    def __init__(self) -> None:
        """Start with everybody there."""
        self._muted: dict[int, int] = {}
        self._removed: dict[int, int] = {}

    def __bool__(self) -> bool:
        """Say whether anybody may be absent."""
        return bool(self._muted or self._removed)

    def of(self, member: int, at: int) -> str | UnsetType:
        """Return `removed` or `muted`, or nothing."""
        if member in self._removed:
            return "removed"
        return "muted" if self._muted.get(member, 0) > at else UNSET

    def follow(self, entry: Entry) -> None:
        """Take in what an entry changed."""
        for fact in entry.facts:
            kind = type(fact)
            if kind is MemberMuted:
                self._muted[fact.member] = fact.until  # type: ignore[attr-defined] # `kind` says what it is
            elif kind is MemberRemoved:
                self._removed[fact.member] = fact.case  # type: ignore[attr-defined]
            elif kind is MemberUnmuted:
                self._muted.pop(fact.member, None)  # type: ignore[attr-defined]
            elif kind is ChatJoined:
                self._removed.pop(fact.member, None)  # type: ignore[attr-defined]
            elif kind in _UNDOING and self._removed.get(fact.member) == fact.case:  # type: ignore[attr-defined]
                del self._removed[fact.member]  # type: ignore[attr-defined]


_UNDOING = frozenset({SanctionUndone, SanctionLapsed})
