"""How much was said in a stretch of time, and by how many: without an index of its own on the busiest of tables.

Messages are numbered in the order in which they were decided, and the instants of entries never go back. So the first
message of a stretch is found by halving, in one query; what lies between two of them is counted along the primary key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery

from tongpin.capabilities.members.models import Member
from tongpin.journal.models import Chat, Message
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Span

KEPT_S = 3600
"""How long the count of a stretch that is over is kept: it does not change any more."""

_FIRST = """
WITH RECURSIVE halving(low, high) AS (
    SELECT CAST(1 AS BIGINT),
        coalesce((SELECT max(number) FROM tongpin_journal_message WHERE community = %(community)s), 0) + 1
    UNION ALL
    SELECT CASE WHEN entry.at < %(instant)s THEN message.number + 1 ELSE low END,
        CASE WHEN entry.at < %(instant)s THEN high ELSE (low + high) / 2 END
    FROM halving
    JOIN tongpin_journal_message AS message ON message.community = %(community)s AND message.number = (
        SELECT min(number) FROM tongpin_journal_message
        WHERE community = %(community)s AND number >= (low + high) / 2)
    JOIN tongpin_journal_entry AS entry ON entry.community = %(community)s AND entry.n = message.n
    WHERE low < high
)
SELECT max(low) FROM halving WHERE low >= high
"""


def first_message(community: int, instant: int) -> int:
    """Return the number of the first message at an instant or later; the next one to be given where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"community": community, "instant": instant})
        (number,) = cursor.fetchone()
    return int(number)


def messages_of(community: int, span: Span) -> QuerySet[Message]:
    """Return the messages of a stretch, to be counted along the primary key."""
    first, behind = numbers_of(community, span)
    return Message.objects.filter(community=community, number__gte=first, number__lt=behind)


def numbers_of(community: int, span: Span) -> tuple[int, int]:
    """Return the number of the first message of a stretch, and that of the first one behind it."""
    return first_message(community, span.since), first_message(community, span.until)


def count_messages(community: int, span: Span) -> int:
    """Return how many messages were posted in a stretch."""
    return messages_of(community, span).count()


def count_speakers(community: int, span: Span) -> int:
    """Return how many people said something in a stretch; bots are not counted."""
    now = now_ms()
    if span.until > now:
        return Member.objects.of(community).filter(last_message__gte=span.since).count()
    key = f"speakers:{community}:{span.since}:{span.until}"
    known: int | None = cache.get(key)
    if known is None:
        spoke = messages_of(community, span).values("member").distinct()
        known = Member.objects.of(community).filter(member__in=spoke).count()
        cache.set(key, known, KEPT_S)
    return known


def count_by_chat(community: int, chats: Sequence[int] | None, *spans: Span) -> Mapping[int, tuple[int, ...]]:
    """Return for some chats (None: all) how many messages each had in each of some stretches."""
    counted = {}
    for place, span in enumerate(spans):
        first, behind = numbers_of(community, span)
        here = Message.objects.filter(community=community, chat=OuterRef("number"))
        within = here.filter(number__gte=first, number__lt=behind).order_by().values("chat")
        counted[f"span_{place}"] = Subquery(within.annotate(count=Count("number")).values("count"))
    asked = Chat.objects.filter(community=community)
    asked = asked if chats is None else asked.filter(number__in=chats)
    rows = asked.annotate(**counted).values_list("number", *counted)
    return {chat: tuple(count or 0 for count in counts) for chat, *counts in rows}


def speakers_by_chat(community: int, span: Span) -> Mapping[int, int]:
    """Return how many accounts said something in each chat in a stretch; a chat where nobody did is left out."""
    return dict(messages_of(community, span).values_list("chat").annotate(Count("member", distinct=True)))
