"""The settings, what a human has to see to, and the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from tests.web.cases import advertise, queries_of, text_of
from tests.web.conftest import Lived
from tests.web.test_console_today import fail, put_aside, seat_of
from tongpin.console.errands import errands_of
from tongpin.console.house import sources_of
from tongpin.console.palette import MOST_GOALS, goals_for
from tongpin.journal.models import Message, Outbox
from tongpin.kernel.vocabulary import encode_actions
from tongpin.kernel.words.acts import Mute, Remove, Unmute
from tongpin.kernel.words.course import ActReported
from tongpin.runtime.engine import wall_clock

ClientOf = Callable[[str], Client]


def settings(client: Client, lived: Lived) -> Any:  # noqa: ANN401 - what the test client gives
    response = client.get(f"/console/{lived.community}/settings/")
    assert response.status_code == 200
    return response


def test_the_settings_say_how_things_stand(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "大家好，我是新来的，请多关照")
    fail(lived)
    page = settings(client_of("owner"), lived)
    html = text_of(page)
    assert [(each.name.number, [str(duty) for duty in each.duties]) for each in page.context["team"]] == [
        (1, ["Owner"]),
        (2, ["Steward"]),
        (3, ["Steward"]),
    ]
    for each in ("built-in chat", "ValueError: 1", "version 1, since", "SQLite" if _is_sqlite() else "PostgreSQL"):
        assert each in html
    assert "Data folder" in html
    assert "Data folder" not in text_of(settings(client_of("steward"), lived))


def test_connectors_say_how_they_fare(lived: Lived) -> None:
    lived.say("member", "签到")
    Outbox.objects.filter(community=lived.community).update(state="done")
    put_aside(lived, "failed", 2)
    row = Outbox.objects.filter(community=lived.community, state="ready").order_by("-n")[0]
    Outbox.objects.filter(community=lived.community, n=row.n, index=row.index).update(updated=1)
    (source,) = sources_of(lived.community, wall_clock())
    assert (source.chats, source.since, source.is_late) == (1, 1, True)
    assert [(count, tone) for count, _label, tone in source.amiss] == [(2, "bad")]
    assert source.waiting == Outbox.objects.filter(community=lived.community, state="ready").count()
    assert source.last == Message.objects.latest("number").sent
    Outbox.objects.filter(community=lived.community).update(state="done")
    (source,) = sources_of(lived.community, wall_clock())
    assert (source.waiting, source.since, source.amiss, source.is_late) == (0, 0, [], False)


def test_errands_can_be_followed_by_a_human(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, "member", 2)
    rows = Outbox.objects.filter(community=lived.community)
    rows.update(state="human")
    first = rows.order_by("n", "index")[0]
    others = [Mute(1, 4, wall_clock() + 3_600_000, 2), Unmute(1, 4, 2), Remove(1, 4, 2)]
    for place, action in enumerate(others):
        body = encode_actions([action])
        Outbox.objects.create(
            community=lived.community, n=first.n, index=50 + place, chat=1, kind=type(action).__name__, body=body,
            state="unknown", attempts=1, not_before=0, error="cut off", updated=wall_clock(),
        )  # fmt: skip
    with override("en"):
        errands = errands_of(lived.community, "zh-Hans")
        whats = {str(each.what): each for each in errands}
    assert set(whats) == {
        "Say this",
        "Take this message back",
        "Mute the member",
        "Let the member speak again",
        "Put the member out of the chat",
    }
    assert whats["Take this message back"].text.startswith("周末兼职")
    assert whats["Take this message back"].who is not None
    assert whats["Mute the member"].until > wall_clock()
    assert all(each.chat == "webchat main" for each in errands)
    html = text_of(settings(client_of("steward"), lived))
    for each in ("Say this", "cut off half-way", "It is done", "Not needed any more"):
        assert each in html


def settle(client: Client, lived: Lived, row: Outbox, outcome: str = "done") -> list[str]:
    response = client.post(f"/console/{lived.community}/settings/errands/{row.n}/{row.index}/", {"outcome": outcome})
    if response.status_code != 303:
        return [str(response.status_code)]
    return [str(each) for each in client.get(response.headers["Location"]).context["messages"]]


def test_a_human_says_that_an_errand_is_settled(lived: Lived, client_of: ClientOf) -> None:
    put_aside(lived, "human", 2)
    steward = client_of("steward")
    one, two = Outbox.objects.filter(community=lived.community, state="human").order_by("n", "index")
    assert settle(steward, lived, one, "nonsense") == ["404"]
    assert settle(client_of("member"), lived, one) == ["403"]
    assert settle(steward, lived, one) == ["Taken down: that is settled."]
    assert settle(steward, lived, two, "not needed") == ["Taken down: that is settled."]
    assert settle(steward, lived, one) == ["Somebody has seen to that already."]
    *_, before, last = lived.store.entries(lived.community)
    assert before.facts == [ActReported(one.n, one.index, "by_human", "no. 2: done")]
    assert last.facts == [ActReported(two.n, two.index, "by_human", "no. 2: not needed")]
    assert not Outbox.objects.filter(community=lived.community, state="human").exists()
    assert steward.post(f"/console/{lived.community}/settings/errands/1/77/", {"outcome": "done"}).status_code == 404


def test_settings_take_as_many_queries_for_many(lived: Lived, client_of: ClientOf) -> None:
    owner, path = client_of("owner"), f"/console/{lived.community}/settings/"
    put_aside(lived, "human", 1)
    advertise(lived, "member")
    Outbox.objects.filter(community=lived.community, kind="Recall").update(state="unknown")
    fail(lived)
    queries_of(owner, path)
    few = queries_of(owner, path)
    put_aside(lived, "human", 12)
    Outbox.objects.filter(community=lived.community, kind="Recall").update(state="unknown")
    lived.say("member", "在另一个群里说的话，也算", chat="tea")
    assert queries_of(owner, path) == few


def test_the_palette_leads_to_what_a_word_may_mean(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("chat", "owner", "茶馆：随便聊聊", chat="tea")
    advertise(lived, "member")
    seat = seat_of(lived, "owner")

    def labels(word: str) -> list[tuple[str, str]]:
        with override("en"):
            return [(str(each.kind), str(each.label)) for each in goals_for(seat, word)]

    assert ("chat", "茶馆：随便聊聊") in labels("茶馆")
    assert ("member", "second-测试 #3") in labels("second")
    assert labels("4")[0] == ("member", "member-测试 #4")
    assert ("case", "1 · 广告词") in labels("1")
    assert ("what a rule decided", "广告词") in labels("广告")
    assert labels("成员")[0] == ("page", "Members")
    assert ("command", "Open a chat") in labels("开群")
    assert labels("zzzz") == []
    everything = labels("")
    assert len(everything) == MOST_GOALS
    assert {kind for kind, _label in everything} == {"page"} | {kind for kind, _label in everything}
    for word in ("e", "", "员", "1"):
        kinds = [kind for kind, _label in labels(word)]
        assert [kind for place, kind in enumerate(kinds) if kind not in kinds[:place]] == sorted(
            set(kinds), key=kinds.index
        )
        assert len(kinds) <= MOST_GOALS


def test_the_palette_answers_as_part_and_as_page(lived: Lived, client_of: ClientOf) -> None:
    client, path = client_of("steward"), f"/console/{lived.community}/palette/"
    part = text_of(client.get(path, {"q": "second"}, headers={"X-Fragment": "1"}))
    assert "<html" not in part
    assert 'role="option"' in part
    assert "second-测试" in part
    whole = text_of(client.get(path, {"q": "second"}))
    assert "<html" in whole
    assert "second-测试" in whole
    assert "Nothing is called so" in text_of(client.get(path, {"q": "zzzz"}, headers={"X-Fragment": "1"}))
    assert "&lt;i&gt;" in text_of(client.get(path, {"q": "<i>"}))


@pytest.mark.parametrize("nonsense", ["9" * 40, "\0", "-1", "%", "'\"<b>", "\u202e" * 99, "x" * 9_999])
def test_nonsense_in_addresses_does_no_harm(lived: Lived, client_of: ClientOf, nonsense: str) -> None:
    lived.say("member", "大家好，我是新来的，请多关照")
    client, community = client_of("owner"), lived.community
    for path, names in {
        "": ["period"],
        "members/": ["q", "after", "sort", "duty", "state", "lately"],
        "members/members.csv": ["q", "sort"],
        "chats/": ["after"],
        "chats/1/": ["q", "before"],
        "settings/audit/": ["q", "before"],
        "settings/audit.csv": ["q"],
        "palette/": ["q"],
    }.items():
        for asked in ({name: nonsense} for name in names):
            assert (path, asked, client.get(f"/console/{community}/{path}", asked).status_code) == (path, asked, 200)
    assert client.get(f"/console/{community}/settings/audit/", {"q": f"actor:{nonsense}"}).status_code == 200


def _is_sqlite() -> bool:
    from django.db import connection  # noqa: PLC0415 - the fixture has put it there

    return connection.vendor == "sqlite"
