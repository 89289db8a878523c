"""Snapshots, made by a worker process that folds for itself, so that the engine never stops to write one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tongpin.kernel import snapshot
from tongpin.runtime.community import load, newest_playbook

if TYPE_CHECKING:
    from tongpin.journal.store import Store
    from tongpin.runtime.community import Community, House

EVERY = 100_000
"""Entries behind a snapshot after which a new one is made: a second of folding at the next start."""


class Snapshotter:
    """Starts a worker for a community whose snapshot lies far behind; one worker at a time."""

    def __init__(self, command: Callable[[int], Sequence[str]], every: int = EVERY) -> None:
        """Know the worker's command line for a community."""
        self._command = command
        self._every = every
        self._worker: subprocess.Popen[bytes] | None = None

    def look(self, communities: Sequence[Community]) -> None:
        """Start a worker where one is due; called after each commit."""
        for each in communities:
            n = each.fold.moment.n
            if n - each.snapshot_n >= self._every and (self._worker is None or self._worker.poll() is not None):
                each.snapshot_n = n
                self._worker = subprocess.Popen(self._command(each.id))  # noqa: S603 - our own command


def take(house: House, store: Store, community: int, key: bytes) -> int:
    """Fold a community from the journal and keep the snapshot; return the entry at which it stands."""
    compiled = house.compile(newest_playbook(store, community), key)
    _, fold = load(house, store, community, compiled)
    store.save_snapshot(community, fold.moment.n, house.state_version(), snapshot.dump(fold))
    return fold.moment.n
