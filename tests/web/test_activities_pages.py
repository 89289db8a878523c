"""The check-in by button, a member's stamps, and what stewards see of both."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.web.conftest import PLAYBOOK, Lived
from tongpin.capabilities.activities.models import Checkin, Streak
from tongpin.capabilities.activities.pages import PAGES
from tongpin.capabilities.activities.views import participants, portal
from tongpin.capabilities.activities.views.calendar import Calendar, longest_run
from tongpin.capabilities.activities.views.wording import hours_in_words, how_it_works
from tongpin.kernel.playbook.hours import read_windows
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.pages import Span
from tongpin.webkit.paging import page_of
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

ClientOf = Callable[[str], Client]
CHECKED_IN = "Checked in! Day 1 in a row; check-ins this month: 1."
DAY_MS = 86_400_000


def seat_of(lived: Lived, role: str) -> Seat:
    seat = people().seat(get_user_model().objects.get(external=role), lived.community)
    assert seat
    return seat


def days_later(days: int) -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + timedelta(days=days))


def calendar_in(client: Client, community: int) -> Calendar:
    calendar: Calendar = client.get(f"/c/{community}/activities/").context["calendar"]
    return calendar


def press(client: Client, community: int, **more: object) -> list[str]:
    """Press the button of the page as it is now, and return what the next page says."""
    data: dict[str, Any] = {"day": calendar_in(client, community).today, "from": "activities", **more}
    return said_by(client, client.post(f"/c/{community}/activities/checkin/", data))


def make_up(client: Client, community: int, number: object) -> list[str]:
    data: dict[str, Any] = {"number": number, "from": "activities"}
    return said_by(client, client.post(f"/c/{community}/activities/makeup/", data))


def said_by(client: Client, response: Any) -> list[str]:  # noqa: ANN401 - what the test client gives
    assert response.status_code == 303
    page = client.get(response.url)
    assert page.status_code == 200
    return [str(each) for each in page.context["messages"]]


def test_a_button_checks_in_and_says_so(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    assert press(member, community) == [CHECKED_IN]
    page = member.get(f"/c/{community}/activities/")
    assert (page.context["calendar"].is_done, page.context["calendar"].streak, page.context["points"]) == (True, 1, 5)
    assert [each.name.card for each in page.context["participants"]] == ["member-测试"]


def test_a_double_click_checks_in_once(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    assert [press(member, community, key="same") for _ in range(2)] == [[CHECKED_IN], [CHECKED_IN]]
    assert press(member, community, key="other") == ["You have checked in today already; day 1 in a row."]
    assert Checkin.objects.count() == 1


def test_nobody_uses_up_the_key_of_another(lived: Lived, client_of: ClientOf) -> None:
    assert [press(client_of(role), lived.community, key="same") for role in ("member", "owner")] == [[CHECKED_IN]] * 2


def test_the_card_is_answered_in_place(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    data: dict[str, Any] = {"day": calendar_in(member, community).today - 1, "from": "home"}
    page = member.post(f"/c/{community}/activities/checkin/", data, headers={"HX-Request": "true"})
    assert "of another day" in page.context["said"][0]
    data["day"] += 1
    page = member.post(f"/c/{community}/activities/checkin/", data, headers={"HX-Request": "true"})
    assert (page.status_code, page.context["said"], page.context["count"]) == (200, [CHECKED_IN], 1)
    assert page["HX-Trigger"] == '{"booked": {"target": "body"}}'
    assert b"<html" not in page.content
    assert CHECKED_IN.encode() in page.content


def test_a_button_of_yesterday_counts_nothing(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    (said,) = press(member, community, day=calendar_in(member, community).today - 1)
    assert "nothing was counted" in said
    assert not Checkin.objects.exists()


def test_beyond_the_hours_there_is_no_button(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    today = date.fromordinal(calendar_in(member, community).today)
    other = "一二三四五六日"[(today.weekday() + 3) % 7]
    lived.hand_in("playbook", text=PLAYBOOK.replace("window: 00:00-24:00", f"window: 周{other} 12:00-13:00"))
    assert not calendar_in(member, community).is_open
    assert b'action="/c/1/activities/checkin/"' not in member.get(f"/c/{community}/activities/").content
    assert press(member, community) == ["This is not the time to check in."]
    lived.hand_in("playbook", text=PLAYBOOK.replace("checkin:\n    on: 开", "checkin:\n    on: 关"))
    assert press(member, community) == []
    assert list(PAGES.cards(seat_of(lived, "member"))) == []


def test_missed_days_are_made_up_by_button(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    press(member, community)
    with days_later(4):
        calendar = calendar_in(member, community)
        assert (calendar.streak, calendar.broken) == (0, 1)
        assert calendar.open_days == [calendar.today - back for back in (1, 2, 3)]
        press(member, community)
        number = date.fromordinal(calendar.today - 1).day
        (said,) = make_up(member, community, number)
        assert said.startswith(f"Made up for day {number} of the month. Days in a row now: 2;")
        (said,) = make_up(member, community, "٣")
        assert said.startswith("Made up for day"), "what is no number asks for the latest day that was missed"
        assert calendar_in(member, community).streak == 3
        assert longest_run(seat_of(lived, "member")) == 3
        months = calendar_in(member, community).months(2)
        assert sum(month.stamped for month in months) == 4
        assert {"done", "made_up"} <= {stamp.state for month in months for stamp in month.days}


def test_the_days_of_a_stamp_card(lived: Lived) -> None:
    today, zone = date(2026, 3, 4), "Asia/Shanghai"
    now = int(datetime(2026, 3, 4, 12, tzinfo=ZoneInfo(zone)).timestamp()) * 1000
    seat = Seat(lived.community, "", member=1, number=1, joined=now - 9 * DAY_MS, zone=zone)
    settings = people().section(lived.community, "activities").checkin
    made = {today.toordinal() - back: made_up for back, made_up in ((8, False), (5, True), (1, False))}
    calendar = Calendar(seat, settings, now, made, None)
    march, february = calendar.months(3)
    states = [stamp.state for stamp in march.days[:11]]
    assert states == [*["blank"] * 6, "open", "open", "done", "today", "future"]
    assert [stamp.now for stamp in march.days].index(True) == 9
    assert [stamp.state for stamp in february.days[-6:]] == ["missed", "done", "open", "open", "made_up", "open"]
    assert february.days[-7].state == "before"
    assert [each.isoformat() for each in calendar.open_dates[:2]] == ["2026-03-02", "2026-03-01"]


def test_whoever_has_left_sees_his_days_and_no_button(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    press(member, community)
    lived.hand_in("leave", "member")
    page = member.get(f"/c/{community}/activities/")
    assert page.status_code == 200
    assert page.context["calendar"].month.stamped == 1
    assert b'action="/c/1/activities/checkin/"' not in page.content
    assert member.post(f"/c/{community}/activities/checkin/").status_code == 403


def test_stewards_see_who_takes_part(lived: Lived, client_of: ClientOf) -> None:
    community = lived.community
    for role in ("member", "owner"):
        press(client_of(role), community)
    with days_later(1):
        press(client_of("member"), community)
        page = client_of("steward").get(f"/console/{community}/activities/")
    assert (page.status_code, page.context["count"], page.context["yesterday"]) == (200, 1, 2)
    assert [(each.name.card, each.streak) for each in page.context["leaders"]] == [
        ("member-测试", 2),
        ("owner-测试", 1),
    ]
    lines = page.context["grid"].rows
    assert [(each.name.card, each.days[:3]) for each in lines] == [
        ("owner-测试", ["", "done", ""]),
        ("member-测试", ["done", "done", ""]),
    ]
    assert f'href="/console/{community}/playbook/#chapter-activities"' in page.content.decode()
    page = client_of("owner").get(f"/console/{community}/activities/")
    assert f'href="/console/{community}/playbook/form/activities/"' in page.content.decode()
    assert client_of("member").get(f"/console/{community}/activities/").status_code == 403


def test_the_grid_goes_on_page_by_page_at_the_same_cost(
    lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(participants, "page_of", partial(page_of, size=5))
    steward, community = client_of("steward"), lived.community
    press(client_of("member"), community)
    steward.get(f"/console/{community}/activities/")
    with CaptureQueriesContext(connection) as few:
        steward.get(f"/console/{community}/activities/")
    newcomers(lived, 6)
    with CaptureQueriesContext(connection) as many:
        page = steward.get(f"/console/{community}/activities/")
    assert len(many) == len(few)
    grid = page.context["grid"]
    assert (len(grid.rows), page.context["count"], len(page.context["participants"])) == (5, 7, 7)
    rest = steward.get(f"/console/{community}/activities/?after={grid.next}").context["grid"]
    assert (len(rest.rows), rest.next) == (2, 0)


def test_the_members_page_costs_the_same_for_few_and_many(
    lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal, "MOST_NAMED", 4)
    member, community = client_of("member"), lived.community
    press(member, community)
    with CaptureQueriesContext(connection) as few:
        member.get(f"/c/{community}/activities/")
    newcomers(lived, 6)
    with CaptureQueriesContext(connection) as many:
        page = member.get(f"/c/{community}/activities/")
    assert len(many) == len(few)
    assert (len(page.context["participants"]), page.context["count"]) == (4, 7)


def newcomers(lived: Lived, count: int) -> None:
    for number in range(count):
        lived.hand_in("join", f"new{number}")
        lived.hand_in("command", f"new{number}", "签到")


def test_check_ins_as_a_file(lived: Lived, client_of: ClientOf) -> None:
    community = lived.community
    lived.hand_in("card", "member", '=HYPERLINK("x")-测试')
    press(client_of("member"), community)
    with days_later(3):
        press(client_of("member"), community)
        make_up(client_of("member"), community, "")
        file = client_of("steward").get(f"/console/{community}/activities/checkins.csv")
    heading, *rows = csv.reader(StringIO(file.content.decode("utf-8-sig")))
    assert heading == ["Day", "Number", "Name card", "Unbroken days", "Made up", "At"]
    assert [row[1:5] for row in rows] == [
        ["4", '\'=HYPERLINK("x")-测试', "2", "yes"],
        ["4", '\'=HYPERLINK("x")-测试', "1", ""],
        ["4", '\'=HYPERLINK("x")-测试', "1", ""],
    ]
    assert client_of("member").get(f"/console/{community}/activities/checkins.csv").status_code == 403


def test_what_the_shells_show_of_activities(lived: Lived, client_of: ClientOf) -> None:
    for role in ("member", "owner"):
        press(client_of(role), lived.community)
    span = Span(wall_clock() - DAY_MS, wall_clock() + 1)
    with override("en"):
        (figure,) = PAGES.figures(lived.community, span)
        assert (str(figure.label), figure.value, figure.before) == ("Check-ins", 2, 0)
        assert [deed.what for deed in PAGES.deeds(lived.community, span)] == ["2 members checked in."]
        member = lived.member("member")
        assert [deed.what for deed in PAGES.story(lived.community, member)] == ["Checked in; day 1 in a row."]
        assert list(PAGES.deeds(lived.community, span.before)) == []
        owner, plain = seat_of(lived, "owner"), seat_of(lived, "member")
        assert [goal.href for goal in PAGES.goals(owner, "签到")] == ["/console/1/activities/", "/c/1/activities/"]
        assert [goal.href for goal in PAGES.goals(plain, "Activ")] == ["/c/1/activities/"]
        assert list(PAGES.goals(plain, "")) == list(PAGES.goals(plain, "积分")) == []
    assert [card.template for card in PAGES.cards(plain)] == [
        "activities/checkin_card.html",
        "activities/today_card.html",
    ]
    assert list(PAGES.cards(seat_of(lived, "former"))) == []


def test_a_milestone_is_a_deed(lived: Lived) -> None:
    Checkin.objects.create(
        community=lived.community, n=999, member=lived.member("member"), chat=1, day=1, streak=30, makeup=0, at=5
    )
    with override("en"):
        said = [deed.what for deed in PAGES.deeds(lived.community, Span(0, 10))]
    assert said == ["1 member checked in.", "member-测试 (no. 4) has checked in 30 days running."]


def test_a_streak_says_what_it_is() -> None:
    assert str(Streak(community=1, member=7, last=1, streak=3)) == "7 · 3"


@pytest.mark.parametrize(
    "written,english,chinese",
    [
        ("05:00-24:00", "every day 05:00–24:00", "每天 05:00–24:00"),
        (["工作日 9:00-18:00", "周六 10:00-12:00"], "Mon–Fri 09:00–18:00; Sat 10:00–12:00", None),
        ("23:00-7:00", "every day 00:00–07:00, 23:00–24:00", "每天 00:00–07:00, 23:00–24:00"),
        (["周一 8:00-9:00", "周三 8:00-9:00", "周四 8:00-9:00"], "Mon, Wed–Thu 08:00–09:00", None),
    ],
)
def test_hours_in_words(written: object, english: str, chinese: str | None) -> None:
    with override("en"):
        assert hours_in_words(read_windows(written)) == english
    if chinese:
        with override("zh-hans"):
            assert hours_in_words(read_windows(written)) == chinese


def test_the_settings_in_words(lived: Lived) -> None:
    settings = people().section(lived.community, "activities").checkin
    with override("en"):
        assert how_it_works(settings, "Asia/Shanghai") == [
            "Once a day; a day begins and ends by the clock of Asia/Shanghai.",
            "It is open all day.",
            "2 missed days of a month can be made up, out of the last 7 days; they join the days beside them.",
        ]
        plain = settings.model_copy(update={"window": ((0, 60),), "makeups": 0})
        assert how_it_works(plain, "UTC")[1:] == ["It is open Mon 00:00–01:00.", "Missed days cannot be made up."]
        assert len(how_it_works(settings.model_copy(update={"on": False}), "UTC")) == 1
