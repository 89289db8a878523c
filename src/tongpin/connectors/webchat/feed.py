"""One community's stream of happenings in this process: read once as the journal grows, shown by all open streams.

A stream only remembers the entry up to which it has shown everything; whatever follows is asked of the feed, which
has the newest in memory and reads the rest. So a stream that was cut goes on where it stood, and a slow one holds up
nobody.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from typing import NamedTuple, TypeVar

from django.db import close_old_connections

from tongpin.connectors.webchat.happenings import Happening, happenings
from tongpin.journal.models import Entry as EntryRow
from tongpin.kernel.vocabulary import decode_actions, decode_facts
from tongpin.kernel.words.entry import Entry

KEPT = 4_000
"""Happenings that are kept in memory; a stream that stands further back is served from the journal."""
AT_ONCE = 500
"""Entries that are read at once."""

Result = TypeVar("Result")


class Stretch(NamedTuple):
    """What happened after a stream's position, and the entry up to which that is all."""

    happened: list[Happening]
    position: int


class Feed:
    """Follows one community. For one event loop; `reader` runs what asks the database."""

    def __init__(self, community: int, reader: Executor) -> None:
        """Stand at the end of the journal once `start` has run."""
        self.community = community
        self.position = 0
        self._reader = reader
        self._since = 0
        self._kept: deque[Happening] = deque()
        self._bell = asyncio.Event()

    async def start(self) -> None:
        """Stand at the newest entry: older ones are read for whoever asks."""
        self.position = self._since = await self._read(lambda: newest_entry(self.community))

    async def grow(self) -> None:
        """Take in what has been written since the last call, and wake the streams that wait."""
        while True:
            stretch = await self._read(lambda: read_stretch(self.community, self.position))
            if stretch.position == self.position:
                return
            self._keep(stretch)
            bell, self._bell = self._bell, asyncio.Event()
            bell.set()

    async def after(self, position: int) -> Stretch:
        """Return what happened after an entry; empty only where there is nothing yet."""
        if position >= self._since:
            happened = list(self._kept)
            first = bisect_right(happened, position, key=lambda each: each.n)
            return Stretch(happened[first:], max(position, self.position))
        return await self._read(lambda: read_stretch(self.community, position))

    async def news(self, position: int) -> None:
        """Return once there are entries after `position`."""
        while self.position <= position:
            await self._bell.wait()

    def _keep(self, stretch: Stretch) -> None:
        self._kept.extend(stretch.happened)
        while len(self._kept) > KEPT:
            # Entries are forgotten whole: `_since` names the last one of which something may be missing.
            self._since = self._kept.popleft().n
            while self._kept and self._kept[0].n == self._since:
                self._kept.popleft()
        self.position = stretch.position

    async def _read(self, question: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._reader, _asked, question)


def _asked(question: Callable[[], Result]) -> Result:
    """Ask the database in the reader's thread, on a connection that is made anew where it broke."""
    close_old_connections()
    return question()


def newest_entry(community: int) -> int:
    """Return the number of a community's newest entry; 0 where there is none."""
    rows = EntryRow.objects.filter(community=community).order_by("-n")
    return rows.values_list("n", flat=True).first() or 0


def read_stretch(community: int, position: int) -> Stretch:
    """Return what the entries after a position show, at most `AT_ONCE` of them."""
    rows = EntryRow.objects.filter(community=community, n__gt=position).order_by("n")[:AT_ONCE]
    entries = [
        Entry(row.n, row.sent, row.at, row.version, decode_facts(bytes(row.facts)), decode_actions(bytes(row.actions)))
        for row in rows
    ]
    return Stretch(happenings(community, entries), entries[-1].n) if entries else Stretch([], position)
