"""One community in memory: its state, its numbers and its playbook, loaded from the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tongpin.journal.batch import PlaybookVersion
from tongpin.journal.projecting import Projector
from tongpin.kernel import snapshot
from tongpin.kernel.fold import Fold
from tongpin.kernel.intake import Intake
from tongpin.kernel.numbering import Numbering

if TYPE_CHECKING:
    from tongpin.journal.store import Community as Record
    from tongpin.journal.store import Store
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.compiled import Compiled
    from tongpin.kernel.connector import Platform
    from tongpin.kernel.projection import Projecting

Compile = Callable[[PlaybookVersion, bytes], "Compiled"]
"""Makes a version of a playbook ready; the bytes key the fingerprints. Raises where the text is no playbook."""

NO_PLAYBOOK = PlaybookVersion(0, 0, "", "", 0)
"""What a community is run by before it has adopted a playbook: nothing is asked of anybody."""


class House(NamedTuple):
    """What all communities have in common: the capabilities in their order, and how playbooks are made ready."""

    capabilities: Sequence[Capability]
    compile: Compile
    platforms: Sequence[Platform] = ()
    """The connectors that keep read tables of their own."""

    @property
    def projecting(self) -> Sequence[Projecting]:
        """Return whoever may have read tables."""
        return (*self.capabilities, *self.platforms)

    def state_version(self) -> str:
        """Return what a snapshot must carry to be used."""
        return snapshot.state_version(self.capabilities)


class Community:
    """The state of one community as of its last entry on disk, and of the batch that is being decided."""

    def __init__(self, house: House, record: Record, store: Store) -> None:
        """Load the community; reads the registry, the newest fitting snapshot and the entries behind it."""
        self.house = house
        self.id = record.id
        self.key = record.key
        self.projector = Projector(house.projecting)
        self.numbering = Numbering()
        store.registry(record.id).teach(self.numbering)
        self.refold(store)

    def refold(self, store: Store) -> None:
        """Drop the state and fold it again from the journal; the numbers stay as they are."""
        playbook = newest_playbook(store, self.id)
        self.newest = playbook.version
        self.snapshot_n, self.fold = load(self.house, store, self.id, self.house.compile(playbook, self.key))
        self._read_by(self.fold.compiled)

    def adopt(self, version: PlaybookVersion) -> None:
        """Read and decide by another playbook from now on."""
        compiled = self.house.compile(version, self.key)
        self.newest = version.version
        self.fold.adopt(compiled)
        self._read_by(compiled)

    def committed(self) -> None:
        """Take note that the batch decided last is on disk."""
        self.numbering.take_new()

    def next_due(self) -> int | None:
        """Return when the first timer is due."""
        heap = self.fold.timers.heap
        return heap[0][0] if heap else None

    def _read_by(self, compiled: Compiled) -> None:
        self.intake = Intake(compiled, self.house.capabilities, self.numbering)


def newest_playbook(store: Store, community: int) -> PlaybookVersion:
    """Return the version by which a community is run."""
    return store.playbook(community, 0) or NO_PLAYBOOK


def load(house: House, store: Store, community: int, compiled: Compiled, before: int = 0) -> tuple[int, Fold]:
    """Fold a community up to its last entry, or to the one in front of the entry `before`.

    Return where the snapshot stood that was used (0: none), and the fold.
    """
    fold = Fold(house.capabilities, compiled)
    found = store.snapshot(community, house.state_version(), before)
    n = 0
    if found is not None:
        fold, n = _from_snapshot(fold, house, *found)
    for entry in store.entries(community, after=n):
        if entry.n == before:
            break
        fold.replay(entry)
    return n, fold


def _from_snapshot(fold: Fold, house: House, n: int, data: bytes) -> tuple[Fold, int]:
    """Stand where the snapshot stood; one that cannot be read is as good as none, for the journal holds everything."""
    try:
        snapshot.load(fold, data)
    except (msgspec.MsgspecError, ValueError):
        return Fold(house.capabilities, fold.compiled), 0
    return fold, n
