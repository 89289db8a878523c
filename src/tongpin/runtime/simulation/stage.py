"""A community in memory that lives under a playbook: it decides as the engine does, and writes nothing down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tongpin.kernel.fold import Fold
from tongpin.kernel.intake import Intake
from tongpin.kernel.numbering import Numbering
from tongpin.kernel.words.course import PlaybookAdopted
from tongpin.kernel.words.entry import Entry

if TYPE_CHECKING:
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.compiled import Compiled
    from tongpin.kernel.words.arrivals import Arrival


class Stage:
    """Plays arrivals. Numbers are given as in the journal of a community that is new and has adopted the playbook."""

    def __init__(self, compiled: Compiled, capabilities: Sequence[Capability], at: int) -> None:
        """Adopt the playbook at an instant."""
        self._fold = Fold(capabilities, compiled)
        self._numbering = Numbering()
        self._intake = Intake(compiled, capabilities, self._numbering)
        self._members: dict[int, str] = {}
        self._chats: dict[int, str] = {}
        self._fresh = [self._fold.decide(PlaybookAdopted(compiled.version), at)]

    def play(self, arrivals: Iterable[Arrival]) -> None:
        """Decide what has arrived, in order, and the timers that were due before."""
        taken = list(arrivals)
        for arrival, event in zip(taken, self._intake.events(taken), strict=True):
            self.ring(arrival.sent)
            if event is not None:
                self._fresh.append(self._fold.decide(event, arrival.sent))
        self._intake.texts.clear()
        chats, members = self._numbering.take_new()
        self._members.update((number, external) for number, _, external in members)
        self._chats.update((number, external) for number, _, external in chats)

    def ring(self, at: int) -> None:
        """Decide the timers that are due at an instant or before."""
        self._fresh.extend(self._fold.due(at))

    def fresh(self) -> list[Entry]:
        """Return the entries since the last call."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def member(self, number: int) -> str:
        """Return the id on the platform of a member, empty for a number that was not given."""
        return self._members.get(number, "")

    def chat(self, number: int) -> str:
        """Return the id on the platform of a chat, empty for a number that was not given."""
        return self._chats.get(number, "")
