"""The loop of the house: an event is applied and offered to its listeners, and so is every fact that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tongpin.kernel import standing as kernel_standing
from tongpin.kernel.capability import View
from tongpin.kernel.moment import Moment
from tongpin.kernel.standing import Standing
from tongpin.kernel.timers import Timers
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import CommandGiven, MessagePosted
from tongpin.kernel.words.course import EventFailed, PlaybookAdopted, TimerCleared, TimerDue, TimerSet
from tongpin.kernel.words.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tongpin.kernel.capability import Capability
    from tongpin.kernel.compiled import Compiled
    from tongpin.kernel.trace import Trace
    from tongpin.kernel.words.base import Action, Event, Word

MOST_FACTS = 64
"""An entry that leads to more facts than this is a loop of reactions, and fails."""

Applier = tuple["Callable[..., None]", Any]
Listener = tuple["Callable[..., Iterable[Word]]", Any]
Handlers = tuple[tuple[Applier, ...], tuple[Listener, ...]]


class ChainTooLong(Exception):  # noqa: N818 - says what happened, as all failures of deciding do
    """One event led to more than `MOST_FACTS` facts."""


class Fold:
    """The state of one community and the one way to change it.

    `decide` takes an event and returns its entry; `replay` applies an entry that was decided before. Both leave
    the same state. After an exception from `decide` the state is unfit for use and must be folded anew.
    """

    def __init__(self, capabilities: Sequence[Capability], compiled: Compiled) -> None:
        """Start an empty community under a compiled playbook."""
        self.capabilities = tuple(capabilities)
        self.moment = Moment()
        self.version = 0
        self.restore(Standing(), Timers(), {each.name: each.state() for each in capabilities})
        self.adopt(compiled)

    def restore(self, standing: Standing, timers: Timers, states: dict[str, Any]) -> None:
        """Stand where a snapshot stood."""
        self.standing = standing
        self.timers = timers
        self.states = states
        self._handlers: dict[type[Fact], Handlers] = {}

    def adopt(self, compiled: Compiled) -> None:
        """Decide by this playbook from now on."""
        self.compiled = compiled
        self.views = {
            each.name: View(
                compiled.settings[each.name], self.standing, self.states[each.name], self.moment, compiled.clock
            )
            for each in self.capabilities
        }
        self._handlers = {}
        self._answers = {
            command.name: (command.answer, self.views[each.name])
            for each in self.capabilities
            for command in each.commands
        }
        self._rings = {
            (each.name, name): (answer, self.views[each.name])
            for each in self.capabilities
            for name, answer in each.timers.items()
        }

    def trace_with(self, trace: Trace | None) -> None:
        """Let the capabilities tell why and why not from now on, or stop it."""
        for view in self.views.values():
            view.trace = trace

    def decide(self, event: Event, sent: int) -> Entry:
        """Decide one event and return its entry. Timers due before must have been decided (`due`).

        A fact is applied as soon as it is said and offered to its listeners in turn, so a listener that yields
        its words one by one sees what the earlier ones changed.
        """
        moment = self.moment
        moment.n += 1
        moment.sent = sent
        if sent > moment.at:  # noqa: PLR1730 - a call less where every message passes
            moment.at = sent
        facts: list[Fact] = [event]
        actions: list[Action] = []
        handlers = self._handlers
        appliers, _ = handlers.get(type(event)) or self._handlers_of(type(event))
        for evolve, state in appliers:
            evolve(state, moment, event)
        if type(event) is MessagePosted and event.command:
            self._say(_command_in(event), facts)
        for fact in facts:
            for listen, view in handlers[type(fact)][1]:
                for word in listen(view, fact):
                    if isinstance(word, Fact):
                        self._say(word, facts)
                    else:
                        actions.append(word)  # type: ignore[arg-type] # a word is a fact or an action
            if len(facts) > MOST_FACTS:
                raise ChainTooLong(type(event).__name__)
        return Entry(moment.n, sent, moment.at, self.version, facts, actions)

    def due(self, at: int) -> Iterator[Entry]:
        """Decide every timer that is due at `at` or before, in order, each an entry of its own."""
        while (timer := self.timers.due_by(at)) is not None:
            due, event = timer
            yield self.decide(event, max(due, self.moment.at))

    def replay(self, entry: Entry) -> None:
        """Apply an entry of the journal."""
        moment = self.moment
        moment.n, moment.sent, moment.at = entry.n, entry.sent, entry.at
        for fact in entry.facts:
            self.apply(fact)

    def apply(self, fact: Fact) -> None:
        """Change the state by one fact."""
        appliers, _ = self._handlers.get(type(fact)) or self._handlers_of(type(fact))
        for evolve, state in appliers:
            evolve(state, self.moment, fact)

    def _say(self, fact: Fact, facts: list[Fact]) -> None:
        facts.append(fact)
        self.apply(fact)

    def _handlers_of(self, kind: type[Fact]) -> Handlers:
        """Look up once a kind of fact who applies and who hears it."""
        found = self._handlers[kind] = (self._appliers_of(kind), self._listeners_of(kind))
        return found

    def _answer_command(self, _nobody: None, given: CommandGiven) -> Iterable[Word]:
        answer = self._answers.get(given.name)
        return answer[0](answer[1], given) if answer else ()

    def _answer_timer(self, _nobody: None, timer: TimerDue) -> Iterable[Word]:
        answer = self._rings.get((timer.owner, timer.name))
        return answer[0](answer[1], timer) if answer else ()

    def _appliers_of(self, kind: type[Fact]) -> tuple[Applier, ...]:
        found: list[Applier] = []
        if kind in kernel_standing.EVOLVES:
            found.append((kernel_standing.EVOLVES[kind], self.standing))
        if kind in _TIMER_EVOLVES:
            found.append((_TIMER_EVOLVES[kind], self.timers))
        if kind is PlaybookAdopted:
            found.append((_adopted, self))
        found.extend((each.evolves[kind], self.states[each.name]) for each in self.capabilities if kind in each.evolves)
        return tuple(found)

    def _listeners_of(self, kind: type[Fact]) -> tuple[Listener, ...]:
        found: list[Listener] = [
            (each.listens[kind], self.views[each.name]) for each in self.capabilities if kind in each.listens
        ]
        if kind is CommandGiven:
            found.append((self._answer_command, None))
        elif kind is TimerDue:
            found.append((self._answer_timer, None))
        return tuple(found)


def _command_in(message: MessagePosted) -> CommandGiven:
    return CommandGiven(
        message.chat, message.member, message.command, message.number, message.choice, message.message, message.text
    )


def _timer_set(timers: Timers, _moment: Moment, fact: TimerSet) -> None:
    timers.set(fact)


def _timer_gone(timers: Timers, _moment: Moment, fact: TimerCleared | TimerDue | EventFailed) -> None:
    timers.clear(fact)


def _adopted(fold: Fold, _moment: Moment, fact: PlaybookAdopted) -> None:
    fold.version = fact.version


_TIMER_EVOLVES: dict[type[Fact], Callable[..., None]] = {
    TimerSet: _timer_set,
    TimerCleared: _timer_gone,
    TimerDue: _timer_gone,
    EventFailed: _timer_gone,
}
