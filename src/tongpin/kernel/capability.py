"""The door of a capability: what it hears, keeps, may say and shows. Checked when the house is wired."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import msgspec
    from pydantic import BaseModel

    from tongpin.kernel.compiling import Compiling
    from tongpin.kernel.moment import ClockFace, Moment
    from tongpin.kernel.projection import Projection
    from tongpin.kernel.standing import Standing
    from tongpin.kernel.trace import Trace
    from tongpin.kernel.words.base import Fact, Word
    from tongpin.kernel.words.chat import CommandGiven
    from tongpin.kernel.words.course import TimerDue


@dataclass(slots=True)
class View:
    """What `decide` sees: its compiled section, the standing, its own state, the moment. All read-only to it."""

    settings: Any
    standing: Standing
    state: Any
    moment: Moment
    clock: ClockFace
    trace: Trace | None = None


Words = Iterable["Word"]
"""What a decision says: facts and actions in order, as a tuple or yielded one by one."""
Listen = Callable[[View, Any], Words]
Evolve = Callable[[Any, "Moment", Any], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A word that members say to Tongpin: `words` in Chinese and English, and who answers it.

    `takes` is `none`, `number` (without one it is an everyday word and no command) or `rest`; a number at the head
    of the rest and one of `choices` are read from it, the remainder stands in the texts alone.
    """

    name: str
    words: tuple[str, ...]
    answer: Callable[[View, CommandGiven], Words]
    takes: Literal["none", "number", "rest"] = "none"
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Capability:
    """One part of how a community is run, as an operator would name it.

    `section` is its part of the playbook (a pydantic model), `compile` makes of it what `decide` sees.
    `listens` maps a fact to the pure function that answers it with words; `evolves` maps a fact to what it
    changes in the capability's own state; `timers` maps a timer's name to its answer. `emits` lists all
    words that it may say. `state_version` rises whenever the state's shape or meaning changes. `verify` says in
    full sentences what in the state contradicts itself or the standing: nothing, unless it was changed from outside.
    """

    name: str
    section: type[BaseModel]
    compile: Callable[[Any, Compiling], Any]
    state: type[msgspec.Struct]
    state_version: int
    listens: Mapping[type[Fact], Listen]
    evolves: Mapping[type[Fact], Evolve]
    emits: tuple[type[Word], ...]
    commands: tuple[Command, ...] = ()
    timers: Mapping[str, Callable[[View, TimerDue], Words]] = field(default_factory=dict)
    projection: Projection | None = None
    verify: Callable[[Any, Standing], list[str]] | None = None
