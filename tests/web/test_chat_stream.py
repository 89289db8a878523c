"""A live chat: what streams show, to whom, in which order, and what they miss when they are cut: nothing."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import pytest
from django.db import connections

from tests.web.conftest import Lived
from tongpin.connectors.webchat import feed as feeds
from tongpin.connectors.webchat import hub as hubs
from tongpin.connectors.webchat import stream as streams
from tongpin.connectors.webchat.happenings import Happening
from tongpin.connectors.webchat.hub import Hub
from tongpin.connectors.webchat.stream import batched, stream
from tongpin.webkit.seat import Seat

MAIN = 1
PATIENCE_S = 10


@pytest.fixture
def url(lived: Lived) -> str:
    settings = connections.settings["default"]
    if "sqlite" in settings["ENGINE"]:
        return f"sqlite:///{settings['NAME']}"
    return f"postgresql://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.fixture
async def hub(url: str) -> AsyncIterator[Hub]:
    made = Hub(url)
    yield made
    await made.close()


def seat_of(lived: Lived, name: str) -> Seat:
    return Seat(lived.community, "技术交流群", name, member=lived.member(name), number=1, joined=1)


class Reader:
    """Reads a stream event by event."""

    def __init__(self, chunks: AsyncGenerator[bytes, None]) -> None:
        self.chunks = chunks
        self.waiting: list[dict[str, str]] = []
        self.last_id = 0

    async def next(self) -> dict[str, str]:
        while not self.waiting:
            chunk = await asyncio.wait_for(anext(self.chunks), PATIENCE_S)
            self.waiting += [_event(each) for each in chunk.decode().split("\n\n") if each.strip()]
        event = self.waiting.pop(0)
        self.last_id = int(event.get("id") or self.last_id)
        return event if "event" in event else await self.next()


def _event(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in block.splitlines():
        name, _, value = line.partition(":")
        fields[name] = f"{fields[name]}\n{value[1:]}" if name in fields else value[1:]
    return fields


async def opened(hub: Hub, lived: Lived, name: str, after: int | None = None, chat: int = MAIN) -> Reader:
    feed = await hub.feed(lived.community)
    newest = lived.store.last_entry(lived.community)
    position = after if after is not None else newest.n if newest else 0
    return Reader(stream(hub, feed, seat_of(lived, name), chat, position, "en"))


async def test_what_is_said_is_shown_to_everybody_and_what_is_for_one_to_him_alone(lived: Lived, hub: Hub) -> None:
    async with (
        aclosing((mine := await opened(hub, lived, "member")).chunks),
        aclosing((other := await opened(hub, lived, "owner")).chunks),
    ):
        lived.say("member", "大家好，今天读完了一章")
        for reader in (mine, other):
            event = await reader.next()
            assert event["event"] == "post"
            assert "大家好，今天读完了一章" in event["data"]
        lived.say("member", "加微信领优惠券，兼职刷单")
        shown = [await other.next()]
        own = [await mine.next(), await mine.next()]
    assert "优惠券" not in shown[0]["data"]
    assert "Recalled: “广告词”" in shown[0]["data"]
    assert "only you see this" in own[1]["data"]
    assert "优惠券" in own[1]["data"]
    assert "/appeal" in own[1]["data"]


async def test_a_stream_that_was_cut_goes_on_where_it_stood(
    lived: Lived, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "KEPT", 3)
    monkeypatch.setattr(feeds, "AT_ONCE", 4)
    reader = await opened(hub, lived, "member")
    lived.say("owner", "第 0 句话")
    assert "第 0 句话" in (await reader.next())["data"]
    await reader.chunks.aclose()
    for number in range(1, 12):
        lived.say(("owner", "steward", "second")[number % 3], f"第 {number} 句话")
    again = await opened(hub, lived, "member", after=reader.last_id)
    texts = [(await again.next())["data"] for _ in range(11)]
    await again.chunks.aclose()
    assert [f"第 {number} 句话" in text for number, text in enumerate(texts, 1)] == [True] * 11


async def test_other_chats_are_not_shown(lived: Lived, hub: Hub) -> None:
    async with aclosing((reader := await opened(hub, lived, "member")).chunks):
        lived.say("owner", "别处的话说给别处听", chat="side")
        lived.say("owner", "这里的话说给这里听")
        assert "这里的话" in (await reader.next())["data"]


async def test_changes_replace_what_was_shown(lived: Lived, hub: Hub) -> None:
    async with aclosing((reader := await opened(hub, lived, "owner")).chunks):
        lived.say("member", "加微信领优惠券，兼职刷单")
        recalled = await reader.next()
        message = recalled["data"].partition('id="m')[2].partition('"')[0]
        lived.hand_in("command", "steward", "撤销 1 看过了")
        restored = await reader.next()
        lived.hand_in("reaction", "owner", "👍", reply_to=f"t{lived.events - 1}")
        reacted = await reader.next()
        lived.hand_in("reaction", "owner", "-👍", reply_to=f"t{lived.events - 2}")
        plain = await reader.next()
    assert [each["event"] for each in (restored, reacted, plain)] == ["change"] * 3
    assert all(f'id="m{message}"' in each["data"] for each in (restored, reacted, plain))
    assert "优惠券" in restored["data"]
    assert 'data-echo="👍"' in reacted["data"]
    assert 'data-echo="👍"' not in plain["data"]


async def test_the_muted_is_told_and_who_left_sees_no_more(lived: Lived, hub: Hub) -> None:
    reader = await opened(hub, lived, "member")
    for _ in range(2):
        lived.say("member", "加微信领优惠券，兼职刷单")
    event = await reader.next()
    while event["event"] != "mute":
        event = await reader.next()
    assert int(event["data"]) > 0
    lived.hand_in("leave", "member")
    while event["event"] != "end":
        event = await reader.next()
    with pytest.raises(StopAsyncIteration):
        await anext(reader.chunks)


async def test_a_silent_stream_says_where_it_stands(lived: Lived, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BREATH_S", 0.05)
    async with aclosing((reader := await opened(hub, lived, "member")).chunks):
        event = await reader.next()
    assert event["event"] == "breath"
    assert int(event["id"]) == lived.store.last_entry(lived.community).n  # type: ignore[union-attr]


async def test_the_hub_ends_its_streams(lived: Lived, hub: Hub) -> None:
    reader = await opened(hub, lived, "member")
    await anext(reader.chunks)  # the pause before coming back
    end = asyncio.create_task(anext(reader.chunks, None))
    await asyncio.sleep(0)
    await hub.close()
    assert await asyncio.wait_for(end, PATIENCE_S) is None


async def test_a_hub_goes_on_after_an_error(
    lived: Lived, hub: Hub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hubs, "_PAUSE_S", 0)
    failing = [True]
    read = feeds.read_stretch

    def broken(community: int, position: int) -> feeds.Stretch:
        if failing.pop() if failing else False:
            raise RuntimeError("the disk is away")
        return read(community, position)

    monkeypatch.setattr(feeds, "read_stretch", broken)
    async with aclosing((reader := await opened(hub, lived, "member")).chunks):
        lived.say("owner", "还听得见吗，大家")
        assert "还听得见吗" in (await reader.next())["data"]
    assert "read anew" in caplog.text


async def test_who_is_far_behind_is_told_to_load_the_page(
    lived: Lived, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_BEHIND", 3)
    reader = await opened(hub, lived, "member", after=0)
    assert (await reader.next())["event"] == "stale"
    with pytest.raises(StopAsyncIteration):
        await anext(reader.chunks)


def test_happenings_are_put_into_words_a_few_at_a_time_and_no_entry_is_parted() -> None:
    happened = [Happening(n, "post") for n in (1, 2, 2, 2, 3)]
    assert [[each.n for each in few] for few in batched(happened, 2)] == [[1, 2, 2, 2], [3]]
