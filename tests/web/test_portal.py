"""The members' home and their own page, the door for whoever comes from anywhere, and pages for what went wrong."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.finders import find
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views import defaults

from tests.web.conftest import PLAYBOOK, Lived
from tongpin.journal.models import Chat
from tongpin.journal.submitting import hand_to
from tongpin.portal.tabs import Tab, tabs_of
from tongpin.runtime.engine import wall_clock

ClientOf = Callable[[str], Client]
MOST_REQUESTS, MOST_BYTES = 10, 90_000
"""Of the first load of the home on a phone."""
ADVERT = "加微信，兼职刷单"


def texts_of(client: Client, address: str) -> list[str]:
    """What the page at an address says about what happened before."""
    return [str(each) for each in client.get(address).context["messages"]]


def at(lived: Lived, page: str = "") -> str:
    return f"/c/{lived.community}/{page}"


# ---------------------------------------------------------------------------------------------------------- the door


def test_who_belongs_to_one_community_is_led_there(lived: Lived, client_of: ClientOf) -> None:
    assert client_of("member").get("/").url == at(lived)  # type: ignore[attr-defined]
    assert client_of("former").get("/").url == at(lived), "his cases and data stay open to him"  # type: ignore[attr-defined]


def test_who_belongs_to_several_chooses(lived: Lived, client_of: ClientOf) -> None:
    other = lived.store.add_community("读书会", wall_clock())
    here, lived.community = lived.community, other.id
    lived.hand_in("join", "member")
    page = client_of("member").get("/")
    assert page.status_code == 200
    assert [(each.community, each.community_name) for each in page.context["seats"]] == [
        (here, "技术交流群"),
        (other.id, "读书会"),
    ]
    assert f'href="/c/{other.id}/"' in page.content.decode()


def test_who_belongs_to_none_is_told_what_to_do(lived: Lived, client_of: ClientOf) -> None:
    page = client_of("outsider").get("/")
    assert (page.status_code, page.context["seats"]) == (200, [])
    assert 'href="/in/"' in page.content.decode()
    assert client_of("stranger").get("/").status_code == 302


# ---------------------------------------------------------------------------------------------------------- the home


def test_the_home_begins_with_the_check_in(lived: Lived, client_of: ClientOf) -> None:
    page = client_of("member").get(at(lived)).content.decode()
    headings = re.findall(r"<h2[^>]*>([^<]+)", page)
    assert headings[0] == "Daily check-in"
    assert {"What is on", "Points"} <= set(headings)
    assert f'action="{at(lived, "activities/checkin/")}"' in page
    assert "互相请教技术问题，一起把东西做出来" in page


def test_whoever_has_left_sees_what_is_his(lived: Lived, client_of: ClientOf) -> None:
    page = client_of("former").get(at(lived)).content.decode()
    assert "You are no member at present" in page
    assert "Points" in page
    assert "Daily check-in" not in page


def test_who_is_muted_is_told_until_when(lived: Lived, client_of: ClientOf) -> None:
    for _ in range(3):
        lived.say("member", ADVERT)
    page = client_of("member").get(at(lived)).content.decode()
    assert "You are muted until" in page
    assert "You are muted until" not in client_of("owner").get(at(lived)).content.decode()


def test_the_home_of_a_community_that_runs_nothing(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("playbook", text=PLAYBOOK.replace("checkin:\n    on: 开", "checkin:\n    on: 关"))
    assert "Daily check-in" not in client_of("member").get(at(lived)).content.decode()


def test_the_home_costs_the_same_for_few_and_many(lived: Lived, client_of: ClientOf) -> None:
    member = client_of("member")
    lived.hand_in("command", "member", "签到")
    member.get(at(lived))
    with CaptureQueriesContext(connection) as few:
        member.get(at(lived))
    for number in range(20):
        lived.hand_in("join", f"new{number}")
        lived.hand_in("command", f"new{number}", "签到")
    with CaptureQueriesContext(connection) as many:
        member.get(at(lived))
    assert len(many) == len(few)


def test_a_names_markup_is_shown_and_not_run(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("card", "owner", "<script>x</script>-测试")
    lived.hand_in("command", "owner", "签到")
    for page in ("", "activities/", "leaderboard/", "me/"):
        text = client_of("owner").get(at(lived, page)).content.decode()
        assert "&lt;script&gt;x" in text
        assert "<script>x" not in text


# ------------------------------------------------------------------------------------------------------- a member's own


def test_a_member_sees_what_is_his(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("command", "steward", "签到")
    page = client_of("steward").get(at(lived, "me/"))
    text = page.content.decode()
    assert "no. 2" in text
    assert [str(each.label) for each in page.context["duties"]] == ["Steward"]
    words = [word for word, _ in page.context["commands"]]
    assert {"/checkin", "/points", "/leaderboard"} <= set(words)
    assert f'href="{at(lived, "points/")}"' in text
    assert "昵称-方向" in text


def test_a_name_card_is_changed(lived: Lived, client_of: ClientOf) -> None:
    member = client_of("member")
    response = member.post(at(lived, "me/card/"), {"card": " 阿明-前端 ", "key": "k"})
    assert (response.status_code, response.url) == (303, at(lived, "me/"))  # type: ignore[attr-defined]
    assert texts_of(member, at(lived, "me/")) == ["Your name card is now “阿明-前端”."]
    assert member.get(at(lived, "me/")).context["seat"].name == "阿明-前端"
    member.post(at(lived, "me/card/"), {"card": "阿明"})
    assert "not in the form" in member.get(at(lived, "me/")).content.decode()


@pytest.mark.parametrize(
    "card,complaint",
    [
        ("", "Please write a name card."),
        ("长" * 41, "at most 40 characters; yours has 41."),
        ("阿明\u202e前端", "invisible control characters"),
        ("阿\x07明", "invisible control characters"),
    ],
)
def test_a_name_card_that_cannot_be_is_refused(lived: Lived, client_of: ClientOf, card: str, complaint: str) -> None:
    page = client_of("member").post(at(lived, "me/card/"), {"card": card})
    assert page.status_code == 422
    assert complaint in page.content.decode()


def test_nothing_happens_where_nobody_takes_it(lived: Lived, client_of: ClientOf) -> None:
    member = client_of("member")
    hand_to(None)
    member.post(at(lived, "me/card/"), {"card": "阿明-前端"})
    (said,) = texts_of(member, at(lived, "me/"))
    assert "nothing has happened" in said
    member.post(at(lived, "me/leave/"))
    assert texts_of(member, at(lived, "me/")) == ["That could not be written down just now; you are still a member."]


def test_a_member_leaves_once_he_has_confirmed(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("join", "member", chat="side")
    member = client_of("member")
    assert "Your number 4 is given to nobody else" in member.get(at(lived, "me/leave/")).content.decode()
    assert member.get(at(lived, "me/")).context["seat"].is_member
    response = member.post(at(lived, "me/leave/"), {"key": "k"})
    assert (response.status_code, response.url) == (303, at(lived))  # type: ignore[attr-defined]
    assert texts_of(member, at(lived)) == ["You have left. Your number is kept for you, should you come back."]
    page = member.get(at(lived, "me/"))
    assert page.status_code == 200
    assert "left today" in page.content.decode()
    assert member.post(at(lived, "me/leave/")).status_code == 403


def test_who_is_in_a_chat_elsewhere_is_told_so(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("join", "member", chat="elsewhere")
    Chat.objects.filter(community=lived.community, external="elsewhere").update(source="other")
    member = client_of("member")
    member.post(at(lived, "me/leave/"))
    (said,) = texts_of(member, at(lived))
    assert "still in a chat on another platform" in said


def test_the_last_owner_stays_until_there_is_another(lived: Lived, client_of: ClientOf) -> None:
    owner = client_of("owner")
    assert "You are the last owner" in owner.get(at(lived, "me/leave/")).content.decode()
    assert owner.post(at(lived, "me/leave/")).status_code == 200
    assert owner.get(at(lived, "me/")).context["seat"].is_member
    lived.hand_in("duty", "second", "owner")
    assert owner.post(at(lived, "me/leave/")).status_code == 303


def test_own_data_is_all_of_ones_own_and_nothing_of_others(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("command", "member", "签到")
    lived.say("member", "今天读到第三章，作者讲得很慢")
    lived.say("owner", "这是群主说的话，不该出现")
    lived.say("member", ADVERT)
    lived.hand_in("command", "member", "申诉 1 这是讨论防骗")
    response = client_of("member").get(at(lived, "me/data.json"))
    assert response["Cache-Control"] == "no-store"
    assert "my-data.json" in response["Content-Disposition"]
    own = json.loads(response.content)
    assert own["member"]["number"] == 4
    assert own["member"]["name_card"] == "member-测试"
    assert own["accounts"] == [{"source": "webchat", "external": "member", "name": ""}]
    assert [each["text"] for each in own["messages"]] == ["今天读到第三章，作者讲得很慢", ADVERT]
    assert [(each["rule"], each["acts"]) for each in own["cases"]] == [("广告词", ["remind", "recall"])]
    assert own["cases"][0]["changes"][0]["change"] == "appealed"
    assert "这是讨论防骗" in own["cases"][0]["changes"][0]["text"]
    assert [(each["points"], each["cause"]) for each in own["points"]][-1] == (-2, "case:1")
    assert [each["made_up"] for each in own["checkins"]] == [False]
    assert "不该出现" not in response.content.decode()


def test_who_was_removed_reaches_what_is_his(lived: Lived, client_of: ClientOf) -> None:
    former = client_of("former")
    page = former.get(at(lived, "me/"))
    assert page.status_code == 200
    assert b'action="/c/1/me/card/"' not in page.content
    assert former.get(at(lived, "me/data.json")).status_code == 200
    assert former.post(at(lived, "me/card/"), {"card": "x-y"}).status_code == 403
    assert client_of("outsider").get(at(lived, "me/data.json")).status_code == 404


# -------------------------------------------------------------------------------------------------------------- tabs


@pytest.mark.parametrize(
    "page,current",
    [
        ("", "portal-home"),
        ("activities/", "activities"),
        ("leaderboard/", "activities"),
        ("points/", "me"),
        ("me/", "me"),
    ],
)
def test_a_page_belongs_to_a_tab(lived: Lived, client_of: ClientOf, page: str, current: str) -> None:
    tabs: list[Tab] = client_of("member").get(at(lived, page)).context["tabs"]
    assert [each.name for each in tabs] == ["portal-home", "chat-home", "activities", "me"]
    assert [each.name for each in tabs if each.current] == [current]


def test_who_is_no_member_has_no_chat_to_go_to(lived: Lived, client_of: ClientOf) -> None:
    tabs: list[Tab] = client_of("former").get(at(lived, "me/leave/").replace("leave/", "")).context["tabs"]
    assert [each.name for each in tabs] == ["portal-home", "me"]
    assert tabs_of(RequestFactory().get("/")) == []


# ------------------------------------------------------------------------------------------------- what went wrong


def test_what_is_not_there_and_what_is_not_open(lived: Lived, client_of: ClientOf) -> None:
    page = client_of("member").get("/nowhere/")
    assert (page.status_code, "There is nothing at this address" in page.content.decode()) == (404, True)
    page = client_of("member").get(f"/console/{lived.community}/")
    assert page.status_code == 403
    assert "hold a duty" in page.content.decode()
    assert f'href="{at(lived)}"' in page.content.decode()
    page = client_of("former").get(at(lived, "leaderboard/"))
    assert "you are none at present" in page.content.decode()


def test_a_form_without_its_token_is_told_to_try_again(lived: Lived, client_of: ClientOf) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.get(external="member"), "django.contrib.auth.backends.ModelBackend")
    page = client.post(at(lived, "activities/checkin/"))
    assert (page.status_code, "Please try once more" in page.content.decode()) == (403, True)


def test_a_broken_house_says_so_without_a_database() -> None:
    request = RequestFactory().get("/")
    page: HttpResponse = defaults.server_error(request)
    assert page.status_code == 500
    assert "<h1>" in page.content.decode()
    page = defaults.bad_request(_bare(request), Exception())
    assert page.status_code == 400


def _bare(request: HttpRequest) -> HttpRequest:
    request.user = AnonymousUser()
    return request


# ----------------------------------------------------------------------------------------------------------- weight


def test_the_home_is_light(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("command", "member", "签到")
    page = client_of("member").get(at(lived)).content
    text = page.decode()
    addresses = re.findall(r'(?:src|href)="/static/([^"#]+)', text)
    files = {name: Path(str(find(name))).read_bytes() for name in addresses}
    assert len(files) + 1 <= MOST_REQUESTS
    assert len(gzip.compress(page)) + sum(len(gzip.compress(each)) for each in files.values()) <= MOST_BYTES
    assert not re.search(r"<script>|<style|style=|https?://", text.replace("http://www.w3.org", ""))
