"""Checks that the books of a community are what they promise to be, by folding them from the first entry on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tongpin.journal import rows
from tongpin.journal.books import TEXTS_DELETED
from tongpin.journal.outbox import OPEN, STATE_AFTER
from tongpin.journal.rebuild import folded
from tongpin.journal.tables import MARK, MESSAGE, OUTBOX, SNAPSHOT, TEXT
from tongpin.kernel import snapshot
from tongpin.kernel.words.base import Event
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import ActReported, EventFailed
from tongpin.kernel.words.ledger import Posted

if TYPE_CHECKING:
    from tongpin.journal.projecting import Projector
    from tongpin.journal.store import Store
    from tongpin.kernel.fold import Fold
    from tongpin.kernel.projection import Row, Table
    from tongpin.kernel.words.entry import Entry

MOST_SHOWN = 20
"""Problems of one kind that are listed; a broken table has thousands."""

REBUILD = "Run `tongpin rebuild`."
RESTORE = "Stop the engine and restore the last backup on which `tongpin verify` finds nothing."
DROP_SNAPSHOT = "Delete the snapshot; the engine folds from an older one or from the first entry."


class Problem(NamedTuple):
    """What is wrong, where it stands, and how to mend it."""

    what: str
    where: str
    mend: str


def verify(store: Store, community: int, fold: Fold, projector: Projector) -> list[Problem]:
    """Return all that is wrong with a community's books; `fold` is fresh and ends behind the last entry."""
    check = _Check(store, community, fold)
    expected: dict[Table, dict[Row, Row]] = {table: {} for table in projector.tables}
    for stretch in folded(fold, check.entries(), projector):
        for table, written in stretch.items():
            expected[table].update((row[: table.key], row) for row in written)
    problems = [*check.problems, *check.balances(), *check.outbox(), *check.inbox(), *check.texts(), *check.messages()]
    for capability in fold.capabilities:
        if capability.verify:
            wrong = capability.verify(fold.states[capability.name], fold.standing)
            problems += [Problem(each, f"state of {capability.name}", RESTORE) for each in wrong]
    for table, kept in expected.items():
        problems += _differences(table, kept, store.read_rows(community, table))
    return problems


