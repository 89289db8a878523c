"""Actions: what the world should be told. A connector carries them out, or a human does."""

from __future__ import annotations

from tongpin.kernel.words.base import Action


class Say(Action, frozen=True):
    """Say a sentence of a capability in a chat, with `{name}` fields filled in; `to` for one member only (0: all).

    `fields` are (name, value) pairs; a value is a number or a word of the playbook, never a member's text. Where a
    name ends in `_said`, its value names a sentence (or none), which is filled from the same fields; where it ends in
    `_span`, it is a span of time in milliseconds.
    """

    chat: int
    sentence: str
    fields: tuple[tuple[str, int | str], ...] = ()
    to: int = 0
    reply_to: int = 0
    case: int = 0


class Recall(Action, frozen=True):
    """Take a message back."""

    chat: int
    message: int
    case: int


class Mute(Action, frozen=True):
    """Let a member not speak until `until`."""

    chat: int
    member: int
    until: int
    case: int


class Unmute(Action, frozen=True):
    """Let a member speak again."""

    chat: int
    member: int
    case: int


class Remove(Action, frozen=True):
    """Put a member out of a chat."""

    chat: int
    member: int
    case: int
