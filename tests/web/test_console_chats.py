"""The chats in the console: the list, a conversation with what was decided on it, search, opening and titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils.translation import override

from tests.web.cases import advertise, command, queries_of, text_of
from tests.web.conftest import Lived
from tongpin.console import chat as conversation
from tongpin.console.chat import latest, search
from tongpin.console.chats import LATE_MS, health_by_chat
from tongpin.journal.models import Chat, Message, Outbox, Text
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.paging import PAGE

ClientOf = Callable[[str], Client]


def page(client: Client, lived: Lived, path: str) -> Any:  # noqa: ANN401 - what the test client gives
    response = client.get(f"/console/{lived.community}/chats/{path}")
    assert response.status_code == 200
    return response


def number_of(lived: Lived, external: str) -> int:
    return Chat.objects.get(community=lived.community, external=external).number


def all_done(lived: Lived) -> None:
    Outbox.objects.filter(community=lived.community).update(state="done")


def test_the_list_shows_every_chat_of_every_source(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("chat", "owner", "主群", chat="main")
    for speaker in ("member", "second", "member"):
        lived.say(speaker, f"{speaker} 说了一句，时间是 {wall_clock()}")
    elsewhere = Arrival("telegram", "t1", wall_clock(), "message", "-100", "tg-1", "从别的平台来的一句话")
    lived.take(elsewhere)
    all_done(lived)
    rows = page(client_of("steward"), lived, "").context["rows"]
    shown = [(each.title, str(each.source), each.day, each.week, each.speakers, each.health.tone) for each in rows]
    assert shown == [
        ("主群", "built-in chat", 3, 3, 2, "good"),
        ("telegram -100", "telegram", 1, 1, 1, "good"),
    ]
    assert all(each.last > wall_clock() - 60_000 for each in rows)
    assert [each.is_built_in for each in rows] == [True, False]


def test_health_says_what_was_not_done(lived: Lived) -> None:
    advertise(lived, "member", 2)
    chat, community = number_of(lived, "main"), lived.community

    def health(state: str, ago: int = 0) -> tuple[str, str]:
        rows = Outbox.objects.filter(community=community)
        rows.update(state="done")
        first = rows.order_by("n", "index")[0]
        rows.filter(n=first.n, index=first.index).update(state=state, updated=wall_clock() - ago)
        with override("en"):
            return tuple(health_by_chat(community, [chat], wall_clock())[chat])  # type: ignore[return-value] # a pair

    assert health("done") == ("all done", "good")
    assert health("ready") == ("all done", "good")
    assert health("ready", 2 * LATE_MS) == ("acts wait to be done", "warn")
    assert health("human") == ("1 to do by hand", "warn")
    assert health("failed") == ("1 act was not done", "bad")
    assert health("unknown") == ("1 act was not done", "bad")


def test_a_conversation_shows_what_was_decided(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "<b>大家</b>周末一起去爬山吗")
    first = Message.objects.latest("number")
    lived.say("second", "好啊，我来报名参加这个活动", reply_to=first.external)
    advertise(lived, "member")
    gone = lived.say("second", "这句话以后会从账册里删掉的")
    text = Message.objects.latest("number").text
    Text.objects.filter(community=lived.community, number=text).delete()
    shown = page(client_of("steward"), lived, f"{number_of(lived, 'main')}/")
    lines = shown.context["page"].lines
    assert [(each.name.number, each.rule, each.is_recalled, each.quoted) for each in lines] == [
        (4, "", False, ""),
        (3, "", False, "<b>大家</b>周末一起去爬山吗"),
        (4, "广告词", True, ""),
        (3, "", False, ""),
    ]
    assert lines[3].text is None
    assert gone.n == lines[3].message.n
    html = text_of(shown)
    assert "<b>大家" not in html
    assert "<del><bdi>周末兼职" in html
    assert f'href="/console/{lived.community}/decisions/{lines[2].message.n}/"' in html
    command(lived, "second", "撤销 1 判错了，是正常的招聘")
    (line,) = [each for each in latest(lived.community, number_of(lived, "main")).lines if each.rule]
    assert (line.is_recalled, line.standing and line.standing.name) == (False, "undone")


def test_older_messages_are_a_page_away(lived: Lived, client_of: ClientOf) -> None:
    for each in range(PAGE + 3):
        lived.say("member" if each % 2 else "second", f"第 {each} 句话，内容各不相同")
    chat = number_of(lived, "main")
    newest = latest(lived.community, chat)
    older = latest(lived.community, chat, newest.older)
    assert (len(newest.lines), len(older.lines), older.older) == (PAGE, 3, 0)
    assert newest.lines[0].message.number == older.lines[-1].message.number + 1
    shown = page(client_of("owner"), lived, f"{chat}/?before={newest.older}")
    assert "Newest" in text_of(shown)
    assert "Older" not in text_of(shown)


def test_search_looks_through_a_bounded_stretch(lived: Lived, client_of: ClientOf, monkeypatch: Any) -> None:  # noqa: ANN401
    for each in range(8):
        lived.say(
            "member" if each % 2 else "second", f"第 {each} 句{'提到爬山的话' if each in {0, 6} else '说别的事情'}"
        )
    chat, community = number_of(lived, "main"), lived.community
    found = search(community, chat, "爬山")
    assert ([each.message.number for each in found.lines], found.older) == ([1, 7], 0)
    monkeypatch.setattr(conversation, "STRETCH", 4)
    near = search(community, chat, "爬山")
    assert ([each.message.number for each in near.lines], near.older) == ([7], 5)
    assert [each.message.number for each in search(community, chat, "爬山", near.older).lines] == [1]
    shown = page(client_of("steward"), lived, f"{chat}/?q=100%25")
    assert "No message here holds this word" in text_of(shown)
    assert "have not been looked through yet" in text_of(shown)
    monkeypatch.setattr(conversation, "PAGE", 1)
    assert search(community, chat, "爬山", 8).older == 7


def test_a_long_conversation_takes_as_many_queries(lived: Lived, client_of: ClientOf) -> None:
    owner = client_of("owner")
    lived.say("member", "大家好，我是新来的，请多关照")
    advertise(lived, "second")
    paths = [f"/console/{lived.community}/chats/", f"/console/{lived.community}/chats/{number_of(lived, 'main')}/"]
    few = [queries_of(owner, path) for path in paths for _twice in range(2)][1::2]
    for each in range(PAGE):
        lived.say("second" if each % 3 else "member", f"第 {each} 句话，内容各不相同", chat=f"room{each % 6}")
        lived.say("second" if each % 3 else "member", f"第 {each} 句话，说的是另一件事情")
    advertise(lived, "member", 3)
    assert [queries_of(owner, path) for path in paths] == few


def post(client: Client, lived: Lived, path: str, **filled: str) -> Any:  # noqa: ANN401 - what the test client gives
    return client.post(f"/console/{lived.community}/chats/{path}", filled)


def test_an_owner_opens_and_titles_chats(lived: Lived, client_of: ClientOf) -> None:
    owner = client_of("owner")
    assert post(owner, lived, "open/", title="茶馆", id="tea-house", key="k").status_code == 303
    assert post(owner, lived, "open/", title="茶馆", id="tea-house", key="k").status_code == 422
    chat = number_of(lived, "tea-house")
    opened = page(owner, lived, f"{chat}/")
    assert opened.context["title"] == "茶馆"
    assert "Nothing has been said here yet" in text_of(opened)
    taken = post(owner, lived, "open/", title="另一个", id="tea-house")
    assert (taken.status_code, "already" in text_of(taken)) == (422, True)
    for bad in ("Tea", "-x", "a b", "茶", "x" * 33):
        assert post(owner, lived, "open/", title="名", id=bad).status_code == 422
    assert post(owner, lived, "open/", title="x" * 61).status_code == 422
    assert post(owner, lived, "open/", title="没有短名也可以").status_code == 303
    assert post(owner, lived, f"{chat}/title/", title="品茗轩").status_code == 303
    assert page(owner, lived, f"{chat}/").context["title"] == "品茗轩"
    assert post(owner, lived, f"{chat}/title/", title="").status_code == 422
    for path, filled in (("open/", {"title": "群管开的群"}), (f"{chat}/title/", {"title": "群管改的"})):
        assert post(client_of("steward"), lived, path, **filled).status_code == 403
    assert page(client_of("steward"), lived, "").context["form"] is None


def test_only_built_in_chats_have_titles_of_ours(lived: Lived, client_of: ClientOf) -> None:
    lived.take(Arrival("telegram", "t1", wall_clock(), "message", "-100", "tg-1", "从别的平台来的一句话"))
    chat = number_of(lived, "-100")
    shown = page(client_of("owner"), lived, f"{chat}/")
    assert shown.context["form"] is None
    assert "Speak here" not in text_of(shown)
    assert post(client_of("owner"), lived, f"{chat}/title/", title="改名").status_code == 404
    assert client_of("owner").get(f"/console/{lived.community}/chats/999/").status_code == 404


def test_what_cannot_be_written_is_told(lived: Lived, client_of: ClientOf) -> None:
    from tongpin.journal.submitting import hand_to  # noqa: PLC0415 - closes the door for this test alone

    hand_to(None)
    owner = client_of("owner")
    answer = post(owner, lived, "open/", title="茶馆")
    assert [str(each) for each in owner.get(answer.url).context["messages"]] == [
        "That could not be written down just now, so nothing has happened. Please try again in a moment."
    ]
