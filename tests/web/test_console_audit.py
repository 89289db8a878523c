"""The audit log: who did what by hand, what can be asked of it, and its files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from tests.web.cases import advertise, command, newcomer, queries_of, text_of
from tests.web.conftest import PLAYBOOK, Lived
from tests.web.test_console_today import put_aside
from tests.web.test_members_pages import give
from tongpin.capabilities.members.models import Change
from tongpin.console import audit
from tongpin.console.audit import ACTIONS
from tongpin.console.audit_query import Question, read_question
from tongpin.journal.models import Outbox

ClientOf = Callable[[str], Client]
DAY_MS, START = 86_400_000, 1_793_491_200_000
"""The first of November 2026 in UTC."""


@pytest.fixture
def busy(lived: Lived, client_of: ClientOf) -> Lived:
    """A community where people have done by hand whatever they can."""
    owner = client_of("owner")
    give(owner, lived, 4, "steward", 1)
    give(owner, lived, 4, "steward", 0)
    owner.post(f"/console/{lived.community}/chats/open/", {"title": "<i>茶馆</i>", "id": "tea"})
    for name in ("ad1", "ad2"):
        advertise(lived, newcomer(lived, name), 4)
    command(lived, "steward", "确认 4")
    command(lived, "ad1", "申诉 4 我只是转发一下消息")
    command(lived, "second", "维持 4 查过了，确实是广告")
    command(lived, "steward", "撤销 8 判错了，是正常的招聘")
    lived.hand_in("playbook", "owner", text=PLAYBOOK.replace("tongpin: 1", "tongpin: 1  # v2"))
    put_aside(lived, "by_human", 1)
    Outbox.objects.filter(state="by_human").update(error="no. 2: done")
    return lived


def log(client: Client, lived: Lived, query: str = "") -> Any:  # noqa: ANN401 - what the test client gives
    response = client.get(f"/console/{lived.community}/settings/audit/", {"q": query} if query else {})
    assert response.status_code == 200
    return response


def done(page: Any) -> list[tuple[int, str]]:  # noqa: ANN401 - as above
    return [(each.actor.number, each.action) for each in page.context["lines"]]


def test_it_tells_all_that_was_done_by_hand(busy: Lived, client_of: ClientOf) -> None:
    page = log(client_of("steward"), busy)
    assert sorted(done(page)) == sorted(
        [
            *[(0, "duty.owner_given"), (0, "duty.steward_given"), (0, "duty.steward_given"), (0, "playbook.adopted")],
            *[(1, "duty.steward_given"), (1, "duty.steward_taken"), (1, "chat.titled"), (1, "playbook.adopted")],
            *[(2, "case.confirmed"), (3, "case.kept"), (2, "case.undone"), (2, "act.settled")],
        ]
    )
    instants = [each.at for each in page.context["lines"]]
    assert instants == sorted(instants, reverse=True)
    html = text_of(page)
    assert "made no. 4 a steward" in html
    assert "<i>茶馆" not in html
    assert all(client_of("owner").get(each.href.partition("#")[0]).status_code == 200 for each in page.context["lines"])


def test_qualifiers_narrow_it_down(busy: Lived, client_of: ClientOf) -> None:
    steward = client_of("steward")
    assert {actor for actor, _action in done(log(steward, busy, "actor:1"))} == {1}
    assert {actor for actor, _action in done(log(steward, busy, "actor:#2"))} == {2}
    assert {actor for actor, _action in done(log(steward, busy, "actor:0"))} == {0}
    assert done(log(steward, busy, "actor:99")) == []
    assert len(done(log(steward, busy, "-actor:0"))) == 8
    assert {action for _actor, action in done(log(steward, busy, "action:case"))} == {
        "case.confirmed",
        "case.kept",
        "case.undone",
    }
    assert done(log(steward, busy, "action:playbook.adopted actor:1")) == [(1, "playbook.adopted")]
    assert "duty.steward_given" not in {action for _actor, action in done(log(steward, busy, "-action:duty"))}
    assert done(log(steward, busy, "created:<2020-01-01")) == []
    assert len(done(log(steward, busy, "created:>2020-01-01"))) == 12
    page = log(steward, busy, "actor:x nonsense")
    assert len(page.context["problems"]) == 2
    assert "passed over" in text_of(page)


def test_what_happened_at_once_is_on_one_page(
    lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE", 3)
    community, owner = lived.community, lived.member("owner")
    Change.objects.all().delete()
    for n, at in enumerate([10, 9, 8, 8, 8, 7]):
        Change.objects.create(community=community, n=100 - n, member=4, what="given", duty="owner", by=owner, at=at)
    client = client_of("owner")
    first = log(client, lived, "action:duty")
    assert [each.at for each in first.context["lines"]] == [10, 9, 8, 8, 8]
    second = client.get(f"/console/{community}/settings/audit/{first.context['older']}")
    assert [each.at for each in second.context["lines"]] == [7]
    assert second.context["older"] == ""


def test_it_is_given_as_files(busy: Lived, client_of: ClientOf) -> None:
    client, path = client_of("steward"), f"/console/{busy.community}/settings/audit"
    heading, *rows = csv.reader(StringIO(client.get(f"{path}.csv?q=action:duty").content.decode("utf-8-sig")))
    assert heading == ["When", "Number", "Name card", "Action", "What"]
    assert {row[3] for row in rows} == {"duty.owner_given", "duty.steward_given", "duty.steward_taken"}
    items = client.get(f"{path}.json?q=actor:1+action:duty").json()["items"]
    assert [(each["actor"], each["action"]) for each in items] == [
        (1, "duty.steward_taken"),
        (1, "duty.steward_given"),
    ]
    assert all("T" in each["at"] for each in items)


def test_a_long_log_takes_as_many_queries(busy: Lived, client_of: ClientOf) -> None:
    client, path = client_of("owner"), f"/console/{busy.community}/settings/audit/"
    queries_of(client, path)
    few = queries_of(client, path)
    for each in range(8):
        give(client, busy, 3 + each % 2, "owner", 1 - each // 2 % 2)
        client.post(f"/console/{busy.community}/chats/open/", {"title": f"群 {each}"})
    queries_of(client, path)
    assert queries_of(client, path) == few


@pytest.mark.parametrize(
    "text,question",
    [
        ("", Question()),
        ("actor:3 actor:#4 -actor:5", Question(actors=frozenset({3, 4}), not_actors=frozenset({5}))),
        ("action:case -action:case.kept", Question(actions=frozenset({"case"}), not_actions=frozenset({"case.kept"}))),
        ("created:2026-11-01", Question(since=START, until=START + DAY_MS)),
        ("created:2026-11-01..2026-11-03", Question(since=START, until=START + 3 * DAY_MS)),
        ("created:>=2026-11-01", Question(since=START)),
        ("created:>2026-11-01", Question(since=START + DAY_MS)),
        ("created:<=2026-11-01", Question(until=START + DAY_MS)),
        ("created:<2026-11-01", Question(until=START)),
        ("created:>=2026-11-01 created:<2026-11-03", Question(since=START, until=START + 2 * DAY_MS)),
    ],
)
def test_a_question_is_read(text: str, question: Question) -> None:
    assert read_question(text, "UTC", frozenset(ACTIONS)) == question


@pytest.mark.parametrize(
    "word",
    [
        "actor:", "actor:x", "actor:-1", "actor:9999999999999999", "action:nothing", "action:cas",
        "created:", "created:yesterday",
        "created:2026-11-01..", "created:..2026-11-01", "created:>=", "created:2026-13-01", "-created:2026-11-01",
        "word", "other:3",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(word: str) -> None:
    question = read_question(f"{word} actor:3", "UTC", frozenset(ACTIONS))
    assert (question.actors, len(question.problems)) == (frozenset({3}), 1)
    assert word in question.problems[0]


def test_the_last_of_days_is_no_trouble() -> None:
    assert read_question("created:2026-11-01..9999-12-31", "UTC", frozenset(ACTIONS)).until > START


def test_a_question_says_what_it_asks_for() -> None:
    question = read_question("action:case -action:case.kept -actor:2", "UTC", frozenset(ACTIONS))
    assert [question.asks_for(each) for each in ("case.undone", "case.kept", "duty.owner_given")] == [
        True,
        False,
        False,
    ]
    assert [question.is_by(each) for each in (0, 1, 2)] == [True, True, False]
    assert Question().asks_for("duty.owner_given")
