"""Search in a chat: newest first, over a bounded stretch of messages at a time, so that no word costs too much."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from tongpin.connectors.webchat import posts
from tongpin.connectors.webchat.posts import Post
from tongpin.journal.models import Message

STRETCH = 40_000
"""Messages of the community that one search looks through; a link goes on from there."""
MOST_FOUND = 30
MOST_WORD = 60

_FIND = """
SELECT said.number FROM tongpin_journal_message AS said
JOIN tongpin_journal_text AS words ON words.community = said.community AND words.number = said.text
WHERE said.community = %s AND said.chat = %s AND said.number >= %s AND said.number < %s
AND lower(words.body) LIKE %s ESCAPE '!'
ORDER BY said.number DESC LIMIT %s
"""


class Found(NamedTuple):
    """Posts that hold a word, newest first; `before` is where a search for older ones begins (0: no older ones)."""

    posts: list[Post]
    before: int


def search(community: int, chat: int, word: str, before: int = 0) -> Found:
    """Return messages with a word; what is recalled is not found."""
    newest = Message.objects.filter(community=community, chat=chat).order_by("-number")
    top = before or (newest.values_list("number", flat=True).first() or 0) + 1
    bottom = max(0, top - STRETCH)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [community, chat, bottom, top, _pattern(word), MOST_FOUND])
        numbers = [number for (number,) in cursor.fetchall()]
    rows = list(Message.objects.filter(community=community, number__in=numbers))
    found = [post for post in posts.said(community, rows) if not post.recalled]
    further = numbers[-1] if len(numbers) == MOST_FOUND else bottom
    return Found(sorted(found, key=lambda post: -post.message), further if further > 1 else 0)


def _pattern(word: str) -> str:
    for special in "!%_":
        word = word.replace(special, f"!{special}")
    return f"%{word[:MOST_WORD].lower()}%"
