"""From entries of the journal to what a stream of a chat shows: new posts, posts that changed, mutes, farewells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tongpin.connectors.webchat import posts
from tongpin.connectors.webchat.models import Recall
from tongpin.connectors.webchat.posts import Post
from tongpin.journal.models import Message
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import MessagePosted, Reacted
from tongpin.kernel.words.conduct import MemberMuted, MemberUnmuted, MessageRecalled, SanctionUndone
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.people import MembershipEnded

Kind = Literal["post", "change", "mute", "end"]


@dataclass(slots=True)
class Happening:
    """One thing that a stream shows. With `chat` 0 it concerns a member in all chats; with `to` him alone.

    `shown` keeps the words for each language once they were put together: all streams show the same.
    """

    n: int
    kind: Kind
    chat: int = 0
    to: int = 0
    post: Post | None = None
    until: int = 0
    shown: dict[str, bytes] = field(default_factory=dict)


def happenings(community: int, entries: Sequence[Entry]) -> list[Happening]:
    """Return what entries show, in their order; a constant number of queries for all of them."""
    facts = [fact for entry in entries for fact in entry.facts]
    numbers = {fact.message for fact in facts if isinstance(fact, MessagePosted | MessageRecalled | Reacted)}
    undone = _undone(community, [fact.case for fact in facts if isinstance(fact, SanctionUndone)])
    numbers.update(message for messages in undone.values() for message in messages)
    by_number = _posts(community, numbers)
    result: list[Happening] = []
    for entry in entries:
        result += _of_messages(entry, by_number, undone)
        result += _of_members(entry)
        result += _of_notices(entry)
    posts.with_quotes(community, [each.post for each in result if each.post and each.post.notice])
    return result


def _of_messages(entry: Entry, by_number: dict[int, Post], undone: dict[int, list[int]]) -> list[Happening]:
    posted, changed = 0, list[int]()
    for fact in entry.facts:
        if isinstance(fact, MessagePosted):
            posted = fact.message
        elif isinstance(fact, MessageRecalled | Reacted):
            changed.append(fact.message)
        elif isinstance(fact, SanctionUndone):
            changed += undone.get(fact.case, [])
    result = [Happening(entry.n, "post", by_number[posted].chat, post=by_number[posted])] if posted in by_number else []
    result += [
        Happening(entry.n, "change", by_number[number].chat, post=by_number[number])
        for number in dict.fromkeys(changed)
        if number != posted and number in by_number
    ]
    return result


def _of_members(entry: Entry) -> list[Happening]:
    result = []
    for fact in entry.facts:
        if isinstance(fact, MemberMuted):
            result.append(Happening(entry.n, "mute", to=fact.member, until=fact.until))
        elif isinstance(fact, MemberUnmuted):
            result.append(Happening(entry.n, "mute", to=fact.member))
        elif isinstance(fact, MembershipEnded):
            result.append(Happening(entry.n, "end", to=fact.member))
    return result


def _of_notices(entry: Entry) -> list[Happening]:
    return [
        Happening(entry.n, "post", action.chat, to=action.to, post=posts.notice(entry.n, index, entry.at, action))
        for index, action in enumerate(entry.actions)
        if isinstance(action, Say)
    ]


def _posts(community: int, numbers: set[int]) -> dict[int, Post]:
    rows = list(Message.objects.filter(community=community, number__in=numbers)) if numbers else []
    return {post.message: post for post in posts.said(community, rows)} if rows else {}


def _undone(community: int, cases: list[int]) -> dict[int, list[int]]:
    """Return which messages each case had recalled."""
    messages: dict[int, list[int]] = {}
    if cases:
        rows = Recall.objects.filter(community=community, case__in=cases)
        for case, message in rows.values_list("case", "message"):
            messages.setdefault(case, []).append(message)
    return messages
