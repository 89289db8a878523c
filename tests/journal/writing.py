"""Batches for tests of the books: each event is somebody joining a chat, or a message."""

from __future__ import annotations

from tongpin.journal.batch import Batch, Chat, Identity, Mark, Message, Text
from tongpin.kernel.words.acts import Mute
from tongpin.kernel.words.base import Action
from tongpin.kernel.words.chat import ChatJoined, MessagePosted
from tongpin.kernel.words.course import ActReported
from tongpin.kernel.words.entry import Entry
from tongpin.text.reading import Reading

START = 1_700_000_000_000


def entry(n: int, *actions: Action) -> Entry:
    return Entry(n, START + n - 1, START + n, 1, [ChatJoined(1, n)], list(actions))


def joined(community: int, first: int, count: int = 1) -> Batch:
    """Members `first` and following join; the mark of entry n is -n."""
    numbers = range(first, first + count)
    return Batch(
        community,
        marks=[Mark(-n, n, 0) for n in numbers],
        entries=[entry(n) for n in numbers],
        identities=[Identity(n, n, "webchat", f"member {n}") for n in numbers],
    )


def said(community: int, n: int, text: int, body: str) -> Batch:
    """Entry n is message n of member 1 in chat 1."""
    return Batch(
        community,
        marks=[Mark(-n, n, n)],
        entries=[Entry(n, START, START + n, 1, [MessagePosted(1, 1, n, text, Reading(len(body)))], [])],
        texts=[Text(text, 1, "message", "message", body, START + n)],
        messages=[Message(n, 1, 1, "webchat", f"message {n}", text, n, START)],
        chats=[Chat(1, "webchat", "room")],
    )


def asked(community: int, n: int, *chats: int) -> Batch:
    """Entry n asks for somebody to be muted in each of the chats."""
    return Batch(community, entries=[entry(n, *(Mute(chat, n, START, 1) for chat in chats))])


def reported(community: int, n: int, of: int, index: int, outcome: str, note: str = "") -> Batch:
    """Entry n says what became of an act."""
    return Batch(community, entries=[Entry(n, START, START + n, 1, [ActReported(of, index, outcome, note)], [])])
