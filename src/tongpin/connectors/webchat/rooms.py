"""Which chats the built-in platform has, and what was said last in each."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.http import Http404

from tongpin.journal.models import Chat, Message
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT


class Room(NamedTuple):
    """A chat as the list of chats shows it; `last` is its newest message (0: none), posted at `at`."""

    chat: int
    external: str
    title: str
    last: int
    at: int


def rooms(community: int) -> list[Room]:
    """Return all rooms in the order in which they were opened."""
    newest = Message.objects.filter(community=community, chat=OuterRef("number")).order_by("-number")
    rows = (
        Chat.objects.filter(community=community, source=WEBCHAT)
        .annotate(last=Subquery(newest.values("number")[:1]), at=Subquery(newest.values("sent")[:1]))
        .order_by("number")
        .values_list("number", "external", "last", "at")
    )
    titles = people().chat_names(community)
    return [
        Room(chat, external, titles.get(chat, external), last or 0, at or 0)
        for chat, external, last, at in rows
        if external
    ]


def external_of(community: int, chat: int) -> str:
    """Return the platform's id of a room; raises `Http404` where there is no such room."""
    found = Chat.objects.filter(community=community, number=chat, source=WEBCHAT)
    external = found.values_list("external", flat=True).first()
    if not external:
        raise Http404
    return external
