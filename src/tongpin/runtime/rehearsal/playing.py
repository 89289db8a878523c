"""One playbook deciding over a history, batch by batch: the same intake and the same fold as live."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        self.intake = Intake(compiled, capabilities, Numbering())
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
        try:
            return self._decide(arrivals, events, batch.stamps)
        except DecidingFailed:
            raise
        except Exception as error:
            place = self._place - 1
            kind = type(events[place - first]).__name__
            raise self._failing(place, kind, arrivals[place - first].id, error) from error

    def _decide(
        self, arrivals: Sequence[Arrival], events: Sequence[Event | None], stamps: Sequence[str]
    ) -> list[Decision]:
        decisions: list[Decision] = []
        decide, moment, timers = self.fold.decide, self.fold.moment, self.fold.timers.heap
        muted, removed, entries = self._absence.muted, self._absence.removed, self._entries
        for arrival, event, stamp in zip(arrivals, events, stamps, strict=True):
            self._place += 1
            if event is None:
                self.tally.not_understood += 1
                continue
            sent = arrival.sent
            if timers and (timers[0][0] <= sent or timers[0][0] <= moment.at):
                self._ring(max(sent, moment.at))
            entry = decide(event, sent)
            if entries is not None:
                entries(entry)
            if type(event) is not MessagePosted:
                self._absence.follow(entry)
                if arrival.kind in SPOKEN:
                    decisions.append(self._left_out(arrival, stamp, event))
            elif len(entry.facts) > 1 or event.member in muted or event.member in removed:
                decisions.append(self._decision(arrival, stamp, event, entry))
            else:
                decisions.append(Decision(arrival.id, arrival.sender, arrival.chat, stamp))
        return decisions

    def _left_out(self, arrival: Arrival, stamp: str, event: Event) -> Decision:
        """Say of a message on which deciding raised that nothing was decided."""
        self.tally.failed += 1
        reason = event.error if isinstance(event, EventFailed) else None
        return Decision(arrival.id, arrival.sender, arrival.chat, stamp, reason=reason)

    def _decision(self, arrival: Arrival, stamp: str, message: MessagePosted, entry: Entry) -> Decision:
        decision = Decision(arrival.id, arrival.sender, arrival.chat, stamp)
        decision.after = self._absence.of(message.member, entry.at)
        if decision.after:
            self.tally.after[decision.after] += 1
        self._absence.follow(entry)
        breach = breach_of(entry)
        if breach is not None:
            decision.rule = breach.rule
            decision.rules = (breach.rule, *breach.also)
            decision.actions = acts_on(entry, breach)
            decision.reason = self._explain(breach)
            self.tally.touch(decision)
            self.surprises.consider(decision, breach, self.fold.standing, entry.at)
        return decision

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
