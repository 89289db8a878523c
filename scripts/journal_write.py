"""How many events a second the books take, the engine left out.

Usage: python bench/journal_write.py URL [BEFORE] [MEASURED] [BATCH]
The database at URL must be migrated and empty. An event is a message with a text and a source id of 44 random
characters: mark, entry, text, message, and the rows of the members who spoke. Building the batches is not timed.
"""

import random
import string
import sys
import time

from tongpin.capabilities.members.projection import MEMBERS
from tongpin.journal.batch import Batch, Mark, Message, Text
from tongpin.journal.door import mark_of
from tongpin.journal.opening import open_store
from tongpin.kernel.projection import Row
from tongpin.kernel.words.acts import Recall
from tongpin.kernel.words.base import Action
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.people import MembershipBegan
from tongpin.text.reading import Reading

SPEAKERS = 20_000
LETTERS = string.ascii_letters + string.digits
START = 1_700_000_000_000


def batch_of(chance: random.Random, community: int, key: bytes, first: int, size: int) -> Batch:
    batch = Batch(community)
    seen: dict[int, Row] = {}
    for n in range(first, first + size):
        external = "".join(chance.choices(LETTERS, k=44))
        member = min(int(chance.paretovariate(0.8)), SPEAKERS)
        at = START + n * 60
        reading = Reading(24, 24, 0, 0, chance.getrandbits(60))
        posted = MessagePosted(1 + n % 5, member, n, n, reading)
        facts = [posted, MembershipBegan(member, n, "spoke")]
        actions: list[Action] = [Recall(1 + n % 5, n, n)] if n % 40 == 0 else []
        batch.entries.append(Entry(n, at, at, 1, facts, actions))
        batch.marks.append(Mark(mark_of(key, "webchat", external), n, n))
        batch.texts.append(
            Text(n, member, "message", "message", "今天下午三点在线上开会，请大家准时参加，不要迟到。", at)
        )
        batch.messages.append(Message(n, 1 + n % 5, member, "webchat", external, n, n, at))
        seen[member] = (member, n, at, 0, "spoke", *[n] * 8)
    batch.reads = {MEMBERS: list(seen.values())}
    return batch


def main(url: str, before: int = 1_000_000, measured: int = 500_000, size: int = 256) -> None:
    store = open_store(url)
    community = store.add_community("bench", START)
    chance = random.Random(2)  # noqa: S311 - the same events each time
    spent: list[float] = []
    n, busy = 0, 0.0
    while n < before + measured:
        batch = batch_of(chance, community.id, community.key, n + 1, size)
        begun, busy_before = time.perf_counter(), time.thread_time()
        store.known(community.id, [mark.hash for mark in batch.marks])
        store.write([batch])
        spent.append(time.perf_counter() - begun)
        busy += time.thread_time() - busy_before
        n += size
        if n % 250_000 < size or n >= before + measured:
            spent.sort()
            share = sum(spent) / len(spent) / size
            print(
                f"{n} events: {1 / share:.0f} events/s, {share * 1e6:.1f} us an event "
                f"({busy / len(spent) / size * 1e6:.1f} of them this thread's); "
                f"a batch of {size}: p50 {spent[len(spent) // 2] * 1e3:.1f} ms, "
                f"p99 {spent[len(spent) * 99 // 100] * 1e3:.1f} ms, worst {spent[-1] * 1e3:.1f} ms",
                flush=True,
            )
            spent.clear()
            busy = 0.0


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
