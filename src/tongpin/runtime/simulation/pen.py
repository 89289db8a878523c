"""Arrivals as a platform would hand them in, each with an id of its own."""

from __future__ import annotations

from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.simulation.material import MAIN
from tongpin.runtime.simulation.people import Member


class Pen:
    """Writes arrivals of one source; `prefix` tells them from those of another pen."""

    def __init__(self, source: str, prefix: str) -> None:
        """Begin with number 1."""
        self._source = source
        self._prefix = prefix
        self._written = 0

    def write(
        self, at: int, kind: str, who: Member, text: str = "", *, chat: str = MAIN, reply_to: str = ""
    ) -> Arrival:
        """Return an arrival of something that a member does at an instant (ms since the epoch)."""
        self._written += 1
        return Arrival(self._source, f"{self._prefix}{self._written}", at, kind, chat, who.external, text, reply_to)
