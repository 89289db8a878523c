"""Appeals and what stewards do about them, so that there is always something left for a visitor to decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tongpin.kernel.moment import SECOND_MS
from tongpin.runtime.simulation.decks import Deck
from tongpin.runtime.simulation.material import sayings
from tongpin.runtime.simulation.people import STEWARDS_OF_DEMO, Member
from tongpin.runtime.simulation.seeding import MISREAD

if TYPE_CHECKING:
    from tongpin.kernel.chance import Chance
    from tongpin.runtime.simulation.witness import CaseSeen, Witness

LEFT = 2
"""So many appeals, and so many sanctions to be confirmed, are left for a visitor."""
STEWARD = STEWARDS_OF_DEMO[1]
"""Who decides for the cast; a visitor may be the other."""
_MOST = 5
_THOUGHT_MS = 25 * SECOND_MS
"""Nobody objects or answers sooner."""


class Plea(NamedTuple):
    """What somebody asks of Tongpin in a case."""

    who: Member
    says: str


class Justice:
    """Looks at the cases that `witness` knows of. `player` finds the people of the cast by their ids: they alone
    object, and the steward of the cast decides on them alone.
    """

    def __init__(self, witness: Witness, player: Callable[[str], Member | None], chance: Chance) -> None:
        """Begin with what the witness has seen so far."""
        self.misread = set(MISREAD)
        self._witness = witness
        self._player = player
        self._chance = chance
        self._words = {kind: Deck(sayings()[kind], chance) for kind in ("objections", "excuses", "upheld", "kept")}
        self._looked_at: set[int] = set()
        self._confirmed: set[int] = set()

    def next(self, now: int) -> Plea | None:
        """Return what comes of the open cases next, one thing at a time."""
        waiting, unconfirmed = self._witness.waiting(), self._witness.unconfirmed()
        if len(waiting) < LEFT:
            return self._objection(now, eager=True)
        return (
            self._verdict(self._ripe(waiting, now))
            or self._confirmation(self._ripe(unconfirmed, now))
            or (self._objection(now, eager=False) if len(waiting) < _MOST else None)
        )

    def _ripe(self, cases: list[CaseSeen], now: int) -> CaseSeen | None:
        """Return the oldest case that the steward may decide; None where nothing would be left.

        Who has confirmed a sanction answers no appeal against it.
        """
        if len(cases) <= LEFT:
            return None
        return next((each for each in cases if self._may_decide(each) and _thought_over(each, now)), None)

    def _may_decide(self, case: CaseSeen) -> bool:
        return self._player(case.member) is not None and case.number not in self._confirmed

    def _objection(self, now: int, *, eager: bool) -> Plea | None:
        """Let somebody object: whoever can where it is wanted (`eager`), else whoever is of that kind."""
        for case in self._witness.appealable(now):
            member = self._player(case.member)
            if member and _thought_over(case, now) and (eager or self._objects(case, member)):
                (words,) = self._words["objections" if case.member in self.misread else "excuses"].draw()
                return Plea(member, f"申诉 {case.number} {words}")
        return None

    def _objects(self, case: CaseSeen, member: Member) -> bool:
        if case.number in self._looked_at:
            return False
        self._looked_at.add(case.number)
        return case.member in self.misread or self._chance.below(100) < member.persona.objects

    def _verdict(self, case: CaseSeen | None) -> Plea | None:
        if case is None:
            return None
        verdict, kind = ("撤销", "upheld") if case.member in self.misread else ("维持", "kept")
        (words,) = self._words[kind].draw()
        return Plea(STEWARD, f"{verdict} {case.number} {words}")

    def _confirmation(self, case: CaseSeen | None) -> Plea | None:
        if case is None:
            return None
        self._confirmed.add(case.number)
        return Plea(STEWARD, f"确认 {case.number}")


def _thought_over(case: CaseSeen, now: int) -> bool:
    return max(case.since, case.appealed_at) + _THOUGHT_MS <= now
