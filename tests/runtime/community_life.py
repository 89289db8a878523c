"""A community of one toy capability on a real database, for the tests of the live engine."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tests.kernel.toy import TOY, compiled
from tongpin.journal.batch import PlaybookVersion
from tongpin.journal.opening import open_store
from tongpin.journal.store import Store
from tongpin.journal.submitting import Answer
from tongpin.kernel import snapshot
from tongpin.kernel.capability import Capability
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.entry import Entry
from tongpin.runtime.broker import Delivery
from tongpin.runtime.community import Community, House
from tongpin.runtime.engine import Engine

FAR_AHEAD = 10_000_000_000_000
"""A clock so far ahead that nothing is dated back."""


def compile_toy(version: PlaybookVersion, _key: bytes) -> Compiled:
    """Read a toy's playbook: a text that begins with `bad` is none; one that names a zone has it."""
    if version.body.startswith("bad"):
        raise ValueError(f"no playbook: {version.body}")
    return compiled(version.version, zone=version.body or "Asia/Shanghai")


class Life:
    """One community, an engine for it, and the calendar that its arrivals follow."""

    def __init__(
        self, url: str, capability: Capability = TOY, wrap: Callable[[Store], Store] = lambda store: store
    ) -> None:
        self.url = url
        self.house = House([capability], compile_toy)
        self._wrap = wrap
        self._opened: list[Store] = []
        self.community = self.open().add_community("toy", 0, key=b"toy").id
        self.now = FAR_AHEAD
        self.engine = self.another_engine()

    def another_engine(self) -> Engine:
        return Engine(self.house, self.open, clock=lambda: self.now)

    def open(self) -> Store:
        """A store of our own, closed in the end."""
        opened = self._wrap(open_store(self.url))
        self._opened.append(opened)
        return opened

    def close(self) -> None:
        for each in self._opened:
            each.close()

    def delivery(self, number: int, text: str = "hello", kind: str = "message", **more: object) -> Delivery:
        arrival = Arrival("toy", str(number), 1_000 * number, kind, "room", "ann", text)
        return Delivery(self.community, msgspec.structs.replace(arrival, **more))

    def live(self, *deliveries: Delivery) -> list[Answer]:
        return self.engine.process(deliveries)

    def entries(self) -> list[Entry]:
        return list(self.open().entries(self.community))

    def state(self, engine: Engine | None = None) -> bytes:
        """The state that an engine has in memory (default: the one that lives here)."""
        return snapshot.dump(community_of(engine or self.engine, self.community).fold)


def community_of(engine: Engine, number: int) -> Community:
    community = engine._community(number)
    assert community is not None
    return community
