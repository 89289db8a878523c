"""Why, and why not: an entry decided once more as it was then, with the trace on.

`explain` is pure; `explain_from` reads what it needs from the journal; `Explainer` has it done by a worker process,
since a long journal takes a while to fold, and other pages must not wait for it.
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.trace import Asked, Trace
from tongpin.kernel.vocabulary import encode_actions, encode_facts
from tongpin.runtime.community import NO_PLAYBOOK, load

if TYPE_CHECKING:
    from tongpin.journal.store import Community as Record
    from tongpin.journal.store import Store
    from tongpin.kernel.fold import Fold
    from tongpin.kernel.words.entry import Entry
    from tongpin.runtime.community import House

LIMIT_S = 60.0
"""So long a worker may fold; it manages some millions of entries."""

_log = logging.getLogger("tongpin.explain")


class Explanation(msgspec.Struct, frozen=True):
    """What each rule said of an entry, and whether what followed is again what the journal holds."""

    n: int
    asked: list[Asked]
    same: bool


class NotExplained(Exception):  # noqa: N818 - says what happened
    """The worker failed, or (`late`) was not done within its time."""

    def __init__(self, *, late: bool) -> None:
        """Say why there is no explanation."""
        super().__init__("It took too long." if late else "The worker failed; its log says why.")
        self.late = late


def explain(fold: Fold, entry: Entry) -> Explanation:
    """Decide an entry again. The fold stands in front of it, under the playbook of that time; afterwards behind it."""
    trace = Trace()
    fold.trace_with(trace)
    again = fold.decide(entry.facts[0], entry.sent)  # type: ignore[arg-type] # an entry begins with its event
    fold.trace_with(None)
    return Explanation(entry.n, trace.asked, same=_bytes_of(again) == _bytes_of(entry))


def explain_from(house: House, store: Store, community: Record, n: int) -> Explanation | None:
    """Fold the journal up to the entry `n` and explain it; None where there is no such entry.

    Raises whatever deciding raises, and `PlaybookInvalid` where this release reads the playbook of that time no more.
    """
    entry = next(store.entries(community.id, after=n - 1), None)
    if entry is None or entry.n != n:
        return None
    playbook = store.playbook(community.id, entry.version) if entry.version else None
    compiled = house.compile(playbook or NO_PLAYBOOK, community.key)
    _, fold = load(house, store, community.id, compiled, before=n)
    return explain(fold, entry)


class Explainer:
    """Has entries explained by a worker process, one at a time, each within a limit."""

    def __init__(self, command: Callable[[int, int], Sequence[str]], limit_s: float = LIMIT_S) -> None:
        """Know the worker's command line for a community and an entry; it writes what `encode` returns."""
        self._command = command
        self._limit_s = limit_s
        self._free = BoundedSemaphore()

    def explain(self, community: int, n: int) -> Explanation | None:
        """Return the explanation of an entry, None where there is none such; raises `NotExplained`."""
        if not self._free.acquire(timeout=self._limit_s):
            raise NotExplained(late=True)
        try:
            return self._explained(self._command(community, n))
        finally:
            self._free.release()

    def _explained(self, command: Sequence[str]) -> Explanation | None:
        try:
            done = subprocess.run(command, capture_output=True, timeout=self._limit_s, check=True)  # noqa: S603 - our own command
        except subprocess.TimeoutExpired:
            raise NotExplained(late=True) from None
        except subprocess.CalledProcessError as error:
            _log.error("An entry could not be explained: %s", error.stderr.decode(errors="replace"))
            raise NotExplained(late=False) from error
        return decode(done.stdout)


def encode(explanation: Explanation | None) -> bytes:
    """Return an explanation as JSON."""
    return msgspec.json.encode(explanation)


def decode(data: bytes) -> Explanation | None:
    """Return the explanation that `encode` wrote."""
    return msgspec.json.decode(data, type=Explanation | None)


def _bytes_of(entry: Entry) -> tuple[bytes, bytes]:
    return encode_facts(entry.facts), encode_actions(entry.actions)
