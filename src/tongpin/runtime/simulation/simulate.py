"""Runs a simulated world through the live engine: same seed, same entries, same state, on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

import msgspec

from tongpin.journal.store import StoreUnavailable
from tongpin.journal.submitting import UNAVAILABLE
from tongpin.kernel import snapshot, vocabulary
from tongpin.kernel.moment import DAY_MS, HOUR_MS
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import ActReported
from tongpin.runtime.broker import MOST_TAKEN, Delivery
from tongpin.runtime.community import Community
from tongpin.runtime.engine import Engine
from tongpin.runtime.simulation.world import START, World

if TYPE_CHECKING:
    from tongpin.journal.store import Store
    from tongpin.kernel.words.entry import Entry
    from tongpin.runtime.community import House

DISPATCH = "dispatch"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a simulation came to. `state` and `journal` are SHA-256 of the final state and of all entries."""

    seed: int
    members: int
    days: int
    entries: int
    facts: dict[str, int]
    state: str
    journal: str


class SimulatedClock:
    """Milliseconds since the epoch, as far as the simulation has come."""

    def __init__(self) -> None:
        """Stand where simulated days begin."""
        self.now = START

    def __call__(self) -> int:
        """Return the simulated instant."""
        return self.now


class Simulation:
    """One community of invented members in a store of its own. `watch` is shown every hour's entries."""

    def __init__(self, house: House, open_store: Callable[[], Store], playbook: str, seed: int, members: int) -> None:
        """Register the community and adopt the playbook; its key comes from the seed."""
        self._house = house
        self._books = open_store()
        self.watch: Callable[[Store, Sequence[Entry]], None] | None = None
        key = blake2b(f"tongpin.simulation {seed}".encode(), digest_size=32).digest()
        self._record = self._books.add_community("simulation", START, key=key)
        self.community = self._record.id
        self._clock = SimulatedClock()
        self._engine = Engine(house, open_store, self._clock)
        self._world = World(seed, members)
        self._heard = 0
        self._outcome = (seed, members)
        self._submit([Arrival("operator", "playbook", START, "playbook", text=playbook, reason="simulation")])

    def run(self, days: int, after_day: Callable[[int], None] = lambda _day: None) -> Outcome:
        """Live so many days and return what came of them."""
        for day in range(days):
            self._world.dawn(day)
            for hour in range(24):
                self._live_until(START + day * DAY_MS + (hour + 1) * HOUR_MS)
            after_day(day + 1)
        return self._result(days)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.close()
        self._books.close()

    def _live_until(self, instant: int) -> None:
        self._submit(self._world.until(instant))
        self._clock.now = instant
        self._engine.tick()
        fresh = list(self._books.entries(self.community, after=self._heard))
        if fresh:
            self._heard = fresh[-1].n
            if self.watch:
                self.watch(self._books, fresh)
            self._world.hear(fresh)
            self._submit(list(reports(self.community, fresh, instant)))

    def _submit(self, arrivals: Sequence[Arrival]) -> None:
        for first in range(0, len(arrivals), MOST_TAKEN):
            batch = arrivals[first : first + MOST_TAKEN]
            self._clock.now = max(self._clock.now, batch[-1].sent)
            answers = self._engine.process([Delivery(self.community, arrival) for arrival in batch])
            if any(answer.status == UNAVAILABLE for answer in answers):
                raise StoreUnavailable("The simulation's own database could not be written.")

    def _result(self, days: int) -> Outcome:
        digest = sha256()
        facts: dict[str, int] = {}
        n = 0
        for entry in self._books.entries(self.community):
            n = entry.n
            digest.update(vocabulary.encode_facts(entry.facts) + vocabulary.encode_actions(entry.actions))
            for fact in entry.facts:
                name = type(fact).__name__
                facts[name] = facts.get(name, 0) + 1
        fold = Community(self._house, self._record, self._books).fold
        return Outcome(
            seed=self._outcome[0],
            members=self._outcome[1],
            days=days,
            entries=n,
            facts=dict(sorted(facts.items())),
            state=snapshot.state_hash(fold),
            journal=digest.hexdigest(),
        )


def reports(community: int, entries: Sequence[Entry], at: int) -> Iterator[Arrival]:
    """Report every act as done, as a platform without faults does."""
    for entry in entries:
        for index in range(len(entry.actions)):
            done = ActReported(entry.n, index, "done")
            yield Arrival(DISPATCH, f"{community}-{entry.n}-{index}:0", at, "event", event=done)
