"""Marks older than thirty days are forgotten, a range at a time; younger ones stay."""

from __future__ import annotations

from tests.journal.writing import START, entry, joined
from tongpin.journal.batch import Batch, Mark
from tongpin.journal.door import MARK_DAYS
from tongpin.journal.store import Store
from tongpin.journal.sweeping import MARKS_A_STEP, STEPS_OF_REST, Sweeper
from tongpin.kernel.words.chat import ChatJoined
from tongpin.kernel.words.entry import Entry

OLD, SPREAD = 2 * MARKS_A_STEP, (1 << 64) // (2 * MARKS_A_STEP)


def test_old_marks_are_forgotten_in_one_round(store: Store) -> None:
    silent = store.add_community("安静", START).id
    young = store.add_community("新", START).id
    lively = store.add_community("热闹", START).id
    store.write([joined(young, 1)])
    hashes = [-(1 << 63) + index * SPREAD for index in range(OLD)]
    marks = [Mark(hash_, n, 0) for n, hash_ in enumerate(hashes, 1)]
    store.write([Batch(lively, marks=marks, entries=[entry(n) for n in range(1, OLD + 1)])])
    later = START + OLD + MARK_DAYS * 86_400_000
    last = Entry(OLD + 1, later, later, 1, [ChatJoined(1, 1)], [])
    store.write([Batch(lively, marks=[Mark(1, OLD + 1, 0)], entries=[last])])

    sweeper = Sweeper()
    forgotten = [sweeper.step(store) for _ in range(3)]

    assert sum(forgotten) == OLD
    assert max(forgotten) < MARKS_A_STEP
    assert store.known(lively, [*hashes, 1]) == {1: (OLD + 1, 0)}
    assert store.known(young, [-1]) == {-1: (1, 0)}
    assert store.last_entry(silent) is None
    assert [sweeper.step(store) for _ in range(STEPS_OF_REST + 1)] == [0] * (STEPS_OF_REST + 1)
