"""The feeds of this process: made when the first stream of a community opens, grown whenever the books have grown."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache

from django.db import connections

from tongpin.connectors.webchat.feed import Feed
from tongpin.journal.following import watching
from tongpin.journal.opening import database_url

_PAUSE_S = 1.0
"""Before the books are watched anew after an error."""

_log = logging.getLogger("tongpin.webchat")


class Hub:
    """For one event loop. `close` ends all streams, so that the server can stop."""

    def __init__(self, url: str) -> None:
        """Know the books; nothing runs before the first stream opens."""
        self._url = url
        self._feeds: dict[int, Feed] = {}
        self._reader = ThreadPoolExecutor(1, "webchat-feed")
        self._task: asyncio.Task[None] | None = None
        self._opening = asyncio.Lock()
        self.closed = asyncio.Event()

    async def feed(self, community: int) -> Feed:
        """Return a community's feed, standing at the newest entry or before it."""
        async with self._opening:
            found = self._feeds.get(community)
            if found is None:
                found = Feed(community, self._reader)
                await found.start()
                self._feeds[community] = found
            if self._task is None:
                self._task = asyncio.create_task(self._follow())
            return found

    async def close(self) -> None:
        """End all streams and watch no more."""
        if self.closed.is_set():
            return
        self.closed.set()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await asyncio.get_running_loop().run_in_executor(self._reader, connections.close_all)
        self._reader.shutdown(wait=False)

    async def _follow(self) -> None:
        while True:
            try:
                async with watching(self._url) as watch:
                    while True:
                        await watch.changed()
                        for each in list(self._feeds.values()):
                            await _grown(each)
            except Exception:  # noqa: BLE001 - streams outlive whatever happens to one connection
                _log.exception("The chats could not be followed, and are followed anew.")
                await asyncio.sleep(_PAUSE_S)


async def _grown(feed: Feed) -> None:
    """Let a feed take in what is new; where it cannot, those of other communities go on all the same."""
    try:
        await feed.grow()
    except Exception:  # noqa: BLE001 - as above
        _log.exception("The chats of community %s could not be read, and are read anew.", feed.community)
        await asyncio.sleep(_PAUSE_S)


@cache
def _hub_of(_loop: asyncio.AbstractEventLoop) -> Hub:
    return Hub(database_url(os.environ))


def hub() -> Hub:
    """Return the hub of the running event loop."""
    return _hub_of(asyncio.get_running_loop())
