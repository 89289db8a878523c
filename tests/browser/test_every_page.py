"""Every page that the URL map knows, as whoever it is for: open to all, in both themes and on any screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageOf
from tests.browser.looking import look
from tests.browser.problems import Problems
from tests.browser.serving import Served
from tests.browser.walking import Place, Walk
from tests.web.test_every_route import ALL

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

FILE, DOING, LEADS_ON = "answers with a file", "is for forms alone", "leads on and shows nothing"
SIGNED_IN = "is in test_sign_in_pages.py where one sees it: in the demo nobody signs in"
NO_PAGES = {
    "healthz": FILE,
    "members-file": FILE,
    "console-checkins-file": FILE,
    "console-points-file": FILE,
    "playbook-file": FILE,
    "playbook-schema": FILE,
    "audit-csv": FILE,
    "audit-json": FILE,
    "me-data": FILE,
    "chat-picture": FILE,
    "chat-live": "is a stream",
    "front": LEADS_ON,
    "chat-home": LEADS_ON,
    "language": DOING,
    "leave": DOING,
    "me-card": DOING,
    "case-appeal": DOING,
    "checkin": DOING,
    "makeup": DOING,
    "leaderboard-shown": DOING,
    "chat-post": DOING,
    "chat-react": DOING,
    "console-chat-open": DOING,
    "console-chat-title": DOING,
    "errand-settled": DOING,
    "playbook-check": DOING,
    "playbook-adopt": DOING,
    "playbook-back": DOING,
    "member-duty": DOING,
    "review-decide": DOING,
    "revoke-link": DOING,
    "account_change_password": SIGNED_IN,
    "account_set_password": "leads the demo's owner on, since accounts there have passwords that nobody knows",
    "account_inactive": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_authenticate": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_download_recovery_codes": FILE,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_login_webauthn": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
}
"""Routes of which there is no page to look at here, and why."""

OUTSIDE = {"enter", "enter-link", "account_login"}
"""For who has not come in yet."""
PAGES = sorted({each.name for each in ALL} - NO_PAGES.keys() - OUTSIDE | {"demo"})
BY_HAND = [
    "/ui/",
    "/account/2fa/",
    "/account/logout/",
    "/in/second-factor/",
    "/c/{c}/chat/1/search/?q=大家",
]
"""Where no link leads, or only from pages that the demo has no use for."""
MAIN = ["demo", "portal-home", "chat", "activities", "me", "case", "today", "review", "playbook", "playbook-edit"]
"""Those that are looked at in English too."""
STATUS = "status of"

Shoot = Callable[[Page, str], Path]


@pytest.fixture(scope="module")
def owner(demo: Served) -> Walk:
    walk = Walk(demo, "owner")
    walk.look_around(*BY_HAND)
    return walk


@pytest.fixture(scope="module")
def stranger(demo: Served) -> Walk:
    walk = Walk(demo, "")
    walk.look_around("/account/login/", "/in/no-such-token/")
    return walk


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_open_to_all(name: str, owner: Walk, page_of: PageOf, screenshots: Shoot) -> None:
    assert name in owner.places, f"No link leads to {name}. Add one, or say in NO_PAGES why it is no page."
    place = owner.places[name]
    assert (place.kind, place.status) == ("text/html", 200)
    page = page_of()
    owner.show(page, place.address)
    assert look(page, name, screenshots) == []


@pytest.mark.parametrize("name", MAIN)
def test_a_main_page_is_open_to_all_in_english(name: str, owner: Walk, page_of: PageOf, screenshots: Shoot) -> None:
    page = page_of(language="en")
    owner.show(page, owner.places[name].address)
    assert page.evaluate("() => document.documentElement.lang") == "en"
    assert look(page, name, screenshots) == []


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_a_page_before_the_door_is_open_to_all(
    name: str, stranger: Walk, page_of: PageOf, screenshots: Shoot, problems: Problems
) -> None:
    problems.allow(STATUS)  # a link that is over says so in its status
    page = page_of()
    stranger.show(page, stranger.places[name].address)
    assert look(page, name, screenshots) == []


@pytest.mark.parametrize("name,address,status", [("nowhere", "/no/such/page/", 404), ("refused", "/console/{c}/", 403)])
def test_a_page_of_an_error_is_open_to_all(
    name: str, address: str, status: int, demo: Served, page_of: PageOf, screenshots: Shoot, problems: Problems
) -> None:
    problems.allow(f"{STATUS} {status}")
    page = page_of()
    Walk(demo, "member").show(page, address)
    assert look(page, name, screenshots) == []


def test_what_is_said_to_be_no_page_is_none(owner: Walk) -> None:
    assert NO_PAGES.keys() <= {each.name for each in ALL}
    files = {name for name, reason in NO_PAGES.items() if reason == FILE}
    assert [name for name in files if is_page(owner.places.get(name))] == []
    doing = {name for name, reason in NO_PAGES.items() if reason in {DOING, LEADS_ON}}
    assert [name for name in doing if is_page(owner.places.get(name))] == []


def is_page(place: Place | None) -> bool:
    return place is not None and (place.kind, place.status) == ("text/html", 200)
