"""What pages weigh on the wire: the budgets of members on a slow line, and of those who look after a community."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import NARROW, WIDE, PageOf
from tests.browser.serving import Served
from tests.browser.walking import Walk
from tests.browser.weights import Load, weigh

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

KB = 1_000
MOST_REQUESTS = 10
PORTAL, AGAIN, CONSOLE, EDITOR = 90 * KB, 20 * KB, 160 * KB, 330 * KB
OF_MEMBERS = ["/c/{c}/", "/c/{c}/chat/1/", "/c/{c}/activities/", "/c/{c}/me/", "/c/{c}/points/", "/c/{c}/cases/"]
OF_STEWARDS = ["", "members/", "chats/", "chats/1/", "activities/", "review/", "decisions/", "playbook/", "settings/"]


def listed(load: Load) -> str:
    return "\n".join(f"{size:>8} {address}" for address, size in sorted(load.answers, key=lambda each: -each[1]))


@pytest.mark.parametrize("address", OF_MEMBERS)
def test_a_page_of_members_is_light(address: str, demo: Served, page_of: PageOf) -> None:
    page, walk = page_of(NARROW), Walk(demo, "member")
    walk.show(page, address)
    first, again = weigh(page, walk.at(address))
    assert first.bytes <= PORTAL, listed(first)
    assert first.requests <= MOST_REQUESTS, listed(first)
    assert again.bytes <= AGAIN, listed(again)


@pytest.mark.parametrize("address", OF_STEWARDS)
def test_a_page_of_the_console_is_bounded(address: str, demo: Served, page_of: PageOf) -> None:
    page, walk = page_of(WIDE), Walk(demo, "owner")
    walk.show(page)
    first, _again = weigh(page, walk.at("/console/{c}/") + address)
    assert first.bytes <= CONSOLE, listed(first)


def test_the_editor_of_the_playbook_is_bounded(demo: Served, page_of: PageOf) -> None:
    page, walk = page_of(WIDE), Walk(demo, "owner")
    walk.show(page)
    first, _again = weigh(page, walk.at("/console/{c}/playbook/edit/"))
    assert first.bytes <= EDITOR, listed(first)


def test_no_page_asks_for_a_font(demo: Served, page_of: PageOf) -> None:
    page = page_of(WIDE)
    fonts: list[str] = []

    def heard(request: Request) -> None:
        if request.resource_type == "font":
            fonts.append(request.url)

    page.on("request", heard)
    walk = Walk(demo, "owner")
    for address in ("/c/{c}/", "/c/{c}/chat/1/", "/console/{c}/", "/ui/"):
        walk.show(page, address)
    assert fonts == []
