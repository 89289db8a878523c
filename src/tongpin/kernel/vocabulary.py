"""All words in one union: how an entry becomes bytes for the journal and comes back."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import msgspec

from tongpin.kernel.words import activity, acts, chat, conduct, course, incentives, ledger, people
from tongpin.kernel.words.base import Action, Event, Fact, Word

_MODULES = (chat, people, conduct, ledger, incentives, activity, course, acts)


def _leaves(kind: type[Word]) -> tuple[type[Word], ...]:
    return tuple(
        word
        for module in _MODULES
        for word in vars(module).values()
        if isinstance(word, type)
        and issubclass(word, kind)
        and word.__module__ == module.__name__
        and word not in {Word, Fact, Event, Action}
    )


FACTS = _leaves(Fact)
ACTIONS = _leaves(Action)
EVENTS = _leaves(Event)
BY_NAME: dict[str, type[Word]] = {word.__name__: word for word in (*FACTS, *ACTIONS)}
"""Every word by the name that stands in the journal."""

AnyEvent: Any = reduce(or_, EVENTS)
_AnyFact: Any = reduce(or_, FACTS)
_AnyAction: Any = reduce(or_, ACTIONS)
_encoder = msgspec.msgpack.Encoder()
_facts = msgspec.msgpack.Decoder(list[_AnyFact])
_actions = msgspec.msgpack.Decoder(list[_AnyAction])


def encode_facts(facts: list[Fact]) -> bytes:
    """Return facts as MessagePack; equal facts give equal bytes."""
    return _encoder.encode(facts)


def decode_facts(data: bytes) -> list[Fact]:
    """Return the facts that `encode_facts` wrote, of this release or an earlier one."""
    return _facts.decode(data)


def encode_actions(actions: list[Action]) -> bytes:
    """Return actions as MessagePack."""
    return _encoder.encode(actions)


def decode_actions(data: bytes) -> list[Action]:
    """Return the actions that `encode_actions` wrote."""
    return _actions.decode(data)
