"""Second factors: asked for after the password, passed over by the shell alone, and unmoved by nonsense."""

from __future__ import annotations

import re
import time
from http import HTTPStatus

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.template import RequestContext, Template
from django.test import Client, RequestFactory

from tests.web.signin.coming_in import (
    GONE,
    REFUSED,
    SENTENCE,
    account,
    link,
    one_database,
    sign_in,
    signed_in,
    stranger,
    text,
)
from tongpin.signin.models import Account
from tongpin.signin.owners import sign_in_link
from tongpin.signin.passes import device_pass
from tongpin.signin.second_factors import PasskeyReauthenticateForm
from tongpin.webkit.asking import now_ms

pytestmark = one_database

FACTORS = "/account/2fa/"


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


NO_ANSWERS = ("", "{}", "[]", "1", '{"id":"x"}', '{"response":{"userHandle":"x"}}', "{")
"""What no browser answers for a passkey."""


def test_a_passkey_s_answer_that_is_none_lets_nobody_in(operator: Account) -> None:
    client = stranger()
    asked = client.get(f"{FACTORS}webauthn/login/", headers={"accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"]["rpId"] == "testserver"
    for credential in NO_ANSWERS:
        assert client.post(f"{FACTORS}webauthn/login/", {"credential": credential}).status_code == HTTPStatus.FOUND
    first = stranger()
    sign_in(first)
    with_app(first)
    sign_in(client)
    for credential in NO_ANSWERS:
        assert client.post(f"{FACTORS}authenticate/", {"credential": credential}).status_code == HTTPStatus.OK
    assert signed_in(client) == ""


def test_a_passkey_s_answer_that_is_none_is_not_kept(operator: Account) -> None:
    client = stranger()
    client.post(sign_in_link(operator), {"password": ""})
    for credential in NO_ANSWERS:
        added = client.post(f"{FACTORS}webauthn/add/", {"name": "x", "credential": credential})
        assert added.status_code == HTTPStatus.OK
    assert "no second lock" in text(client.get(FACTORS))


def test_a_passkey_s_answer_that_is_none_proves_nothing(operator: Account) -> None:
    key = Authenticator.objects.create(
        user=operator, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    form = PasskeyReauthenticateForm(user=operator, data={"credential": '{"id": "x", "rawId": "x", "response": {}}'})
    assert not form.is_valid()
    assert Authenticator.objects.get().last_used_at is key.last_used_at is None


def test_who_has_no_second_lock_is_reminded_until_he_has(operator: Account, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = operator
    page = Template("{% load signin %}{% second_lock %}")
    assert "/in/second-factor/" in page.render(RequestContext(request))
    Authenticator.objects.create(user=operator, type=Authenticator.Type.TOTP, data={})
    assert page.render(RequestContext(request)).strip() == ""
