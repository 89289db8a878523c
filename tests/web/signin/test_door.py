"""Coming in by a link or a code of one's own, and going."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.web.conftest import Lived
from tests.web.signin.coming_in import (
    GONE,
    REFUSED,
    SENTENCE,
    ClientOf,
    account,
    link,
    one_database,
    signed_in,
    stranger,
    text,
)
from tongpin.signin import passes
from tongpin.signin.models import Account, Miss, Pass, PassQuerySet
from tongpin.signin.owners import first_owner_link, sign_in_link
from tongpin.signin.passes import device_pass, invitation
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people

if TYPE_CHECKING:
    from tests.web.signin.coming_in import Reply


pytestmark = one_database


def test_a_link_of_one_s_own_signs_in_once(lived: Lived) -> None:
    issued = device_pass(account("member"), now_ms())
    first, second = stranger(), stranger()
    assert "You come in as" in first.get(link(issued)).content.decode()
    answer = first.post(link(issued))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(first) == "member"
    assert second.post(link(issued)).status_code == GONE
    assert second.get(link(issued)).status_code == GONE
    assert signed_in(second) == ""


def test_looking_at_a_link_does_not_use_it(lived: Lived) -> None:
    issued = device_pass(account("member"), now_ms())
    robot = stranger()
    assert [robot.get(link(issued)).status_code, robot.head(link(issued)).status_code] == [200, 200]
    assert signed_in(robot) == ""
    assert Pass.objects.get().uses_left == 1


def test_a_page_of_a_link_is_kept_nowhere_and_tells_nobody(lived: Lived) -> None:
    answer = stranger().get(link(device_pass(account("member"), now_ms())))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_code_is_typed_in_any_way(lived: Lived) -> None:
    code = device_pass(account("member"), now_ms()).code
    client = stranger()
    typed = f" {code[:4].lower()} - {code[4:].translate({ord(each): ord(each) + 0xFEE0 for each in code})}"
    assert client.post("/in/", {"code": typed}).status_code == HTTPStatus.FOUND
    assert signed_in(client) == "member"
    assert Miss.objects.filter(count__gt=0).count() == 0


def test_whatever_is_wrong_with_a_pass_the_answer_is_one(lived: Lived) -> None:
    used, over, unknown = (device_pass(account(role), now_ms()) for role in ("member", "steward", "second"))
    Pass.objects.take(used.given.id, now_ms())
    Pass.objects.filter(id=over.given.id).update(until=now_ms())
    Pass.objects.filter(id=unknown.given.id).delete()
    links = {bare(stranger().get(link(each)), each.token) for each in (used, over, unknown)}
    codes = {bare(stranger().post("/in/", {"code": each.code}), each.code) for each in (used, over, unknown)}
    assert (len(links), len(codes)) == (1, 1)


def bare(answer: Reply, said: str) -> str:
    """An answer without what was shown and without what differs each time."""
    page = text(answer).replace(said, "")
    return f"{answer.status_code} " + re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_pass_ends_after_ten_minutes(lived: Lived) -> None:
    issued = device_pass(account("member"), now_ms() - passes.DEVICE_HOLDS)
    assert stranger().post(link(issued)).status_code == GONE
    assert stranger().post("/in/", {"code": issued.code}).status_code == REFUSED


def test_a_newer_pass_of_one_s_own_ends_the_older(lived: Lived) -> None:
    older, newer = device_pass(account("member"), now_ms()), device_pass(account("member"), now_ms())
    assert stranger().get(link(older)).status_code == GONE
    assert stranger().get(link(newer)).status_code == HTTPStatus.OK


def test_neither_link_nor_code_stands_in_the_database(lived: Lived) -> None:
    issued = device_pass(account("member"), now_ms())
    (row,) = Pass.objects.values()
    assert issued.token not in str(row)
    assert issued.code not in str(row)


def test_signing_in_gives_the_browser_a_new_session(lived: Lived) -> None:
    client = stranger()
    session = client.session
    session["left"] = "by an attacker"
    session.save()
    fixed = session.session_key
    assert fixed
    client.cookies["tongpin_session"] = fixed
    client.post(link(device_pass(account("member"), now_ms())))
    assert client.session.session_key != fixed


def test_who_was_signed_in_before_is_signed_out(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("steward")
    issued = device_pass(account("member"), now_ms())
    assert "will be signed out" in text(client.get(link(issued)))
    client.post(link(issued))
    assert signed_in(client) == "member"


def test_who_does_not_belong_any_more_can_still_sign_in(lived: Lived) -> None:
    for role in ("former", "outsider"):
        client = stranger()
        client.post(link(device_pass(account(role), now_ms())))
        assert signed_in(client) == role


def test_who_was_removed_can_still_sign_in(lived: Lived) -> None:
    lived.hand_in("kick", "member")
    client = stranger()
    client.post(link(device_pass(account("member"), now_ms())))
    assert signed_in(client) == "member"
    assert people().seat(account("member"), lived.community).is_known  # type: ignore[union-attr]


def test_an_account_that_is_switched_off_does_not_come_in(lived: Lived) -> None:
    Account.objects.filter(external="member").update(is_active=False)
    client = stranger()
    assert client.post(link(device_pass(account("member"), now_ms())))["Location"] == "/account/inactive/"
    assert signed_in(client) == ""
    assert "switched off" in text(client.get("/account/inactive/"))


NEXT_PAGES = [
    ("/c/1/?q=a", "/c/1/?q=a"),
    ("", "/"),
    ("https://evil.example/", "/"),
    ("//evil.example/", "/"),
    ("/\\evil.example/", "/"),
    ("\\\\evil.example", "/"),
    ("http:evil.example", "/"),
    ("javascript:alert(1)", "/"),
    ("/\t/evil.example", "/"),
    ("/\u202egro.live", "/"),
    ("c/1/", "/"),
    ("/" + "a" * 3000, "/"),
]


def test_only_own_pages_are_gone_on_to(lived: Lived) -> None:
    for asked, led_to in NEXT_PAGES:
        issued = device_pass(account("member"), now_ms())
        assert stranger().post(link(issued), {"next": asked})["Location"] == led_to


def test_a_stranger_is_led_back_to_where_he_wanted(lived: Lived) -> None:
    client = stranger()
    where = f"/c/{lived.community}/"
    asked = client.get(where)["Location"]
    assert urlsplit(asked).path == "/in/"
    assert f'name="next" value="{where}"' in text(client.get(asked))
    answer = client.post("/in/", {"code": device_pass(account("member"), now_ms()).code, "next": where})
    assert answer["Location"] == where


def test_leaving_signs_out_and_only_by_a_form(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("member")
    assert client.get("/in/leave/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post("/in/leave/")["Location"] == "/in/"
    assert signed_in(client) == ""


def test_a_form_from_elsewhere_is_refused(lived: Lived) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(link(device_pass(account("member"), now_ms()))).status_code == HTTPStatus.FORBIDDEN
    assert client.post("/in/", {"code": "x"}).status_code == HTTPStatus.FORBIDDEN


def test_no_link_stands_in_the_log(lived: Lived, caplog: pytest.LogCaptureFixture) -> None:
    address = link(device_pass(account("member"), now_ms()))
    Client(enforce_csrf_checks=True).post(address)
    stranger().put(address)
    stranger().get("/in/unknown/")
    assert [record.getMessage().rsplit(" ", 1)[1] for record in caplog.records] == ["/in/..."] * 3


def test_who_comes_a_moment_too_late_does_not_come_in(lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lived.store.add_community("新群", now_ms())
    waiting = {
        link(device_pass(account("member"), now_ms())): {},
        link(invitation(lived.community, account("steward"), now_ms())): {"card": "小满-设计"},
        first_owner_link(made.id): {"card": "老舒", "username": "shu", "password": SENTENCE},
        sign_in_link(account("owner")): {"password": ""},
    }
    monkeypatch.setattr(PassQuerySet, "take", lambda *_asked: False)
    for address, filled in waiting.items():
        client = stranger()
        assert client.post(address, {"key": "k" * 32, **filled}).status_code == GONE
        assert signed_in(client) == ""
    outsider = Client()
    outsider.force_login(account("outsider"), "django.contrib.auth.backends.ModelBackend")
    assert outsider.post(list(waiting)[1], {"key": "k" * 32, "card": "小满-设计"}).status_code == GONE
    assert Account.objects.count() == 6