class _Check:
    """One walk over the entries, which notes on the way what the later checks compare with."""

    def __init__(self, store: Store, community: int, fold: Fold) -> None:
        self._store = store
        self._community = community
        self._fold = fold
        self.problems: list[Problem] = []
        self._points: dict[int, int] = {}
        self._states: dict[tuple[int, int], str] = {}
        self._messages: dict[int, int] = {}
        self._failed: set[int] = set()
        self._snapshots = self._kept_snapshots()

    def entries(self) -> Iterator[Entry]:
        """Yield the entries, checked one by one; a snapshot is compared when the fold stands where it was made."""
        last, at = 0, 0
        for entry in self._store.entries(self._community):
            self._compare_snapshot(last)
            if entry.n != last + 1:
                self._note(f"Entry {last + 1} is missing: {entry.n} follows {last}.", f"entry {entry.n}", RESTORE)
            if entry.at < at:
                self._note(f"Time goes back from {at} to {entry.at}.", f"entry {entry.n}", RESTORE)
            if not entry.facts or not isinstance(entry.facts[0], Event):
                self._note("The entry does not begin with an event.", f"entry {entry.n}", RESTORE)
            last, at = entry.n, entry.at
            self._remember(entry)
            yield entry
        self._compare_snapshot(last)

    def balances(self) -> Iterator[Problem]:
        """Compare what members hold with the sum of all that was posted."""
        for member, shown in enumerate(self._fold.standing.balance.values):
            posted = self._points.get(member, 0)
            if shown != posted or shown < 0:
                yield Problem(
                    f"The standing shows {shown} points, the entries add up to {posted}.", f"member {member}", RESTORE
                )

    def outbox(self) -> Iterator[Problem]:
        """Find actions without a row, rows without an action, and states that no report explains."""
        found: list[Any] = self._store.read_rows(self._community, OUTBOX)
        place = OUTBOX.columns.index("state")
        kept: dict[tuple[int, int], str] = {(row[0], row[1]): row[place] for row in found}
        for key in sorted(kept.keys() ^ self._states.keys()):
            said = "is in the outbox, but no entry asks for it" if key in kept else "was asked for, but is not there"
            yield Problem(f"The act {said}.", f"outbox {key[0]}-{key[1]}", RESTORE)
        for key, state in kept.items():
            reported = self._states.get(key, state)
            if state != reported and not (reported == "ready" and state in OPEN):
                yield Problem(
                    f"The act is {state}, by its reports it is {reported}.", f"outbox {key[0]}-{key[1]}", RESTORE
                )

    def inbox(self) -> Iterator[Problem]:
        """Find marks that name an entry or a message that does not exist."""
        last = self._fold.moment.n
        found: list[Any] = self._store.read_rows(self._community, MARK)
        for mark, n, message in found:
            if not 0 < n <= last or (message and message not in self._messages):
                yield Problem(f"The mark names entry {n} and message {message}.", f"mark {mark}", RESTORE)

    def texts(self) -> Iterator[Problem]:
        """Compare the texts that are there and those that were deleted with the numbers given."""
        there = len(self._store.read_rows(self._community, TEXT))
        deleted = self._store.cursor(self._community, TEXTS_DELETED)
        given = self._store.cursor(self._community, rows.LAST_TEXT)
        if there + deleted != given:
            yield Problem(f"{given} texts were numbered; {there} are there, {deleted} were deleted.", "texts", RESTORE)

    def messages(self) -> Iterator[Problem]:
        """Compare the registry's messages with the entries'; one on which deciding failed was posted all the same."""
        found: list[Any] = self._store.read_rows(self._community, MESSAGE)
        place = MESSAGE.columns.index("n")
        known: dict[int, int] = {row[0]: row[place] for row in found}
        for number in sorted(known.keys() | self._messages.keys()):
            if known.get(number) == self._messages.get(number) or known.get(number) in self._failed:
                continue
            said = "no entry" if number not in self._messages else "no row in the registry that names its entry"
            yield Problem(f"The message has {said}.", f"message {number}", RESTORE)

    def _remember(self, entry: Entry) -> None:
        for index in range(len(entry.actions)):
            self._states[entry.n, index] = "ready"
        for fact in entry.facts:
            if isinstance(fact, MessagePosted):
                self._messages[fact.message] = entry.n
            elif isinstance(fact, EventFailed):
                self._failed.add(entry.n)
            elif isinstance(fact, ActReported):
                self._states[fact.entry, fact.index] = STATE_AFTER[fact.outcome]
            elif isinstance(fact, Posted):
                self._add_up(fact, entry.n)

    def _add_up(self, posted: Posted, n: int) -> None:
        if sum(amount for _, amount in posted.legs):
            self._note(f"Transaction {posted.tx} does not add up to zero.", f"entry {n}", RESTORE)
        for account, amount in posted.legs:
            if account > 0 and posted.unit == "points":
                self._points[account] = self._points.get(account, 0) + amount

    def _kept_snapshots(self) -> dict[int, bytes]:
        version = snapshot.state_version(self._fold.capabilities)
        found: list[Any] = self._store.read_rows(self._community, SNAPSHOT)
        return {n: bytes(data) for n, saved_as, data in found if saved_as == version}

    def _compare_snapshot(self, n: int) -> None:
        data = self._snapshots.pop(n, None)
        if data is not None and data != snapshot.dump(self._fold):
            self._note("The snapshot is not what its entries fold to.", f"snapshot {n}", DROP_SNAPSHOT)

    def _note(self, what: str, where: str, mend: str) -> None:
        self.problems.append(Problem(what, where, mend))


def _differences(table: Table, expected: dict[Row, Row], kept: Sequence[Row]) -> list[Problem]:
    """Compare a read table with what its entries fold to."""
    there = {row[: table.key]: tuple(row) for row in kept}
    wrong = [key for key in expected.keys() | there.keys() if expected.get(key) != there.get(key)]
    return [
        Problem(
            f"The row is {there.get(key)}, the entries fold to {expected.get(key)}.", f"{table.name} {key}", REBUILD
        )
        for key in sorted(wrong)[:MOST_SHOWN]
    ]
