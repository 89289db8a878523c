"""The engine: the one writer. It takes what has arrived, decides it, writes it in one commit, and only then answers."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from tongpin.journal.door import mark_of
from tongpin.journal.failpoints import reach
from tongpin.journal.store import SecondWriter, StoreUnavailable
from tongpin.journal.submitting import IGNORED, KNOWN, UNAVAILABLE, Answer
from tongpin.journal.sweeping import Sweeper
from tongpin.runtime.broker import MOST_TAKEN, Delivery, Inbox
from tongpin.runtime.community import Community, House
from tongpin.runtime.deciding import Deciding, Marked

if TYPE_CHECKING:
    from tongpin.journal.batch import Batch
    from tongpin.journal.store import Store
    from tongpin.kernel.words.arrivals import Arrival

TICK_S = 1.0
"""How often the timers of silent communities are looked at."""
MOST_AHEAD_MS = 10 * 60_000
"""An arrival dated further ahead of the engine's clock is taken for one of now: time would never come back."""
ATTEMPTS = 3
"""How often a batch is decided anew because somebody else wrote, before it is handed back."""

Clock = Callable[[], int]
_log = logging.getLogger("tongpin.engine")


def wall_clock() -> int:
    """Return milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


class Engine:
    """All communities of one store. For one thread; `open_store` is called anew after the store has failed."""

    def __init__(self, house: House, open_store: Callable[[], Store], clock: Clock = wall_clock) -> None:
        """Open the store; communities are loaded when they are first needed."""
        self.house = house
        self.clock = clock
        self._open_store = open_store
        self._store: Store | None = None
        self._communities: dict[int, Community] = {}
        self._sweeper = Sweeper()
        self._records = {record.id: record for record in self._opened().communities()}
        self.after_commit: Callable[[Sequence[Community]], None] = _nothing

    def close(self) -> None:
        """Give the store back."""
        if self._store is not None:
            self._store.close()

    def load_all(self) -> None:
        """Load every community, and spare what stands in memory then from the garbage collector."""
        for community in self._records:
            self._community(community)
        gc.collect()
        gc.freeze()

    def run(self, inbox: Inbox, stopped: Callable[[], bool]) -> None:
        """Serve an inbox until `stopped`; what was taken by then is answered."""
        next_tick = time.monotonic()
        while not stopped():
            deliveries = inbox.consume(MOST_TAKEN, max(0.0, next_tick - time.monotonic()))
            if deliveries:
                reach("engine.after_take")
                answers = self.process(deliveries)
                reach("engine.before_ack")
                inbox.answer(deliveries, answers)
                reach("engine.after_ack")
            if time.monotonic() >= next_tick:
                self.tick()
                next_tick = time.monotonic() + TICK_S

    def process(self, deliveries: Sequence[Delivery]) -> list[Answer]:
        """Decide and write what has arrived; on return it is on disk, or its answer is `UNAVAILABLE`."""
        for _ in range(ATTEMPTS):
            try:
                return self._process(deliveries)
            except SecondWriter:
                self._communities.clear()
            except StoreUnavailable as error:
                self._give_up_store(error)
                break
            except Exception as error:  # noqa: BLE001 - the arrival that it is due to is found and refused
                self._give_up_store(error)
                return self._one_by_one(deliveries, error)
        return [Answer(UNAVAILABLE)] * len(deliveries)

    def _one_by_one(self, deliveries: Sequence[Delivery], error: Exception) -> list[Answer]:
        """Find the arrival that no database takes, let it fail, and write the others."""
        if len(deliveries) > 1:
            return [answer for each in deliveries for answer in self.process([each])]
        return self._process(deliveries, refused=error)

    def tick(self) -> None:
        """Decide the timers that are due by now, of communities where nothing arrives; forget some old marks."""
        now = self.clock()
        try:
            for each in self._all():
                due = each.next_due()
                if due is not None and due <= now:
                    batch = Deciding(each, ()).run(self._opened(), until=now).batch
                    self._write([batch])
            self._sweeper.step(self._opened())
        except SecondWriter:
            self._communities.clear()
        except StoreUnavailable as error:
            self._give_up_store(error)

    def _process(self, deliveries: Sequence[Delivery], refused: Exception | None = None) -> list[Answer]:
        store = self._opened()
        latest = self.clock() + MOST_AHEAD_MS
        answers = [Answer(IGNORED)] * len(deliveries)
        batches: list[Batch] = []
        repeats: list[tuple[int, int]] = []
        for number, places in _by_community(deliveries).items():
            community = self._community(number)
            if community is None:
                continue
            arrivals = [_storable(deliveries[place].arrival, latest) for place in places]
            marks = [mark_of(community.key, arrival.source, arrival.id) for arrival in arrivals]
            known = store.known(number, marks)
            fresh: dict[int, int] = {}
            marked: list[Marked] = []
            for place, mark, arrival in zip(places, marks, arrivals, strict=True):
                if mark in known:
                    answers[place] = Answer(KNOWN, known[mark][0])
                elif mark in fresh:
                    repeats.append((place, fresh[mark]))
                else:
                    fresh[mark] = place
                    marked.append(Marked(mark, arrival))
            if marked:
                deciding = Deciding(community, marked)
                if refused is not None:
                    deciding.refuse(refused)
                decided = deciding.run(store)
                for place, answer in zip(fresh.values(), decided.answers, strict=True):
                    answers[place] = answer
                batches.append(decided.batch)
        reach("engine.after_decide")
        self._write(batches)
        for place, first in repeats:
            answers[place] = Answer(KNOWN, answers[first].n) if answers[first].n else answers[first]
        return answers

    def _write(self, batches: Sequence[Batch]) -> None:
        written = [each for each in batches if each.entries]
        if not written:
            return
        self._opened().write(written)
        communities = [self._communities[each.community] for each in written]
        for community in communities:
            community.committed()
        self.after_commit(communities)

    # ---- communities and the store

    def _all(self) -> list[Community]:
        return [each for number in self._records if (each := self._community(number)) is not None]

    def _community(self, number: int) -> Community | None:
        community = self._communities.get(number)
        if community is None:
            if number not in self._records:
                self._records = {record.id: record for record in self._opened().communities()}
            record = self._records.get(number)
            if record is None:
                return None
            community = self._communities[number] = Community(self.house, record, self._opened())
        return community

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def _give_up_store(self, error: Exception) -> None:
        """Close a store that failed and drop all state: only what is on disk counts."""
        _log.error("The journal could not be written, and is opened anew: %s", error)
        self._communities.clear()
        store, self._store = self._store, None
        if store is not None:
            with suppress(StoreUnavailable):
                store.close()


def _nothing(_communities: Sequence[Community]) -> None:
    pass


def _by_community(deliveries: Sequence[Delivery]) -> dict[int, list[int]]:
    """Return the places of each community's deliveries, in order."""
    places: dict[int, list[int]] = {}
    for place, delivery in enumerate(deliveries):
        places.setdefault(delivery.community, []).append(place)
    return places


def _storable(arrival: Arrival, latest: int) -> Arrival:
    """Return an arrival that both databases take, dated `latest` less `MOST_AHEAD_MS` where it lies further ahead."""
    if arrival.sent > latest:
        arrival = msgspec.structs.replace(arrival, sent=latest - MOST_AHEAD_MS)
    if "\0" in arrival.text:  # PostgreSQL has no such character
        arrival = msgspec.structs.replace(arrival, text=arrival.text.replace("\0", "\ufffd"))
    return arrival
