"""The first page: its numbers and sentence, what waits and was done, how to begin; the sections around every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.utils.translation import override

from tests.web.cases import advertise, command, newcomer, pass_time, queries_of, text_of
from tests.web.conftest import Lived
from tongpin.console.figures import DAYS, chosen, last, whole_days
from tongpin.console.sections import seats_of, sections_of
from tongpin.console.today import first_steps
from tongpin.console.waiting import LATELY, waiting_for
from tongpin.journal.models import Community, Entry, Failure, Outbox
from tongpin.project.surroundings import surroundings
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

ClientOf = Callable[[str], Client]
DAY_MS = 86_400_000


def seat_of(lived: Lived, role: str) -> Seat:
    seat = people().seat(get_user_model().objects.get(external=role), lived.community)
    assert seat
    return seat


def today(client: Client, lived: Lived, query: str = "") -> Any:  # noqa: ANN401 - what the test client gives
    response = client.get(f"/console/{lived.community}/{query}")
    assert response.status_code == 200
    return response


def test_an_empty_community_is_told_how_to_begin(lived: Lived, client_of: ClientOf) -> None:
    page = today(client_of("owner"), lived)
    assert "figures" not in page.context
    assert [(str(step.what), step.is_done) for step in page.context["steps"]] == [
        ("Read the playbook", True),
        ("Open a chat", True),
        ("Invite the first members", True),
        ("Say hello", False),
    ]
    assert f'href="/c/{lived.community}/chat/"' in text_of(page)
    fresh = lived.store.add_community("空社群", 1).id
    owner = Seat(fresh, "空社群", member=1)
    assert [step.is_done for step in first_steps(owner)] == [False] * 4


def test_numbers_stand_beside_those_before_and_lead_to_rows(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "签到")
    lived.say("second", "周末一起去爬山的请报名")
    advertise(lived, "member")
    Community.objects.update(created=1)
    page = today(client_of("steward"), lived)
    figures = {str(each.label): (each.value, each.before) for each in page.context["figures"]}
    assert figures == {
        "Members who spoke": (2, 0),
        "Messages": (3, 0),
        "New members": (5, 0),
        "Breaches": (1, 0),
        "Check-ins": (1, 0),
    }
    assert page.context["headline"] == (
        "2 spoke in the last 24 hours, 0 in the 24 before: too few to make more of it. Nothing waits for you."
    )
    assert all(client_of("steward").get(each.href).status_code == 200 for each in page.context["figures"])
    assert "steps" not in text_of(page)
    week = today(client_of("steward"), lived, "?period=week")
    assert "in the last 7 days" in week.context["headline"]


def test_a_young_community_is_not_compared(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "周末一起去爬山的请报名")
    assert "not enough data yet" in today(client_of("owner"), lived).context["headline"]


def test_days_that_are_over_are_counted_once(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "昨天说过的话今天还在")
    pass_time(lived, 0)
    community, now = lived.community, wall_clock()
    later = now + 3 * DAY_MS
    days = whole_days(community, "Asia/Shanghai", now - 40 * DAY_MS, later)
    assert len(days) == DAYS
    assert [each.day.toordinal() - days[0].day.toordinal() for each in days] == list(range(DAYS))
    assert sum(each.values[1] for each in days) == 1
    (spoken,) = [each for each in days if each.values[1]]
    assert spoken.values[:3] == [1, 1, 5]
    lived.say("member", "这一天已经数过了，不会再数一遍")
    assert whole_days(community, "Asia/Shanghai", now - 40 * DAY_MS, later) == days
    assert whole_days(community, "Asia/Shanghai", later, later) == []


def test_a_stretch_reaches_beyond_now(lived: Lived) -> None:
    lived.say("member", "刚刚说的这句话也要算在里面")
    span = last(DAY_MS, wall_clock())
    assert (span.until > wall_clock(), span.until - span.since) == (True, DAY_MS)
    assert {each.name: each.value for each in chosen(lived.community, span)}["messages"] == 1


def test_what_waits_is_listed_by_its_term(lived: Lived, client_of: ClientOf) -> None:
    for name in ("ad1", "ad2"):
        advertise(lived, newcomer(lived, name), 4)
    command(lived, "ad2", "申诉 8 我只是转发一下消息")
    put_aside(lived, "human", 3)
    put_aside(lived, "unknown", 1)
    fail(lived)
    waits = waiting_for(seat_of(lived, "steward"), wall_clock())
    assert [bool(each.due) for each in waits] == sorted((bool(each.due) for each in waits), reverse=True)
    with override("en"):
        untimed = {str(each.what) for each in waits if not each.due}
    assert untimed == {
        "webchat main: 3 things to do by hand",
        "webchat main: 1 act was cut off; whether it was done is not known",
        "1 event could not be decided",
    }
    page = today(client_of("steward"), lived)
    assert len(page.context["waiting"]) == len(waits)
    badges = {each.name: each.badge for each in page.context["sections"]}
    assert (badges["today"], badges["settings"]) == (len(waits), 3)
    assert badges["review"] == len(waits) - 3
    assert (badges["members"], badges["playbook"]) == (0, 0)


def test_a_failure_is_told_of_for_a_while(lived: Lived) -> None:
    fail(lived)
    seat = seat_of(lived, "owner")
    assert len(waiting_for(seat, wall_clock())) == 1
    assert waiting_for(seat, wall_clock() + LATELY + DAY_MS) == []


def test_what_was_done_stands_together_by_kind(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, "member")
    advertise(lived, newcomer(lived, "ad1"))
    page = today(client_of("owner"), lived)
    groups = {each.first.icon: each.further for each in page.context["groups"]}
    assert groups["recall"] == 1
    assert "and 1 more of the kind" in text_of(page)


def test_the_first_page_takes_as_many_queries_for_many(lived: Lived, client_of: ClientOf) -> None:
    owner, path = client_of("owner"), f"/console/{lived.community}/"
    advertise(lived, "member", 4)
    put_aside(lived, "failed", 1)
    queries_of(owner, path)
    few = queries_of(owner, path)
    for each in range(6):
        advertise(lived, newcomer(lived, f"ad{each}"), 4)
    put_aside(lived, "failed", 20)
    put_aside(lived, "human", 10)
    assert queries_of(owner, path) == few


@pytest.mark.parametrize(
    "path,section",
    [
        ("", "today"),
        ("members/4/", "members"),
        ("points/", "members"),
        ("chats/1/", "console-chats"),
        ("review/cases/", "review"),
        ("decisions/", "review"),
        ("settings/audit/", "settings"),
        ("palette/", "today"),
    ],
)
def test_every_page_belongs_to_a_section(lived: Lived, client_of: ClientOf, path: str, section: str) -> None:
    page = today(client_of("steward"), lived, path)
    assert [each.name for each in page.context["sections"] if each.current] == [section]


def test_other_pages_pay_nothing_for_the_console(lived: Lived, django_assert_num_queries: Any) -> None:  # noqa: ANN401
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.get(external="owner")
    request.seat = seat_of(lived, "member")  # type: ignore[attr-defined] # as the gate puts it there
    with django_assert_num_queries(0):
        around = surroundings(request)
        assert list(around["sections"]) == []
    assert [each.community for each in around["seats"]] == [lived.community]
    assert [each.community for each in seats_of(request)] == [lived.community]
    bare = RequestFactory().get("/ui/")
    assert sections_of(bare) == []


def put_aside(lived: Lived, state: str, count: int) -> None:
    """Let acts wait for a human, as dispatch reports them."""
    for _each in range(count):
        advertise(lived, "second")
    rows = Outbox.objects.filter(community=lived.community, state="ready").order_by("-n")[:count]
    for row in rows:
        Outbox.objects.filter(community=row.community, n=row.n, index=row.index).update(state=state, error="told why")


def fail(lived: Lived) -> None:
    """Let an event stand in the books as failed."""
    n = Entry.objects.filter(community=lived.community).order_by("-n")[0].n
    Failure.objects.create(community=lived.community, n=n, kind="MessagePosted", error="ValueError: 1", arrival=b"")
