"""How a batch of arrivals becomes entries and rows: the engine's hot path.

An event on which deciding or projecting raises is taken out and stands in the journal as failed; the rest of its
batch is decided anew without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongpin.journal import door
from tongpin.journal.batch import Batch, Chat, Failure, Identity, Mark, Message, PlaybookVersion, Text
from tongpin.journal.submitting import ACCEPTED, FAILED, IGNORED, Answer
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import EventFailed, PlaybookAdopted, TimerDue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongpin.journal.store import Store
    from tongpin.kernel.intake import TextKept
    from tongpin.kernel.projection import Row, Table
    from tongpin.kernel.words.arrivals import Arrival
    from tongpin.kernel.words.base import Event
    from tongpin.runtime.community import Community

Place = int | tuple[int, TimerDue]
"""Which event it was: the place of its arrival in the batch, or a timer with the instant at which it was due."""

PLAYBOOK = "playbook"
MESSAGE = "message"
"""The kind of a message's text, and the class by which it is kept."""
_ENGINES_OWN = frozenset({TimerDue, PlaybookAdopted, EventFailed})
"""Events that the engine alone makes; nobody hands them in."""


class Marked(NamedTuple):
    """An arrival that is not known yet, with its mark."""

    mark: int
    arrival: Arrival


class Decided(NamedTuple):
    """What is to be written, and the answer to each arrival once it is."""

    batch: Batch
    answers: list[Answer]


class _Spoiled(Exception):  # noqa: N818 - says what happened
    """Deciding or projecting raised on one event: the state is unfit for use."""

    def __init__(self, place: Place, kind: str, error: Exception) -> None:
        super().__init__(place)
        self.place = place
        self.kind = kind
        self.error = _said(error)


class _Stretch(NamedTuple):
    """Arrivals that one playbook reads: their events, and the texts that no message brought."""

    events: list[Event | None]
    texts: list[TextKept]


