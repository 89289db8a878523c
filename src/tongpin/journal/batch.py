"""What one commit writes for one community: a batch of entries with all that belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tongpin.kernel.projection import Row, Table
from tongpin.kernel.words.entry import Entry


class Mark(NamedTuple):
    """The mark of an event in the inbox: `hash` of source and id, the entry that it became, its message (0: none)."""

    hash: int
    n: int
    message: int


class Text(NamedTuple):
    """A text for the texts table; `retention` names the class by which it is deleted."""

    number: int
    author: int
    kind: str
    retention: str
    body: str
    at: int


class Chat(NamedTuple):
    """A chat of the registry."""

    number: int
    source: str
    external: str
    title: str = ""


class Identity(NamedTuple):
    """An identity of the registry: an account of `member` on a platform."""

    number: int
    member: int
    source: str
    external: str
    name: str = ""


class Message(NamedTuple):
    """A message of the registry: number, where and by whom, its platform's id, its text and the entry that holds it."""

    number: int
    chat: int
    member: int
    source: str
    external: str
    text: int
    n: int
    sent: int


class PlaybookVersion(NamedTuple):
    """A version of the community's playbook as it was adopted."""

    version: int
    author: int
    reason: str
    body: str
    at: int


class Failure(NamedTuple):
    """An event on which deciding or projecting raised; `arrival` is what came in, encoded (`door.encode`)."""

    n: int
    kind: str
    error: str
    arrival: bytes


@dataclass(slots=True)
class Batch:
    """One community's share of a commit.

    `reads` holds the rows of read tables, merged by key already (`projecting.rows`). Two things are not
    given, because they follow from the entries: every action becomes an outbox row that is `ready`, and
    every `ActReported` moves the row that it names.
    """

    community: int
    marks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    playbooks: list[PlaybookVersion] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    cursors: list[tuple[str, int]] = field(default_factory=list)
    reads: Mapping[Table, list[Row]] = field(default_factory=dict)
