"""What watches over the tests of pages sees what it should."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.axe import serious_findings
from tests.browser.conftest import MOST_MS, PageOf
from tests.browser.problems import Problems
from tests.browser.screenshots import shoot
from tests.browser.toy_site import STYLE, toy_site
from tests.browser.weights import weigh


@pytest.fixture
def site() -> Iterator[str]:
    with toy_site() as origin:
        yield origin


def test_a_page_in_order_is_found_in_order(page_of: PageOf, site: str, problems: Problems) -> None:
    page = page_of()
    page.goto(site)
    assert serious_findings(page) == []
    assert problems.remaining() == []


@pytest.mark.parametrize(
    "path,parts",
    [
        ("/inline", ["inline script violates", "inline style violates"]),
        ("/foreign", ["request to another host: http://elsewhere.example/pixel.png"]),
        ("/throws", ["exception: thrown"]),
        ("/nowhere", ["status of 404"]),
    ],
)
def test_what_is_amiss_is_seen(page_of: PageOf, site: str, problems: Problems, path: str, parts: list[str]) -> None:
    page = page_of()
    page.goto(site + path)
    until = time.monotonic() + MOST_MS / 1_000
    while unseen := [part for part in parts if not any(part.lower() in each.lower() for each in problems.remaining())]:
        assert time.monotonic() < until, (unseen, problems.remaining())
        page.wait_for_timeout(20)  # Chromium tells of it when it can.
    problems.allow("")
    assert problems.remaining() == []


def test_axe_names_rule_and_element_under_a_strict_policy(page_of: PageOf, site: str, problems: Problems) -> None:
    page = page_of()
    page.goto(f"{site}/barred")
    button, image = serious_findings(page)
    assert button.startswith("button-name (critical): ")
    assert button.endswith(": button: <button></button>")
    assert image.startswith("image-alt (critical): ")
    assert problems.remaining() == []


ALL = ["/", "/style.css", "/follow.js", "/stream"]


def test_a_load_is_weighed_as_it_was_sent(page_of: PageOf, site: str) -> None:
    first, again = weigh(page_of(), site)
    assert [address.removeprefix(site) for address, _ in first.answers] == ALL
    assert 300 < first.bytes < len(STYLE) / 4
    assert [address.removeprefix(site) for address, _ in again.answers] == ["/", "/stream"]
    assert (again.requests, again.bytes < first.bytes) == (2, True)


@pytest.mark.parametrize("width,theme,language", [(1280, "light", "zh-hans"), (360, "dark", "en")])
def test_a_picture_says_what_it_shows(
    page_of: PageOf, site: str, tmp_path: Path, width: int, theme: str, language: str
) -> None:
    page = page_of(width, theme, language)
    page.goto(site)
    asked = page.evaluate("() => [navigator.language, matchMedia('(pointer: coarse)').matches]")
    assert asked == [{"zh-hans": "zh-CN", "en": "en-US"}[language], width == 360]
    path = shoot(page, "toy", tmp_path)
    assert path.name == f"toy-{width}-{theme}-en.png"
    with Image.open(path) as picture:
        assert picture.width == width


def test_every_page_is_of_somebody_new(page_of: PageOf, site: str) -> None:
    one: Page = page_of()
    one.goto(site)
    one.evaluate("() => localStorage.setItem('seen', 'yes')")
    other = page_of()
    other.goto(site)
    assert other.evaluate("() => localStorage.getItem('seen')") is None


async def test_a_loop_runs_beside_the_browser_s() -> None:
    await asyncio.sleep(0)


@pytest.mark.django_db
def test_the_database_is_open_once_pages_are_closed() -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - Django stands in tests alone

    assert get_user_model().objects.count() == 0
