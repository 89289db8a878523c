"""One playbook deciding over a history, batch by batch: the same intake and the same fold as live."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from tongpin.kernel.capability import Capability
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.fold import Fold
from tongpin.kernel.intake import SPOKEN, Intake
from tongpin.kernel.numbering import Numbering
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Event
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import EventFailed, PlaybookAdopted, TimerDue
from tongpin.kernel.words.entry import Entry
from tongpin.runtime.history import Batch
from tongpin.runtime.rehearsal.absence import Absence
from tongpin.runtime.rehearsal.decision import Decision, Explain, acts_on, breach_of
from tongpin.runtime.rehearsal.surprise import Surprises
from tongpin.runtime.rehearsal.tally import Tally

Place = int | tuple[int, TimerDue]
"""Which event: an arrival by its place in the history, or a timer with the instant at which it was due."""


class Failed(NamedTuple):
    """An event on which deciding raised; `id` is the arrival's, or empty."""

    place: Place
    kind: str
    id: str
    error: str

    def event(self) -> EventFailed:
        """Return what stands in the failed event's place, as it does live."""
        if isinstance(self.place, int):
            return EventFailed(self.kind, self.error)
        timer = self.place[1]
        return EventFailed(self.kind, self.error, timer.owner, timer.name, timer.subject)


class DecidingFailed(Exception):  # noqa: N818 - says what happened
    """Deciding raised: the history is to be played again from its beginning, without this event."""


class Playing:
    """A playbook over a history. `tally` and `surprises` take note of what was decided."""

    def __init__(
        self,
        compiled: Compiled,
        capabilities: Sequence[Capability],
        explain: Explain,
        *,
        failed: dict[Place, Failed] | None = None,
        entries: Callable[[Entry], None] | None = None,
    ) -> None:
        """Start an empty community; `entries` is handed every entry.

        Events that `failed` before are left out; one that fails now is added before `DecidingFailed` is raised.
        """
        self.compiled = compiled
        self.fold = Fold(capabilities, compiled)
        self.intake = Intake(compiled, capabilities, Numbering(), roomy=True)
        self.tally = Tally()
        self.surprises = Surprises()
        self.failed = {} if failed is None else failed
        self._explain = explain
        self._entries = entries
        self._absence = Absence()
        self._place = 0

    def play(self, batch: Batch) -> list[Decision]:
        """Decide a batch; one decision for each `message` and `action`, in order."""
        arrivals = batch.arrivals
        if arrivals and not self.fold.moment.n:
            self._record(self.fold.decide(PlaybookAdopted(self.compiled.version), arrivals[0].sent))
        events = self.intake.events(arrivals)
        self.intake.texts.clear()
        self.tally.count(arrivals)
        first = self._place
        for place in self.failed.keys() & set(range(first, first + len(events))):
            events[place - first] = self.failed[place].event()  # type: ignore[operator] # these are places of arrivals
        self._place += len(events)
        return self._decide(first, arrivals, events, batch.stamps)

    def _decide(
        self, first: int, arrivals: Sequence[Arrival], events: Sequence[Event | None], stamps: Sequence[str]
    ) -> list[Decision]:
        decisions: list[Decision] = []
        decide, moment, timers = self.fold.decide, self.fold.moment, self.fold.timers.heap
        muted, removed, entries = self._absence.muted, self._absence.removed, self._entries
        for place, arrival, event, stamp in zip(count(first), arrivals, events, stamps):
            if event is None:
                self.tally.not_understood += 1
                continue
            sent = arrival.sent
            if timers and (timers[0][0] <= sent or timers[0][0] <= moment.at):
                self._ring(max(sent, moment.at))
            try:
                entry = decide(event, sent)
            except Exception as error:
                raise self._failing(place, type(event).__name__, arrival.id, error) from error
            if entries is not None:
                entries(entry)
            if type(event) is not MessagePosted:
                self._absence.follow(entry)
                if arrival.kind in SPOKEN:
                    decisions.append(self._left_out(arrival, stamp, event))
                continue
            decision = Decision(arrival.id, arrival.sender, arrival.chat, stamp)
            decisions.append(decision)
            if event.member in muted or event.member in removed:
                self._mark(decision, event.member, entry.at)
            if len(entry.facts) > 1:
                self._judge(decision, entry)
        return decisions

    def _left_out(self, arrival: Arrival, stamp: str, event: Event) -> Decision:
        """Say of a message on which deciding raised that nothing was decided."""
        self.tally.failed += 1
        reason = event.error if isinstance(event, EventFailed) else None
        return Decision(arrival.id, arrival.sender, arrival.chat, stamp, reason=reason)

    def _mark(self, decision: Decision, member: int, at: int) -> None:
        decision.after = self._absence.of(member, at)
        if decision.after:
            self.tally.after[decision.after] += 1

    def _judge(self, decision: Decision, entry: Entry) -> None:
        """Say what an entry with more facts than the message itself means for it."""
        self._absence.follow(entry)
        breach = breach_of(entry)
        if breach is None:
            return
        decision.rule = breach.rule
        decision.rules = (breach.rule, *breach.also)
        decision.actions = acts_on(entry, breach)
        decision.reason = self._explain(breach)
        self.tally.touch(decision)
        self.surprises.consider(decision, breach, self.fold.standing, entry.at)

    def _ring(self, at: int) -> None:
        """Decide all timers that are due at `at` or before."""
        fold = self.fold
        while (timer := fold.timers.due_by(at)) is not None:
            due, event = timer
            failed = self.failed.get(timer)
            try:
                entry = fold.decide(failed.event() if failed else event, max(due, fold.moment.at))
            except Exception as error:
                raise self._failing(timer, type(event).__name__, "", error) from error
            self.tally.timers += 1
            self._record(entry)

    def _record(self, entry: Entry) -> None:
        self._absence.follow(entry)
        if self._entries is not None:
            self._entries(entry)

    def _failing(self, place: Place, kind: str, arrival: str, error: Exception) -> DecidingFailed:
        said = f"{type(error).__name__}: {error}"
        self.failed[place] = Failed(place, kind, arrival, said)
        return DecidingFailed(said)
