"""The first five minutes as the docs tell them, and the pictures of the docs.

Pictures are made from the demo when asked (TONGPIN_DOC_SCREENSHOTS=1); else they are small, named and true. Docs name a
picture as `images/<name>-<language>.png`; each page that they show is opened here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.architecture.tracked import ROOT
from tests.browser.conftest import NARROW, WIDE, PageOf
from tests.browser.serving import ORIGIN, Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(480)]

IMAGES = ROOT / "docs" / "images"
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
WANTED = "TONGPIN_DOC_SCREENSHOTS"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
MOST_BYTES = 300_000
COLOURS = 128


class Picture(NamedTuple):
    """A page of the demo: as whom one comes (an address of the demo's), where one goes on to, what must be there."""

    come: str
    go: str
    shows: str
    width: int = WIDE


PICTURES = {
    "demo": Picture("", "", '[action$="/go/4/"]'),
    "chat": Picture("walk-in/member/", "", "[data-post]"),
    "chat-phone": Picture("walk-in/member/", "", "[data-post]", NARROW),
    "case": Picture("go/2/", "", "main h1"),
    "review": Picture("walk-in/steward/", "review/", '.review button[value="undo"]'),
    "today": Picture("walk-in/owner/", "", ".figure-value"),
    "playbook": Picture("walk-in/owner/", "playbook/", "main h2"),
    "invitations": Picture("walk-in/owner/", "settings/links/", "main form"),
}


def named_in(text: str) -> set[str]:
    """Return the pictures that a page of the docs shows."""
    return set(re.findall(r"images/([\w-]+\.png)", text))


def test_the_docs_show_each_picture_and_no_other() -> None:
    named = {name for page in PAGES for name in named_in(page.read_text("utf-8"))}
    assert named == {f"{name}-{language}.png" for name in PICTURES for language in LANGUAGES}


def test_each_picture_is_there_and_small() -> None:
    sizes = {path.name: path.stat().st_size for path in IMAGES.glob("*.png")}
    assert set(sizes) == {f"{name}-{language}.png" for name in PICTURES for language in LANGUAGES}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_that_is_shown_opens(
    language: str, demo: Served, page_of: PageOf, screenshots: Callable[[Page, str], Path]
) -> None:
    pages = {width: page_of(width, "light", LANGUAGES[language]) for width in (WIDE, NARROW)}
    for name, picture in PICTURES.items():
        page = pages[picture.width]
        opened(page, demo.origin, picture)
        expect(page.locator(picture.shows).first).to_be_visible()
        screenshots(page, f"docs-{name}")
        if os.environ.get(WANTED) == "1":
            keep(page, IMAGES / f"{name}-{language}.png")


def test_an_owner_comes_in_by_the_printed_link_and_a_member_by_his(served: Served, page_of: PageOf) -> None:
    owner, newcomer = page_of(), page_of(NARROW)
    owner.goto(served.said(rf"{ORIGIN}/in/\S+"))
    owner.fill("[name=username]", "lin")
    owner.fill("[name=password]", "mei-hua-San-Nong-88")
    owner.fill("[name=card]", "林-老师")
    owner.locator("main form button[type=submit]").click()
    owner.wait_for_url("**/in/second-factor/")
    owner.goto(f"{served.origin}/console/1/settings/links/")
    owner.locator(".signin-make button[type=submit]").click()
    newcomer.goto(owner.locator("#signin-link").input_value())
    newcomer.fill("[name=card]", "小白-新人")
    newcomer.locator("main form button[type=submit]").click()
    newcomer.wait_for_url("**/c/1/")


def opened(page: Page, origin: str, picture: Picture) -> None:
    page.goto(f"{origin}/demo/")
    if picture.come:
        page.locator(f'main form[action$="/demo/{picture.come}"] button').first.click()
        page.wait_for_load_state()
    if picture.go:
        page.goto(re.sub(r"/console/(\d+)/.*", rf"/console/\1/{picture.go}", page.url))


def keep(page: Page, path: Path) -> None:
    """Keep what a screen shows, in few colours."""
    path.parent.mkdir(exist_ok=True)
    page.screenshot(path=path, animations="disabled")
    with Image.open(path) as taken:
        few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
