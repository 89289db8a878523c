"""Those who run a community: passwords, what is closed, and what stands on the pages."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tests.web.conftest import Lived
from tests.web.signin.coming_in import (
    GONE,
    REFUSED,
    SENTENCE,
    ClientOf,
    account,
    one_database,
    sign_in,
    signed_in,
    stranger,
    text,
)
from tongpin.signin.adapters import AccountAdapter
from tongpin.signin.models import Account
from tongpin.signin.owners import first_owner_link, sign_in_link
from tongpin.signin.pages import PAGES
from tongpin.webkit.people import people

pytestmark = one_database

CLOSED = ("signup/", "email/", "confirm-email/", "confirm-email/x/", "password/reset/", "login/code/", "2fa/trust/")
FACTORS = "/account/2fa/"


def test_an_operator_signs_in_by_password_and_goes_on(operator: Account) -> None:
    client = stranger()
    assert sign_in(client, next="/c/1/")["Location"] == "/c/1/"
    assert signed_in(client) == "owner"


def test_no_other_server_is_gone_on_to(operator: Account) -> None:
    for asked in ("https://evil.example/", "//evil.example", "http://testserver/"):
        assert sign_in(stranger(), next=asked)["Location"] == "/"


def test_wrong_passwords_and_unknown_names_are_answered_alike(operator: Account) -> None:
    wrong = sign_in(stranger(), "wrong")
    unknown = stranger().post("/account/login/", {"login": "nobody", "password": "wrong"})
    said = "The username and/or password you specified are not correct."
    assert (said in text(wrong), said in text(unknown)) == (True, True)


def test_passwords_cannot_be_guessed(operator: Account) -> None:
    for _ in range(10):
        sign_in(stranger(), "wrong")
    late = stranger()
    assert "Too many failed" in text(sign_in(late))
    assert signed_in(late) == ""


def test_an_account_without_a_password_cannot_sign_in_by_one(lived: Lived) -> None:
    client = stranger()
    client.post("/account/login/", {"login": "member", "password": ""})
    client.post("/account/login/", {"login": "member", "password": "!"})
    assert signed_in(client) == ""


def test_who_takes_on_a_duty_chooses_username_and_password(lived: Lived, client_of: ClientOf) -> None:
    Account.objects.filter(external="steward").update(password="!")
    client = client_of("steward")
    where = "/account/password/set/"
    assert client.get(where).status_code == HTTPStatus.OK
    assert client.post(where, {"username": "li", "password": "short"}).status_code == REFUSED
    assert client.post(where, {"username": "li", "password": SENTENCE})["Location"] == "/in/second-factor/"
    assert signed_in(client) == "steward"
    assert account("steward").check_password(SENTENCE)
    assert client.get(where)["Location"] == "/account/password/change/"


def test_a_password_is_changed_by_who_knows_it(operator: Account) -> None:
    client = stranger()
    sign_in(client)
    new = {"password1": "noch ein Satz am Fluss", "password2": "noch ein Satz am Fluss"}
    assert client.post("/account/password/change/", {"oldpassword": "wrong", **new}).status_code == HTTPStatus.OK
    assert account("owner").check_password(SENTENCE)
    client.post("/account/password/change/", {"oldpassword": SENTENCE, **new})
    assert account("owner").check_password(new["password1"])
    assert signed_in(client) == "owner"


def test_what_needs_a_mail_server_is_closed(lived: Lived, client_of: ClientOf) -> None:
    for path in CLOSED:
        for client in (stranger(), client_of("owner")):
            assert client.get(f"/account/{path}").status_code == GONE
            assert client.post(f"/account/{path}", {"email": "a@b.example"}).status_code == GONE
    for name in ("account_signup", "account_email", "account_reset_password", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_nobody_signs_up_and_no_mail_is_sent(lived: Lived, mailoutbox: list[object]) -> None:
    adapter = AccountAdapter()
    adapter.send_mail("account/email/anything", "a@b.example", {})
    assert (adapter.is_open_for_signup(HttpRequest()), mailoutbox) == (False, [])


def unclean(page: str) -> list[str]:
    """What a strict policy of contents would not run or show."""
    scripts = [each for each in re.findall(r"<script\b[^>]*>", page) if "src=" not in each]
    return scripts + re.findall(
        r"<style\b|\sstyle=|\son\w+=|javascript:|https?://(?!testserver|www\.w3\.org)[^\s\"<]+", page
    )


def test_the_pages_hold_nothing_inline_and_nothing_foreign(lived: Lived, operator: Account, young: int) -> None:
    for address in (
        "/in/",
        "/in/x/",
        "/account/login/",
        "/account/inactive/",
        first_owner_link(young),
        sign_in_link(operator),
    ):
        assert unclean(text(stranger().get(address))) == [], address
    client = stranger()
    client.post(sign_in_link(operator), {"password": ""})
    seen = [
        *("/in/device/", "/in/second-factor/"),
        *("/account/logout/", "/account/password/change/", "/account/reauthenticate/"),
        *(FACTORS, f"{FACTORS}totp/activate/", f"{FACTORS}webauthn/", f"{FACTORS}webauthn/add/"),
        reverse("links", kwargs={"community": lived.community}),
    ]
    for address in seen:
        answer = client.get(address)
        assert (address, answer.status_code, unclean(text(answer))) == (address, 200, [])
        assert "'unsafe" not in answer["Content-Security-Policy"]
    assert "data-options" in text(client.get(f"{FACTORS}webauthn/add/"))
    assert unclean(text(client.post("/in/device/"))) == []


def test_the_palette_finds_one_s_own_sign_in(lived: Lived) -> None:
    steward, member = (people().seat(account(role), lived.community) for role in ("steward", "member"))
    assert steward is not None
    assert member is not None
    assert [goal.href for goal in PAGES.goals(steward, "INVIT")] == [f"/console/{lived.community}/settings/links/"]
    assert list(PAGES.goals(member, "invit")) == []
    assert [goal.href for goal in PAGES.goals(member, "device")] == ["/in/device/"]
