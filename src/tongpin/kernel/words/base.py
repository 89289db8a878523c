"""What every word is: a frozen, tagged record that encodes to the same bytes everywhere."""

from __future__ import annotations

import msgspec


class Word(msgspec.Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A record by position; new fields go last and have a default, so that old journals stay readable."""


class Fact(Word, frozen=True):
    """What is now so, in the past tense. Recorded in the journal, applied by `evolve`."""


class Event(Fact, frozen=True):
    """What happened outside: the first fact of its entry."""


class Action(Word, frozen=True):
    """What the world should be told, in the imperative. Leaves by the outbox."""
