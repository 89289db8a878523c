"""What must hold after every crash, looked at from outside: by what was acknowledged and what a platform received."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tongpin.journal.door import mark_of
from tongpin.journal.opening import open_store
from tongpin.journal.outbox import OPEN
from tongpin.journal.store import Community
from tongpin.journal.tables import MESSAGE, OUTBOX
from tongpin.kernel.words.course import ActReported, EventFailed
from tongpin.kernel.words.ledger import Posted


class Oracle:
    """Follows one community's journal and the platform's log; every look raises AssertionError at what is wrong."""

    def __init__(self, url: str, community: Community, log: Path) -> None:
        self._store = open_store(url)
        self._community = community
        self._log = log
        self._n = 0
        self._transactions: set[int] = set()
        self._keys: set[str] = set()
        self._reports: Counter[tuple[int, int]] = Counter()
        self.actions = 0
        self.acknowledged: dict[tuple[str, str], int] = {}
        self._unchecked: list[tuple[str, str]] = []
        self._message = 0
        self._messages: set[tuple[str, str]] = set()

    def acknowledge(self, source: str, external: str, n: int) -> None:
        """Note that an event was acknowledged as entry `n`."""
        before = self.acknowledged.setdefault((source, external), n)
        assert before == n, f"{external} was acknowledged as entry {before} and as entry {n}"
        self._unchecked.append((source, external))

    def look(self) -> None:
        """Check everything that is new since the last look, and every call."""
        self._look_at_acknowledged()
        self._look_at_entries()
        self.look_at_messages()
        self._look_at_calls()

    def look_finally(self) -> Counter[str]:
        """Check, when everything is at rest, that nothing is open; return how the actions ended."""
        self.look()
        states = Counter(self._store.outbox_counts(self._community.id))
        assert not any(states[state] for state in OPEN)
        assert states.total() == self.actions
        return states

    def close(self) -> None:
        self._store.close()

    def _look_at_acknowledged(self) -> None:
        unchecked, self._unchecked = self._unchecked, []
        marks = {mark_of(self._community.key, *each): each for each in unchecked}
        known = self._store.known(self._community.id, list(marks))
        for mark, each in marks.items():
            assert mark in known, f"{each} was acknowledged and is lost"
            assert known[mark][0] == self.acknowledged[each]

    def _look_at_entries(self) -> None:
        for entry in self._store.entries(self._community.id, after=self._n):
            assert entry.n == self._n + 1, f"entry {self._n + 1} is missing"
            self._n = entry.n
            self.actions += len(entry.actions)
            assert not isinstance(entry.facts[0], EventFailed), entry.facts[0]
            for fact in entry.facts:
                if isinstance(fact, Posted):
                    assert sum(amount for _, amount in fact.legs) == 0, fact
                    assert fact.tx not in self._transactions, f"transaction {fact.tx} stands twice"
                    assert fact.key not in self._keys, f"{fact.key} was booked twice"
                    self._transactions.add(fact.tx)
                    self._keys.add(fact.key)
                elif isinstance(fact, ActReported) and fact.outcome != "by_human":
                    self._reports[fact.entry, fact.index] += 1
        assert set(self._reports.values()) <= {1}, "an act was reported twice"

    def look_at_messages(self) -> None:
        """Check that no message stands twice."""
        rows = self._store._run(  # type: ignore[attr-defined]
            f'SELECT "number", source, external FROM {MESSAGE.name} WHERE community = ? AND "number" > ? ORDER BY 1',
            (self._community.id, self._message),
        )
        for number, source, external in rows:
            assert (source, external) not in self._messages, f"recorded twice: {external}"
            self._messages.add((source, external))
            self._message = number

    def _look_at_calls(self) -> None:
        before = self._calls()
        states = self._states()
        after = self._calls()
        assert {key for _, key in before} <= states.keys(), "a call that nobody asked for"
        for (source, key), count in after.items():
            assert source == "keyed" or count == 1, f"{key} was carried out {count} times"
        called = {key for _, key in after}
        for key, state in states.items():
            assert state != "failed", key
            assert state != "done" or key in called, f"{key} is said to be done and never was"

    def _states(self) -> dict[str, str]:
        """The state of every action by its key, all of one instant: rows move on while this looks."""
        rows = self._store._run(  # type: ignore[attr-defined]
            f'SELECT n, "index", state FROM {OUTBOX.name} WHERE community = ?', (self._community.id,)
        )
        return {f"{self._community.id}-{n}-{index}": state for n, index, state in rows}

    def _calls(self) -> Counter[tuple[str, str]]:
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return Counter((source, key) for source, _, key in (line.partition(" ") for line in lines))
