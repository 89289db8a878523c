"""The door of the built-in chat to the engine: which of its read tables show which fact. Knows no Django."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.kernel.connector import Platform
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.chat import ChatOpened, Reacted
from tongpin.kernel.words.conduct import MessageRecalled, SanctionUndone
from tongpin.kernel.words.entry import Entry

ROOMS = Table("webchat_rooms", ("chat", "text", "n"))
REACTIONS = Table("webchat_reactions", ("message", "member", "reaction", "removed", "chat", "n"), key=3)
RECALLS = Table("webchat_recalls", ("message", "case", "chat", "member", "n"), key=2)
RESTORED = Table("webchat_restored", ("case", "n"))

Rows = Iterator[tuple[Table, Row]]


def _opened(_state: None, _standing: Standing, entry: Entry, fact: ChatOpened) -> Rows:
    yield ROOMS, (fact.chat, fact.text, entry.n)


def _reacted(_state: None, _standing: Standing, entry: Entry, fact: Reacted) -> Rows:
    if fact.message:
        yield REACTIONS, (fact.message, fact.member, fact.reaction, int(fact.removed), fact.chat, entry.n)


def _recalled(_state: None, _standing: Standing, entry: Entry, fact: MessageRecalled) -> Rows:
    yield RECALLS, (fact.message, fact.case, fact.chat, fact.member, entry.n)


def _undone(_state: None, _standing: Standing, entry: Entry, fact: SanctionUndone) -> Rows:
    """Whatever the case recalled is shown again."""
    yield RESTORED, (fact.case, entry.n)


WEBCHAT = Platform(
    "webchat",
    Projection(
        (ROOMS, REACTIONS, RECALLS, RESTORED),
        {ChatOpened: _opened, Reacted: _reacted, MessageRecalled: _recalled, SanctionUndone: _undone},
    ),
)
