"""The list of members, a member's story, duties by button, and what members add to the shells."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from tests.web.cases import advertise, pass_time, queries_of, text_of
from tests.web.conftest import Lived
from tongpin.capabilities.members.models import Change
from tongpin.capabilities.members.pages import PAGES
from tongpin.capabilities.members.views.deeds import by_kind, by_turns
from tongpin.capabilities.members.views.talk import (
    count_by_chat,
    count_messages,
    count_speakers,
    first_message,
    speakers_by_chat,
)
from tongpin.journal.models import Entry, Message, Text
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.broker import Delivery
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.pages import Deed, Span
from tongpin.webkit.paging import PAGE
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT, Seat

ClientOf = Callable[[str], Client]
DAY_MS = 86_400_000


def seat_of(lived: Lived, role: str) -> Seat:
    seat = people().seat(get_user_model().objects.get(external=role), lived.community)
    assert seat
    return seat


def crowd(lived: Lived, count: int, first: int = 0) -> None:
    """Let many come in at once, each with a name card and a word of his own."""
    at = wall_clock()
    happened = [
        Arrival(WEBCHAT, f"{kind}-{each}", at, kind, "main", f"crowd{each}", text)
        for each in range(first, first + count)
        for kind, text in (
            ("join", ""),
            ("card", f"路人{each}-游客"),
            ("message", f"大家好，我是第 {each} 位新人"),
        )
    ]
    lived.engine.process([Delivery(lived.community, each) for each in happened])


def numbers(response: Any) -> list[int]:  # noqa: ANN401 - what the test client gives
    return [row.member.number for row in response.context["rows"]]


def members(client: Client, lived: Lived, query: str = "") -> Any:  # noqa: ANN401 - as above
    response = client.get(f"/console/{lived.community}/members/{query}")
    assert response.status_code == 200
    return response


def test_the_list_narrows_down_and_sorts(lived: Lived, client_of: ClientOf) -> None:
    owner = client_of("owner")
    advertise(lived, "member", 2)
    lived.say("second", "今天的分享会改到周五晚上了")
    assert numbers(members(owner, lived)) == [5, 4, 3, 2, 1]
    for query, found in {
        "?sort=number": [1, 2, 3, 4, 5],
        "?q=second": [3],
        "?q=3": [3],
        "?q=%233": [3],
        "?q=9": [],
        "?duty=any": [3, 2, 1],
        "?duty=owner": [1],
        "?state=left": [5],
        "?state=member": [4, 3, 2, 1],
        "?state=muted": [4],
        "?lately=new&sort=number": [1, 2, 3, 4],
        "?lately=silent": [2, 1],
        "?sort=-messages": [4, 3, 5, 2, 1],
        "?sort=-last_message": [3, 4, 5, 2, 1],
        "?sort=nonsense&duty=nonsense&q=": [5, 4, 3, 2, 1],
    }.items():
        assert (query, numbers(members(owner, lived, query))) == (query, found)


def test_pages_follow_one_another_in_every_order(lived: Lived, client_of: ClientOf) -> None:
    owner = client_of("owner")
    crowd(lived, PAGE + 20)
    for sort in ("-number", "number", "-joined", "-last_message", "last_message", "-messages", "-balance"):
        first = members(owner, lived, f"?sort={sort}")
        second = members(owner, lived, first.context["older"])
        shown = numbers(first) + numbers(second)
        assert (sort, len(shown), sorted(shown)) == (sort, PAGE + 25, list(range(1, PAGE + 26)))
        assert second.context["older"] == ""
        assert not second.context["begins"]
        column, sign = sort.removeprefix("-"), -1 if sort.startswith("-") else 1
        rows = [*first.context["rows"], *second.context["rows"]]
        keys = [(sign * getattr(row.member, column), sign * row.member.number) for row in rows]
        assert keys == sorted(keys)
    assert numbers(members(owner, lived, "?after=nonsense")) == numbers(members(owner, lived))


def test_a_list_of_many_takes_as_many_queries(lived: Lived, client_of: ClientOf) -> None:
    owner, path = client_of("owner"), f"/console/{lived.community}/members/"
    story = f"{path}4/"
    lived.say("member", "周末一起去爬山的请报名")
    advertise(lived, "member")
    queries_of(owner, path)
    few = queries_of(owner, path), queries_of(owner, story)
    crowd(lived, PAGE + 20)
    for each in range(30):
        lived.say("member", f"第 {each} 件事情我想和大家商量一下")
    advertise(lived, "member", 3)
    assert (queries_of(owner, path), queries_of(owner, story)) == few


def test_the_file_holds_what_is_asked_for(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("card", "member", "=1+1-会计")
    answer = client_of("steward").get(f"/console/{lived.community}/members/members.csv?state=member&sort=number")
    heading, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert answer.content.startswith("\ufeff".encode())
    assert heading[:4] == ["Number", "Name card", "Duties", "State"]
    assert [row[:4] for row in rows] == [
        ["1", "owner-测试", "Owner", "member"],
        ["2", "steward-测试", "Steward", "member"],
        ["3", "second-测试", "Steward", "member"],
        ["4", "'=1+1-会计", "", "member"],
    ]


def test_a_card_is_only_text(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("card", "member", "<script>alert(1)</script>")
    owner = client_of("owner")
    for page in (members(owner, lived), owner.get(f"/console/{lived.community}/members/4/")):
        assert "<script>alert" not in text_of(page)
        assert "&lt;script&gt;alert" in text_of(page)


def test_a_story_tells_what_all_capabilities_know(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "签到")
    advertise(lived, "member")
    lived.say("member", "这句话之后会被删除的", chat="tea")
    last = Message.objects.order_by("-number")[0]
    Text.objects.filter(community=lived.community, number=last.text).delete()
    page = client_of("steward").get(f"/console/{lived.community}/members/4/")
    text = text_of(page)
    assert page.context["name"].card == "member-测试"
    for each in ("Joined", "Checked in; day 1 in a row.", "is recalled, by the rule", "text deleted"):
        assert each in text
    assert f"?before={last.number + 1}#m{last.number}" in text
    assert page.context["offered"] == []
    assert client_of("steward").get(f"/console/{lived.community}/members/99/").status_code == 404


def give(client: Client, lived: Lived, number: int, duty: str, given: int) -> list[str]:
    path = f"/console/{lived.community}/members/{number}/"
    response = client.post(f"{path}duty/", {"duty": duty, "given": given})
    if response.status_code != 303:
        return [str(response.status_code)]
    assert response.headers["Location"] == path
    return [str(each) for each in client.get(path).context["messages"]]


def test_an_owner_gives_and_takes_duties(lived: Lived, client_of: ClientOf) -> None:
    owner, community = client_of("owner"), lived.community
    assert give(owner, lived, 4, "steward", 1) == ["No. 4 holds the duty now: Steward."]
    assert give(owner, lived, 4, "steward", 1) == ["That is so already: nothing was changed."]
    assert Change.objects.of_duties(community).order_by("-n")[0].by == lived.member("owner")
    page = text_of(owner.get(f"/console/{community}/members/4/"))
    assert "Became a steward" in page
    assert give(owner, lived, 4, "steward", 0) == ["No. 4 holds the duty no longer: Steward."]
    assert give(owner, lived, 5, "steward", 1) == ["Only a member can be given a duty."]
    assert "This is the last owner" in give(owner, lived, 1, "owner", 0)[0]
    assert give(owner, lived, 4, "king", 1) == ["404"]
    assert give(client_of("steward"), lived, 4, "steward", 1) == ["403"]
    assert [each.name for each in owner.get(f"/console/{community}/members/5/").context["offered"]] == []


def test_what_the_engine_leaves_as_it_is_is_told(
    lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongpin.capabilities.members.views.story._objection", lambda *_asked, **_given: "")
    owner = client_of("owner")
    assert give(owner, lived, 1, "owner", 0) == ["Nothing was changed: it was decided otherwise in the meantime."]


def test_figures_deeds_and_goals(lived: Lived, client_of: ClientOf) -> None:
    community, now = lived.community, wall_clock()
    lived.say("member", "周末一起去爬山的请报名")
    span = Span(now - DAY_MS, now + DAY_MS)
    with override("en"):
        figures = {each.name: (each.value, each.before) for each in PAGES.figures(community, span)}
        assert figures == {"active": (1, 0), "newcomers": (5, 0)}
        said = {str(each.what) for each in PAGES.deeds(community, span)}
        assert said == {
            "5 people came in.",
            "1 member left.",
            "owner-测试 (no. 1) became an owner",
            "steward-测试 (no. 2) became a steward",
            "second-测试 (no. 3) became a steward",
        }
        steward = seat_of(lived, "steward")
        lived.say("robot", "每天早上七点播报天气情况", bot=True)
        for word, found in {
            "4": ["member-测试 #4"],
            "second": ["second-测试 #3"],
            "robot": [],
            "测试": ["former-测试 #5", "member-测试 #4", "second-测试 #3", "steward-测试 #2", "owner-测试 #1"],
            "99": [],
            "": [],
        }.items():
            assert [str(each.label) for each in PAGES.goals(steward, word)] == found
        assert list(PAGES.goals(seat_of(lived, "member"), "4")) == []
    assert list(PAGES.deeds(community, span.before)) == []


def test_the_first_message_of_a_time_is_found_by_halving(lived: Lived) -> None:
    community = lived.community
    assert first_message(community, wall_clock()) == 1
    for each in range(12):
        lived.say("member" if each % 3 else "second", f"第 {each} 句话说的是完全不同的事情", chat=f"room{each % 2}")
        pass_time(lived, 0)
    at = dict(Entry.objects.filter(community=community).values_list("n", "at"))
    spoken = {each.number: at[each.n] for each in Message.objects.filter(community=community)}
    for instant in {moment + shift for moment in spoken.values() for shift in (-1, 0, 1)}:
        expected = min((number for number, moment in spoken.items() if moment >= instant), default=len(spoken) + 1)
        assert first_message(community, instant) == expected
    Message.objects.filter(community=community, number__in=(3, 4, 12)).delete()
    for instant in spoken.values():
        later = sorted(number for number in spoken if number not in {3, 4, 12} and spoken[number] >= instant)
        found = Message.objects.filter(community=community, number__gte=first_message(community, instant))
        assert list(found.order_by("number").values_list("number", flat=True)) == later


def test_talk_is_counted_by_people_and_chats(lived: Lived) -> None:
    community, now = lived.community, wall_clock()
    for speaker, chat in (("member", "main"), ("member", "tea"), ("second", "tea"), ("robot", "tea")):
        lived.say(speaker, f"{speaker} 在 {chat} 说了一句话", chat=chat, bot=speaker == "robot")
    until_now, over = Span(now - DAY_MS, now + DAY_MS), Span(now - DAY_MS, wall_clock() + 1)
    chats = dict.fromkeys(Message.objects.filter(community=community).values_list("chat", flat=True).order_by("number"))
    main, tea = chats
    assert count_messages(community, until_now) == 4
    assert count_speakers(community, until_now) == 2
    assert count_by_chat(community, None, until_now, until_now.before) == {main: (1, 0), tea: (3, 0)}
    assert count_by_chat(community, [tea], until_now) == {tea: (3,)}
    assert speakers_by_chat(community, until_now) == {main: 1, tea: 3}
    pass_time(lived, 5)
    assert [count_speakers(community, over) for _twice in range(2)] == [2, 2]


def test_deeds_that_look_alike_stand_together(lived: Lived) -> None:
    by, machine = lived.member("owner"), 0
    deeds = [Deed(at, f"deed {at}", icon, by=who) for at, icon, who in (
        (1, "mute", machine), (2, "mute", machine), (3, "recall", by), (4, "mute", machine), (5, "mute", by),
    )]  # fmt: skip
    kinds = [(str(each.first.what), each.first.by, each.further) for each in by_kind(lived.community, deeds)]
    assert kinds == [("deed 5", "owner-测试", 0), ("deed 4", "", 2), ("deed 3", "owner-测试", 0)]
    turns = [(str(each.first.what), each.further) for each in by_turns(lived.community, deeds, 4)]
    assert turns == [("deed 5", 0), ("deed 4", 0), ("deed 3", 0), ("deed 2", 0)]
    daily = [Deed(at, f"deed {at}", icon) for at, icon in ((1, "points"), (2, "stamp"), (3, "mute"), (4, "points"))]
    turns = [(str(each.first.what), each.further) for each in by_turns(lived.community, daily, 9)]
    assert turns == [("deed 4", 0), ("deed 3", 0), ("deed 2", 1)]
    (many,) = by_kind(lived.community, [Deed(at, "deed", "mute") for at in range(50)])
    assert (len(many.others), many.untold, many.further) == (29, 20, 49)


def test_who_is_no_steward_sees_no_list(lived: Lived, client_of: ClientOf) -> None:
    answer = client_of("member").get(f"/console/{lived.community}/members/")
    assert answer.status_code == 403
