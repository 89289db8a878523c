"""An owner comes in, takes a password and a second lock, goes, and comes back: every page of it, in both themes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from tests.browser.conftest import PageOf
from tests.browser.looking import look
from tests.browser.problems import Problems
from tests.browser.serving import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

PASSWORD = "a sentence that only I would write"
PERIOD_S = 30


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD_S)))


def submit(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def test_an_owner_comes_in_and_comes_back(
    page_of: PageOf, served: Served, screenshots: Callable[[Page, str], Path], problems: Problems
) -> None:
    problems.allow("status of 400")  # a wrong code says so
    page, found = page_of(), {}

    def see(name: str) -> None:
        found[name] = look(page, name, screenshots)

    def go(path: str, name: str) -> None:
        page.goto(served.origin + path)
        see(name)

    page.goto(served.said(rf"{served.origin}/in/\S+"))
    see("first-owner")
    page.locator("[name=username]").fill("owner")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=card]").fill("群主-测试")
    submit(page)
    go("/in/second-factor/", "second-factor-offered")
    go("/account/password/change/", "password-change")
    go("/account/2fa/webauthn/add/", "passkey-add")
    go("/account/2fa/webauthn/", "passkeys")
    go("/account/2fa/totp/activate/", "authenticator")
    secret = page.locator("details code").first.text_content() or ""
    page.locator("[name=code]").fill("000000")
    submit(page)
    see("authenticator-wrong-code")
    page.locator("[name=code]").fill(code_of(page.locator("details code").first.text_content() or secret))
    submit(page)
    see("recovery-codes")
    go("/account/2fa/", "own-sign-in")
    go("/account/2fa/recovery-codes/generate/", "recovery-codes-new")
    go("/account/2fa/totp/deactivate/", "authenticator-off")
    go("/account/reauthenticate/", "password-again")
    go("/account/2fa/reauthenticate/", "code-again")
    go("/account/logout/", "sign-out")
    submit(page)
    go("/account/login/", "sign-in")
    page.locator("[name=login]").fill("owner")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/account/2fa/authenticate/**")
    see("second-lock")
    assert {name: amiss for name, amiss in found.items() if amiss} == {}


def test_a_newcomer_is_invited(page_of: PageOf, served: Served, screenshots: Callable[[Page, str], Path]) -> None:
    page, found = page_of(), {}
    page.goto(served.said(rf"{served.origin}/in/\S+"))
    page.locator("[name=username]").fill("owner")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=card]").fill("群主-测试")
    submit(page)
    page.goto(f"{served.origin}/console/1/settings/links/")
    page.locator(".signin-make button[type=submit]").click()
    found["invitation"] = look(page, "invitation", screenshots)
    link = page.locator("#signin-link").input_value()
    page.goto(f"{served.origin}/in/device/")
    submit(page)
    found["other-device"] = look(page, "other-device", screenshots)
    page.goto(f"{served.origin}/console/1/")
    found["first-steps"] = look(page, "first-steps", screenshots)
    other = page_of()
    other.goto(link)
    found["join"] = look(other, "join", screenshots)
    other.locator("[name=card]").fill("新来的-测试")
    submit(other)
    found["joined"] = look(other, "joined", screenshots)
    assert {name: amiss for name, amiss in found.items() if amiss} == {}
