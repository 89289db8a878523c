"""What simulated people notice of what Tongpin does: who may not speak, who has checked in, which cases are open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    CaseOpened,
    MemberMuted,
    MemberRemoved,
    MemberUnmuted,
    SanctionConfirmed,
    SanctionImposed,
    SanctionLapsed,
    SanctionUndone,
)
from tongpin.kernel.words.people import MembershipBegan, MembershipEnded

if TYPE_CHECKING:
    from tongpin.kernel.words.base import Fact
    from tongpin.kernel.words.entry import Entry


class CaseSeen(msgspec.Struct):
    """A case as people see it: whom it concerns, since when (ms), whether a human has yet to confirm it, and what
    became of an appeal. `appeal_by` is 0 where it can be appealed no more.
    """

    number: int
    member: str
    since: int
    appeal_by: int = 0
    unconfirmed: bool = False
    appealed_at: int = 0


class Witness:
    """Hears the entries of a community. People are known by their ids on the platform."""

    def __init__(self, external: Callable[[int], str]) -> None:
        """Know nothing yet; `external` gives the id of a member's number, empty where it is not of this platform."""
        self._external = external
        self.known: set[str] = set()
        self.here: set[str] = set()
        self._muted: dict[str, int] = {}
        self._checked_in: dict[str, int] = {}
        self._cases: dict[int, CaseSeen] = {}
        self._at = 0

    def hear(self, entries: Iterable[Entry]) -> None:
        """Take note of what has happened."""
        for entry in entries:
            self._at = entry.at
            for fact in entry.facts:
                note = _NOTES.get(type(fact))
                if note:
                    note(self, fact)

    def external(self, member: int) -> str:
        """Return the id on the platform of a member."""
        return self._external(member)

    def is_muted(self, member: str, at: int = 0) -> bool:
        """Say whether a member may not speak at an instant; the newest entry's by default."""
        return self._muted.get(member, 0) > (at or self._at)

    def checked_in_on(self, member: str) -> int:
        """Return the latest day (proleptic ordinal) on which a member checked in, 0 for none."""
        return self._checked_in.get(member, 0)

    def waiting(self) -> list[CaseSeen]:
        """Return the cases whose appeal nobody has answered, oldest appeal first."""
        return sorted((each for each in self._cases.values() if each.appealed_at), key=lambda each: each.appealed_at)

    def unconfirmed(self) -> list[CaseSeen]:
        """Return the cases that a human has yet to confirm, oldest first."""
        return sorted((each for each in self._cases.values() if each.unconfirmed), key=lambda each: each.number)

    def appealable(self, at: int) -> list[CaseSeen]:
        """Return the cases that can still be appealed, newest first."""
        open_ = (each for each in self._cases.values() if each.appeal_by > at)
        return sorted(open_, key=lambda each: -each.number)

    # ---- notes, by fact

    def _began(self, fact: MembershipBegan) -> None:
        self.known.add(self.external(fact.member))
        self.here.add(self.external(fact.member))

    def _ended(self, fact: MembershipEnded | MemberRemoved) -> None:
        self.here.discard(self.external(fact.member))

    def _was_muted(self, fact: MemberMuted) -> None:
        self._muted[self.external(fact.member)] = fact.until

    def _unmuted(self, fact: MemberUnmuted) -> None:
        self._muted.pop(self.external(fact.member), None)

    def _checked(self, fact: CheckedIn) -> None:
        member = self.external(fact.member)
        self._checked_in[member] = max(fact.day, self.checked_in_on(member))

    def _opened(self, fact: CaseOpened) -> None:
        self._forget_oldest()
        self._cases[fact.case] = CaseSeen(fact.case, self.external(fact.member), self._at)

    def _forget_oldest(self) -> None:
        """Forget the oldest case where nothing can happen to it any more; one that is not over goes to the end."""
        for number in list(islice(self._cases, 2)):
            case = self._cases.pop(number)
            if case.unconfirmed or case.appealed_at or case.appeal_by > self._at:
                self._cases[number] = case

    def _imposed(self, fact: SanctionImposed) -> None:
        case = self._cases[fact.case]
        case.unconfirmed, case.appeal_by = fact.provisional, fact.appeal_by

    def _settled(self, fact: SanctionConfirmed | SanctionLapsed) -> None:
        self._cases[fact.case].unconfirmed = False

    def _undone(self, fact: SanctionUndone) -> None:
        self._cases.pop(fact.case, None)

    def _lodged(self, fact: AppealLodged) -> None:
        case = self._cases[fact.case]
        case.appealed_at, case.appeal_by = self._at, 0

    def _decided(self, fact: AppealDecided) -> None:
        self._cases[fact.case].appealed_at = 0


_NOTES: dict[type[Fact], Callable[..., None]] = {
    MembershipBegan: Witness._began,  # noqa: SLF001 - its own methods by fact
    MembershipEnded: Witness._ended,  # noqa: SLF001
    MemberRemoved: Witness._ended,  # noqa: SLF001
    MemberMuted: Witness._was_muted,  # noqa: SLF001
    MemberUnmuted: Witness._unmuted,  # noqa: SLF001
    CheckedIn: Witness._checked,  # noqa: SLF001
    CaseOpened: Witness._opened,  # noqa: SLF001
    SanctionImposed: Witness._imposed,  # noqa: SLF001
    SanctionConfirmed: Witness._settled,  # noqa: SLF001
    SanctionLapsed: Witness._settled,  # noqa: SLF001
    SanctionUndone: Witness._undone,  # noqa: SLF001
    AppealLodged: Witness._lodged,  # noqa: SLF001
    AppealDecided: Witness._decided,  # noqa: SLF001
}
