"""One open stream: server-sent events for one reader in one chat, from the entry on that he has seen last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator

from django.template.loader import render_to_string
from django.utils import timezone, translation

from tongpin.connectors.webchat.feed import Feed
from tongpin.connectors.webchat.happenings import Happening
from tongpin.connectors.webchat.hub import Hub
from tongpin.webkit.seat import Seat

BREATH_S = 15.0
"""A silent stream says so often up to where it has shown everything; proxies cut what is silent for longer."""
MOST_BEHIND = 5_000
"""Entries; a reader who is further behind is told to load the page instead."""
AT_ONCE = 20
"""Happenings that are put into words before others have their turn."""
RETRY_MS = 1_500
"""How long a browser waits before it comes back."""


async def stream(
    hub: Hub, feed: Feed, seat: Seat, chat: int, position: int, language: str
) -> AsyncGenerator[bytes, None]:
    """Yield events until the reader goes away, the hub closes, or he is no member any more.

    The last event of an entry carries its number as `id`: a browser that comes back says it as `Last-Event-ID`. One
    that is very far behind hears `stale`: the page shows what is newest.
    """
    yield f"retry: {RETRY_MS}\n\n".encode()
    closing = asyncio.create_task(hub.closed.wait())
    try:
        while not closing.done():
            if feed.position - position > MOST_BEHIND:
                yield b"event: stale\ndata:\n\n"
                return
            happened, reached = await feed.after(position)
            mine = [each for each in happened if _concerns(each, seat, chat)]
            for few in batched(mine, AT_ONCE):
                yield b"".join(_events(few, seat, language))
                await asyncio.sleep(0)  # putting words together takes a while: others have their turn between
            if any(each.kind == "end" for each in mine):
                return
            if reached > position:
                position = reached
                continue
            if not await _news(feed, position, closing):
                yield f"event: breath\nid: {position}\ndata:\n\n".encode()
    finally:
        closing.cancel()


def batched(happened: list[Happening], size: int) -> Iterator[list[Happening]]:
    """Yield stretches of so many happenings, or a few more where one entry has more: an entry is never parted."""
    first = 0
    while first < len(happened):
        end = first + size
        while end < len(happened) and happened[end].n == happened[end - 1].n:
            end += 1
        yield happened[first:end]
        first = end


async def _news(feed: Feed, position: int, closing: asyncio.Task[bool]) -> bool:
    """Wait for entries or the end; say whether either came within a breath."""
    news = asyncio.create_task(feed.news(position))
    try:
        done, _ = await asyncio.wait({news, closing}, timeout=BREATH_S, return_when=asyncio.FIRST_COMPLETED)
    finally:
        news.cancel()
    return bool(done)


def _concerns(happening: Happening, seat: Seat, chat: int) -> bool:
    return happening.chat in {0, chat} and happening.to in {0, seat.member}


def _events(happened: list[Happening], seat: Seat, language: str) -> list[bytes]:
    events = []
    for place, each in enumerate(happened):
        last = place + 1 == len(happened) or happened[place + 1].n != each.n
        data = each.shown.get(language)
        if data is None:
            data = each.shown[language] = _shown(each, seat, language)
        events.append(b"event: %s\n" % each.kind.encode() + (b"id: %d\n" % each.n if last else b"") + data)
    return events


def _shown(happening: Happening, seat: Seat, language: str) -> bytes:
    """Put the event's data together: a post as it stands on the page, or the instant at which a mute ends."""
    if happening.post is None:
        return b"data: %d\n\n" % happening.until
    with translation.override(language), timezone.override(seat.zone):
        html = render_to_string("webchat/post.html", {"post": happening.post, "community": seat.community})
    return "".join(f"data: {line}\n" for line in html.strip().splitlines()).encode() + b"\n"