class Deciding:
    """One batch of one community, from arrivals to rows."""

    def __init__(self, community: Community, marked: Sequence[Marked]) -> None:
        """Take arrivals none of which is known, in order."""
        self._community = community
        self._marked = marked
        self._stretches: dict[int, _Stretch] = {}
        self._failed: dict[Place, EventFailed] = {}

    def refuse(self, error: Exception) -> None:
        """Let the only arrival fail unread, because what it led to could not be written."""
        failed = EventFailed(self._marked[0].arrival.kind, _said(error))
        self._failed[0] = failed
        self._stretches[0] = _Stretch([failed], [])

    def run(self, store: Store, until: int = 0) -> Decided:
        """Decide the batch, then all timers that are due at `until` or before; `store` is read after a failure."""
        while True:
            self._batch = Batch(self._community.id)
            self._places: list[Place] = []
            self._answers = [Answer(IGNORED)] * len(self._marked)
            try:
                return self._decided(until)
            except _Spoiled as spoiled:
                self._take_out(spoiled)
                self._community.refold(store)

    def _take_out(self, spoiled: _Spoiled) -> None:
        place = spoiled.place
        if place in self._failed:
            raise spoiled
        if isinstance(place, int):
            self._failed[place] = EventFailed(spoiled.kind, spoiled.error)
            if self._marked[place].arrival.kind == PLAYBOOK:  # what was read by it is to be read by the one before
                self._stretches = {start: read for start, read in self._stretches.items() if start < place}
        else:
            timer = place[1]
            self._failed[place] = EventFailed(spoiled.kind, spoiled.error, timer.owner, timer.name, timer.subject)

    def _decided(self, until: int) -> Decided:
        for start, end in self._split():
            if self._marked[start].arrival.kind == PLAYBOOK:
                self._adopt(start)
            else:
                self._decide(start, self._read(start, end))
        if until:
            self._ring(until)
        self._note_the_rest()
        self._batch.reads = self._project()
        return Decided(self._batch, self._answers)

    def _split(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches that one playbook reads and decides; an adoption is a stretch of its own."""
        start = 0
        for place, (_, arrival) in enumerate(self._marked):
            if arrival.kind == PLAYBOOK:
                if start < place:
                    yield start, place
                yield place, place + 1
                start = place + 1
        if start < len(self._marked):
            yield start, len(self._marked)

    # ---- reading

    def _read(self, start: int, end: int) -> list[Event | None]:
        """Return the events of a stretch. It is read once: numbers given stay given when deciding begins anew."""
        stretch = self._stretches.get(start)
        if stretch is None:
            intake = self._community.intake
            arrivals = [arrival for _, arrival in self._marked[start:end]]
            intake.texts.clear()
            try:
                events = [None if type(event) in _ENGINES_OWN else event for event in intake.events(arrivals)]
            except Exception:  # noqa: BLE001 - whatever it is, it is found again one by one
                intake.texts.clear()
                events = [self._read_one(start + index, arrival) for index, arrival in enumerate(arrivals)]
            stretch = _Stretch(events, list(intake.texts))
            self._stretches[start] = stretch
        return stretch.events

    def _read_one(self, place: int, arrival: Arrival) -> Event | None:
        try:
            (event,) = self._community.intake.events([arrival])
        except Exception as error:  # noqa: BLE001 - failure is a fact
            failed = self._failed[place] = EventFailed(arrival.kind, _said(error))
            return failed
        return None if type(event) in _ENGINES_OWN else event

    # ---- deciding

    def _decide(self, start: int, events: list[Event | None]) -> None:
        fold, batch = self._community.fold, self._batch
        decide, moment, heap = fold.decide, fold.moment, fold.timers.heap
        entries, places, marks, messages, texts = batch.entries, self._places, batch.marks, batch.messages, batch.texts
        marked, failed, answers = self._marked, self._failed, self._answers
        for place, event in enumerate(events, start):
            if event is None:
                continue
            mark, arrival = marked[place]
            sent = arrival.sent
            if heap and (heap[0][0] <= sent or heap[0][0] <= moment.at):
                self._ring(max(sent, moment.at))
            try:
                entry = decide(failed.get(place, event) if failed else event, sent)
            except Exception as error:
                raise _Spoiled(place, type(event).__name__, error) from error
            n = entry.n
            entries.append(entry)
            places.append(place)
            message = 0
            if type(event) is MessagePosted:
                message, text = event.message, event.text
                messages.append(Message(message, event.chat, event.member, arrival.source, arrival.id, text, n, sent))
                if text:
                    texts.append(Text(text, event.member, MESSAGE, MESSAGE, arrival.text, entry.at))
            marks.append(Mark(mark, n, message))
            answers[place] = Answer(ACCEPTED, n)

    def _adopt(self, place: int) -> None:
        mark, arrival = self._marked[place]
        community = self._community
        by = community.numbering.member(arrival.source, arrival.sender) if arrival.sender else 0
        at = max(arrival.sent, community.fold.moment.at)
        self._ring(at)
        if place in self._failed:
            entry = community.fold.decide(self._failed[place], arrival.sent)
        else:
            version = PlaybookVersion(community.newest + 1, by, arrival.reason, arrival.text, at)
            try:
                community.adopt(version)
                entry = community.fold.decide(PlaybookAdopted(version.version, by), arrival.sent)
            except Exception as error:
                raise _Spoiled(place, PlaybookAdopted.__name__, error) from error
            self._batch.playbooks.append(version)
        self._batch.entries.append(entry)
        self._places.append(place)
        self._batch.marks.append(Mark(mark, entry.n, 0))
        self._answers[place] = Answer(ACCEPTED, entry.n)

    def _ring(self, at: int) -> None:
        """Decide all timers that are due at `at` or before, each an entry."""
        fold = self._community.fold
        while (timer := fold.timers.due_by(at)) is not None:
            due, event = timer
            try:
                entry = fold.decide(self._failed.get(timer, event), max(due, fold.moment.at))
            except Exception as error:
                raise _Spoiled(timer, TimerDue.__name__, error) from error
            self._batch.entries.append(entry)
            self._places.append(timer)

    # ---- rows

    def _note_the_rest(self) -> None:
        """Give the batch what does not stand in its entries: new chats and members, other texts, failures."""
        batch, community = self._batch, self._community
        numbering = community.numbering
        batch.chats = [Chat(*chat) for chat in numbering.new_chats]
        batch.identities = [
            Identity(number, number, source, external) for number, source, external in numbering.new_members
        ]
        at = community.fold.moment.at
        for stretch in self._stretches.values():
            batch.texts.extend(
                Text(number, author, kind, kind, body, at) for number, author, kind, body in stretch.texts
            )
        if self._failed:
            self._note_failures()

    def _note_failures(self) -> None:
        batch = self._batch
        for place, entry in zip(self._places, batch.entries, strict=True):
            failed = self._failed.get(place)
            if failed is None:
                continue
            arrival = b""
            if isinstance(place, int):
                arrival = door.encode(self._marked[place].arrival)
                self._answers[place] = Answer(FAILED, entry.n)
            batch.failures.append(Failure(entry.n, failed.kind, failed.error, arrival))

    def _project(self) -> dict[Table, list[Row]]:
        projector, fold, entries = self._community.projector, self._community.fold, self._batch.entries
        try:
            return projector.rows(fold, entries)
        except Exception:
            for place, entry in zip(self._places, entries, strict=True):
                try:
                    projector.rows(fold, [entry])
                except Exception as error:
                    raise _Spoiled(place, type(entry.facts[0]).__name__, error) from error
            raise


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
