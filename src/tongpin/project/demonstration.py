"""The demo's community: founded with a past that it really lived through, played live by a cast, founded anew at will.

A fresh community is written by an engine of its own, in a process of its own; the live engine knows nothing of it until
its first arrival. So there is never a second writer, and nothing has to stop for a reset.
"""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from tongpin.journal.opening import database_url, open_store
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project import processes
from tongpin.project.examples import example
from tongpin.project.playbook_file import compile_playbook, open_playbook, packed_playbook
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.broker import MOST_TAKEN, Delivery
from tongpin.runtime.engine import Engine, wall_clock
from tongpin.runtime.simulation.cast import Cast
from tongpin.runtime.simulation.journals import StoreJournal
from tongpin.runtime.simulation.material import CHATS
from tongpin.runtime.simulation.seeding import lived_past
from tongpin.runtime.simulation.simulate import reports
from tongpin.webkit.seat import WEBCHAT

if TYPE_CHECKING:
    from tongpin.journal.submitting import Submit

PLAYBOOK = "network-group.yaml"


def found(url: str, seed: int) -> int:
    """Register a community, let it live through its past up to now, and return its number."""
    path = example(PLAYBOOK)
    now = wall_clock()
    past = lived_past(compile_playbook(path), CAPABILITIES, now, seed)
    opened = past[0].sent
    store = open_store(url)
    number = store.add_community(open_playbook(path).community.name, opened).id
    store.close()
    arrivals = [
        Arrival("console", "founded", opened, "playbook", text=packed_playbook(path), reason="demo"),
        *(Arrival(WEBCHAT, f"open-{each.id}", opened, "chat", chat=each.id, text=each.title) for each in CHATS),
        *past,
    ]
    engine = Engine(processes.house(), partial(open_store, url), lambda: now)
    for first in range(0, len(arrivals), MOST_TAKEN):
        engine.process([Delivery(number, arrival) for arrival in arrivals[first : first + MOST_TAKEN]])
    engine.tick()
    store = open_store(url)
    settled = list(reports(number, list(store.entries(number)), now))
    store.close()
    for first in range(0, len(settled), MOST_TAKEN):
        engine.process([Delivery(number, report) for report in settled[first : first + MOST_TAKEN]])
    engine.close()
    return number


class Demonstration:
    """The community that is shown now, and the cast that plays in it. For one event loop."""

    def __init__(self, url: str, seed: int, community: int) -> None:
        """Show a community that was founded."""
        self.community = community
        self._url = url
        self._seed = seed
        self._submit: Submit | None = None
        self._playing: asyncio.Task[None] | None = None
        self._resetting = asyncio.Lock()

    def begin(self, submit: Submit) -> None:
        """Let the cast play from now on."""
        self._submit = submit
        self._playing = asyncio.create_task(self._play(submit, self.community))

    async def end(self) -> None:
        """Let the cast stop; what it may have broken down with is told by its task."""
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.wait({self._playing})

    async def reset(self) -> None:
        """Show a fresh community instead of the one that visitors have changed; one after another, if asked twice."""
        async with self._resetting:
            await self._reset()

    async def _reset(self) -> None:
        self._seed += 1
        command = [sys.executable, "-m", __name__, str(self._seed)]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        said, _ = await process.communicate()
        await self.end()
        self.community = int(said)
        if self._submit is not None:
            self.begin(self._submit)

    async def _play(self, submit: Submit, community: int) -> None:
        store = open_store(self._url)
        try:
            cast = Cast(self._seed, StoreJournal(store, community, WEBCHAT))
            await cast.listen(partial(_hand_in, submit, community))
        finally:
            store.close()


async def _hand_in(submit: Submit, community: int, arrival: Arrival) -> None:
    await submit(community, arrival)


class _Shown:
    demonstration: Demonstration | None = None


def show(demonstration: Demonstration) -> None:
    """Let the pages of this process know which demonstration they are of."""
    _Shown.demonstration = demonstration


def shown() -> Demonstration:
    """Return the demonstration of this process; raises `LookupError` where there is none."""
    if _Shown.demonstration is None:
        raise LookupError("This process shows no demo.")
    return _Shown.demonstration


if __name__ == "__main__":
    # One more community, in a process of its own; whoever started this reads its number.
    sys.stdout.write(f"{found(database_url(os.environ), int(sys.argv[1]))}\n")
