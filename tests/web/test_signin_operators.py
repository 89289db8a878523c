"""The first owner, and those who run a community: passwords, second factors, and what is closed."""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.web.coming_in import GONE, REFUSED, SENTENCE, ClientOf, account, link, send, signed_in, stranger, text
from tests.web.conftest import PLAYBOOK, Lived
from tongpin.journal.submitting import UNAVAILABLE, Answer, hand_to
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.broker import Delivery
from tongpin.signin.models import Account, Pass
from tongpin.signin.owners import first_owner_link, first_owner_links, has_owner, sign_in_link
from tongpin.signin.pages import PAGES
from tongpin.signin.passes import device_pass
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.web.coming_in import Reply

OWNER = {"username": "shu", "password": SENTENCE, "card": "老舒-群主"}
CLOSED = (
    "signup/",
    "email/",
    "confirm-email/",
    "confirm-email/x/",
    "password/reset/",
    "password/reset/done/",
    "login/code/",
)
FACTORS = "/account/2fa/"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """Passwords of tests are no secrets."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def young(lived: Lived) -> int:
    """A community that nobody has come into."""
    number = lived.store.add_community("新群", now_ms()).id
    adopted = Arrival("console", "first", now_ms(), "playbook", text=PLAYBOOK, reason="init")
    lived.engine.process([Delivery(number, adopted)])
    return number


# --- the first owner


def test_the_first_owner_comes_in_holds_the_duty_and_is_offered_a_second_lock(lived: Lived, young: int) -> None:
    ((name, address),) = first_owner_links()
    client = stranger()
    page = text(client.get(address))
    assert name == "新群"
    assert "新群" in page
    answer = send(client, address, **OWNER)
    assert answer["Location"] == "/in/second-factor/"
    seat = people().seat(account(signed_in(client)), young)
    assert seat is not None
    assert (seat.name, seat.number, seat.is_owner) == ("老舒-群主", 1, True)
    assert account(seat.external).check_password(SENTENCE)
    assert "Set up" in text(client.get(answer["Location"]))
    assert client.get("/account/2fa/totp/activate/").status_code == HTTPStatus.OK


def test_no_link_is_made_where_an_owner_has_an_account(lived: Lived, young: int) -> None:
    assert (has_owner(lived.community), has_owner(young)) == (True, False)
    send(stranger(), first_owner_link(young), **OWNER)
    assert first_owner_links() == []


def test_an_owner_whom_the_journal_knows_alone_is_none_yet(lived: Lived) -> None:
    Account.objects.filter(external="owner").delete()
    assert [name for name, _ in first_owner_links()] == ["技术交流群"]


def test_each_start_ends_the_older_link(lived: Lived, young: int) -> None:
    older, newer = first_owner_link(young), first_owner_link(young)
    assert stranger().get(older).status_code == GONE
    assert stranger().get(newer).status_code == HTTPStatus.OK


def test_an_owner_s_link_works_once(lived: Lived, young: int) -> None:
    address = first_owner_link(young)
    second = stranger()
    page = second.get(address)
    send(stranger(), address, **OWNER)
    key = re.findall(r'name="key" value="([^"]+)"', text(page))[0]
    assert second.post(address, OWNER | {"username": "other", "key": key}).status_code == GONE
    assert not Account.objects.filter(username="other").exists()


def test_an_owner_s_link_ends_when_there_is_an_owner(lived: Lived) -> None:
    assert stranger().get(first_owner_link(lived.community)).status_code == GONE


WRONG = [
    ({"username": ""}, "This field is required"),
    ({"username": "member"}, "already exists"),
    ({"username": "a b"}, "valid username"),
    ({"password": "short"}, "too short"),
    ({"password": "password123"}, "too common"),
    ({"username": "shushushushu", "password": "shushushushu1"}, "too similar"),
    ({"card": ""}, "This field is required"),
]


def test_what_an_owner_may_not_choose(lived: Lived, young: int) -> None:
    address = first_owner_link(young)
    for changed, said in WRONG:
        answer = send(stranger(), address, **(OWNER | changed))
        assert (answer.status_code, said in text(answer)) == (REFUSED, True), changed
        assert SENTENCE not in text(answer)
    assert Account.objects.count() == 6


def test_an_owner_is_not_half_made(lived: Lived, young: int) -> None:
    async def silent(_community: int, _arrival: Arrival) -> Answer:
        return Answer(UNAVAILABLE)

    address = first_owner_link(young)
    hand_to(silent)
    assert send(stranger(), address, **OWNER).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert Account.objects.count() == 6
    assert Pass.objects.get().uses_left == 1


# --- passwords


@pytest.fixture
def operator(lived: Lived) -> Account:
    """The owner, with a username and a password."""
    owner = account("owner")
    owner.username = "shu"
    owner.set_password(SENTENCE)
    owner.save()
    return owner


def sign_in(client: Client, password: str = SENTENCE, **more: str) -> Reply:
    return client.post("/account/login/", {"login": "shu", "password": password, **more})


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


# --- second factors


def digits(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def with_app(client: Client) -> str:
    """Set up an authenticator app, having shown the password once more; return its key."""
    asked = client.get(f"{FACTORS}totp/activate/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    assert text(client.get(asked["Location"])).count("Is it you?") >= 1
    client.post(asked["Location"], {"password": "wrong"})
    assert client.get(f"{FACTORS}totp/activate/").status_code == HTTPStatus.FOUND
    client.post(asked["Location"], {"password": SENTENCE})
    (secret,) = re.findall(r"<code>(\w+)</code>", text(client.get(f"{FACTORS}totp/activate/")))
    answer = client.post(f"{FACTORS}totp/activate/", {"code": digits(secret)})
    assert answer["Location"] == f"{FACTORS}recovery-codes/"
    return str(secret)


def test_an_authenticator_app_is_asked_for_after_the_password(operator: Account) -> None:
    first = stranger()
    sign_in(first)
    with_app(first)
    codes = re.findall(r"<li>(\d{8})</li>", text(first.get(f"{FACTORS}recovery-codes/")))
    assert len(codes) == 10
    second = stranger()
    assert sign_in(second)["Location"] == f"{FACTORS}authenticate/"
    assert signed_in(second) == ""
    assert second.get("/console/1/")["Location"].startswith("/in/")
    assert "Incorrect code" in text(second.post(f"{FACTORS}authenticate/", {"code": "000000"}))
    assert second.post(f"{FACTORS}authenticate/", {"code": codes[0]}).status_code == HTTPStatus.FOUND
    assert signed_in(second) == "owner"
    third = stranger()
    sign_in(third)
    third.post(f"{FACTORS}authenticate/", {"code": codes[0]})
    assert signed_in(third) == ""


def test_a_link_for_another_device_asks_for_the_second_factor_too(operator: Account) -> None:
    first = stranger()
    sign_in(first)
    secret = with_app(first)
    second = stranger()
    assert second.post(link(device_pass(operator, now_ms())))["Location"] == f"{FACTORS}authenticate/"
    assert signed_in(second) == ""
    second.post(f"{FACTORS}authenticate/", {"code": digits(secret)})
    assert signed_in(second) == "owner"
    other = stranger()
    other.post("/in/", {"code": device_pass(operator, now_ms()).code})
    assert signed_in(other) == ""


def test_a_link_from_the_shell_gets_past_what_was_lost(operator: Account) -> None:
    first = stranger()
    sign_in(first)
    with_app(first)
    address, client = sign_in_link(operator), stranger()
    assert "Welcome back, shu" in text(client.get(address))
    assert client.post(address, {"password": "short"}).status_code == REFUSED
    assert client.post(address, {"password": "wieder ein neuer Satz"})["Location"] == "/in/second-factor/"
    assert signed_in(client) == "owner"
    assert account("owner").check_password("wieder ein neuer Satz")
    client.post(f"{FACTORS}totp/deactivate/")
    assert "no second lock" in text(client.get(FACTORS))
    assert stranger().get(address).status_code == GONE
    assert signed_in(first) == "owner"
    assert first.get(FACTORS)["Location"].startswith("/in/")


def test_the_shell_s_link_leaves_the_password_where_none_is_typed(operator: Account) -> None:
    older, newer = sign_in_link(operator), sign_in_link(operator)
    assert stranger().get(older).status_code == GONE
    client = stranger()
    client.post(newer, {"password": ""})
    assert signed_in(client) == "owner"
    assert account("owner").check_password(SENTENCE)


def test_a_passkey_s_answer_that_is_none_is_refused(operator: Account) -> None:
    client = stranger()
    asked = client.get(f"{FACTORS}webauthn/login/", headers={"accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"]["rpId"] == "testserver"
    for credential in ("", "{}", "[]", "1", '{"id":"x"}', '{"response":{"userHandle":"x"}}', "{"):
        assert client.post(f"{FACTORS}webauthn/login/", {"credential": credential}).status_code in {200, 302}
        assert signed_in(client) == ""


# --- what is closed, and what stands on the pages


def test_what_needs_a_mail_server_is_closed(lived: Lived, client_of: ClientOf) -> None:
    for path in CLOSED:
        for client in (stranger(), client_of("owner")):
            assert client.get(f"/account/{path}").status_code == GONE
            assert client.post(f"/account/{path}", {"email": "a@b.example"}).status_code == GONE
    for name in ("account_signup", "account_email", "account_reset_password", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


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
