"""Who would not have been there to speak: muted or removed by the playbook that is rehearsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from tongpin.kernel.words.chat import ChatJoined
from tongpin.kernel.words.conduct import MemberMuted, MemberRemoved, MemberUnmuted, SanctionLapsed, SanctionUndone

if TYPE_CHECKING:
    from tongpin.kernel.words.entry import Entry


class Absence:
    """Follows mutes and removals. Whoever is absent is judged on; his lines are marked.

    `muted` (until when) and `removed` (by which case) hold by number everybody who may be absent.
    """

    def __init__(self) -> None:
        """Start with everybody there."""
        self.muted: dict[int, int] = {}
        self.removed: dict[int, int] = {}

    def of(self, member: int, at: int) -> str | UnsetType:
        """Return `removed` or `muted`, or nothing."""
        if member in self.removed:
            return "removed"
        return "muted" if self.muted.get(member, 0) > at else UNSET

    def follow(self, entry: Entry) -> None:
        """Take in what an entry changed."""
        for fact in entry.facts:
            kind = type(fact)
            if kind is MemberMuted:
                self.muted[fact.member] = fact.until  # type: ignore[attr-defined] # `kind` says what it is
            elif kind is MemberRemoved:
                self.removed[fact.member] = fact.case  # type: ignore[attr-defined]
            elif kind is MemberUnmuted:
                self.muted.pop(fact.member, None)  # type: ignore[attr-defined]
            elif kind is ChatJoined:
                self.removed.pop(fact.member, None)  # type: ignore[attr-defined]
            elif kind in _UNDOING and self.removed.get(fact.member) == fact.case:  # type: ignore[attr-defined]
                del self.removed[fact.member]  # type: ignore[attr-defined]


_UNDOING = frozenset({SanctionUndone, SanctionLapsed})
