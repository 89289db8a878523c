"""The cast before a clock that a test turns, with a community in memory instead of the engine."""

from __future__ import annotations

import asyncio
from functools import cache

from tests.architecture.tracked import ROOT
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.entry import Entry
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.playbooks import read_version
from tongpin.runtime.simulation.cast import Cast
from tongpin.runtime.simulation.seeding import lived_past
from tongpin.runtime.simulation.stage import Stage
from tongpin.runtime.simulation.witness import Witness

SEED = 7
AFTERNOON = 1_773_214_200_000
"""Wednesday, 11 March 2026, 15:30 in Shanghai."""


@cache
def network_group() -> Compiled:
    text = (ROOT / "playbooks" / "network-group.yaml").read_text("utf-8")
    return read_version(text, CAPABILITIES).compile(1, b"test", CAPABILITIES)


class _Ended(Exception):  # noqa: N818 - says what happened
    """The time of a performance is over."""


class Performance:
    """So many milliseconds of the cast, after the past that the demo gives it. `low` is the least that ever waited."""

    def __init__(self, lasting: int, seed: int = SEED, began: int = AFTERNOON) -> None:
        self.began = self.now = began
        self.said: list[Arrival] = []
        self.entries: list[Entry] = []
        self.visits: list[Arrival] = []
        self.low = (9, 9)
        past = lived_past(network_group(), CAPABILITIES, began, seed)
        self._ends = began + lasting
        self.stage = Stage(network_group(), CAPABILITIES, past[0].sent)
        self.stage.play(past)
        self.witness = Witness(self.stage.member)
        self.member, self.chat = self.stage.member, self.stage.chat
        self.cast = Cast(seed, self, clock=lambda: self.now, sleep=self._sleep)

    def play(self) -> Performance:
        """Play to the end, and hear what came of the last words."""
        try:
            asyncio.run(self.cast.listen(self.submit))
        except _Ended:
            self.fresh()
        return self

    async def submit(self, arrival: Arrival) -> None:
        """Let something arrive now."""
        if arrival.sent > self._ends:
            raise _Ended
        self.said.append(arrival)
        self.stage.play([arrival])

    def fresh(self) -> list[Entry]:
        """Be the journal that the cast reads; `visits` happen in time."""
        while self.visits and self.visits[0].sent <= self.now:
            self.stage.play([self.visits.pop(0)])
        self.stage.ring(self.now)
        entries = self.stage.fresh()
        self.witness.hear(entries)
        self.entries += entries
        self.low = min(self.low[0], len(self.witness.waiting())), min(self.low[1], len(self.witness.unconfirmed()))
        return entries

    async def _sleep(self, seconds: float) -> None:
        self.now += round(seconds * 1_000)
