"""The tour of the demo, as a newcomer walks it: on a wide screen and on a phone, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, PageOf
from tests.browser.serving import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

LIVE_MS = 15_000
ADVERT = "加微信领优惠券，兼职日结，名额不多"
SECOND_ADVERT = "加微信送优惠券，代理加盟，今天最后一天"
WORDS = {
    "zh-hans": {"why": "为什么", "muted": "禁言", "own": "只有你"},
    "en": {"why": "Why", "muted": "muted", "own": "only you see this"},
}


class Visitor:
    """Somebody with a browser before the demo."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self) -> None:
        self.page.goto(f"{self.origin}/demo/")

    def press(self, address: str) -> None:
        """Press a button of the demo's own page, wherever one is."""
        self.open()
        self.page.locator(f'main form[action$="{address}"] button').first.click()
        self.page.wait_for_load_state()

    def say(self, words: str) -> None:
        box = self.page.locator("[data-composer] textarea")
        box.fill(words)
        box.press("Enter")

    def posts(self) -> Locator:
        return self.page.locator("[data-posts] > [data-post]")

    def points(self) -> int:
        """Read one's balance at home."""
        self.page.goto(re.sub(r"/c/(\d+)/.*", r"/c/\1/", self.page.url))
        shown = self.page.locator(".figure-value").first.inner_text()
        return int(shown.replace(",", ""))


@pytest.fixture(params=[(language, width) for language in WORDS for width in (WIDE, NARROW)], ids=str)
def visit(request: pytest.FixtureRequest, demo: Served, page_of: PageOf) -> tuple[Visitor, dict[str, str]]:
    """A visitor of a demo that begins anew, and how things are called in the language."""
    language, width = request.param
    visitor = Visitor(page_of(width, "light", language), demo.origin)
    visitor.open()
    visitor.page.locator('.demo-bar form[action$="/reset/"] button').click()
    visitor.page.wait_for_load_state()
    return visitor, WORDS[language]


Keep = Callable[[Page, str], Path]


def test_a_newcomer_walks_the_tour(visit: tuple[Visitor, dict[str, str]], screenshots: Keep) -> None:
    visitor, words = visit
    screenshots(visitor.page, "demo")
    checked_in = join_the_talk(visitor, screenshots)
    see_why_an_advert_is_gone(visitor, screenshots)
    case = break_a_rule_and_appeal(visitor, words, screenshots)
    charged = visitor.points()
    assert charged == checked_in + 1 - 2 * 2  # what was said before is paid for first; each recall costs two
    uphold(visitor, case, screenshots)
    all_is_given_back(visitor)
    assert visitor.points() - charged in {2, 3}  # a message that stands again is paid for like any other
    visitor.open()
    expect(visitor.page.locator(".steps .is-done")).to_have_count(4)


def join_the_talk(visitor: Visitor, screenshots: Keep) -> int:
    """People are talking, one joins in, and a word checks in; return the points after it."""
    page = visitor.page
    visitor.press("/go/1/")
    before = visitor.posts().count()
    expect(visitor.posts()).not_to_have_count(before, timeout=LIVE_MS)
    visitor.say("大家好，今天路过，来打个招呼")
    expect(page.locator(".is-mine", has_text="来打个招呼")).to_be_visible()
    screenshots(page, "chat")
    had = visitor.points()
    page.go_back()
    visitor.say("签到")
    expect(page.locator(".is-mine", has_text="签到")).to_be_visible()
    expect(page.locator(".is-notice", has_text=re.compile(r"签到|[Cc]hecked in")).last).to_contain_text("5")
    checked_in = visitor.points()
    assert checked_in == had + 5
    screenshots(page, "home")
    return checked_in


def see_why_an_advert_is_gone(visitor: Visitor, screenshots: Keep) -> None:
    visitor.press("/go/2/")
    assert re.search(r"/cases/\d+/$", visitor.page.url)
    expect(visitor.page.locator("main")).to_contain_text("广告")
    screenshots(visitor.page, "case-of-somebody")


def break_a_rule_and_appeal(visitor: Visitor, words: dict[str, str], screenshots: Keep) -> str:
    """One is told why a message is taken back, is muted for the second, and appeals; return the case's number."""
    page = visitor.page
    visitor.press("/go/3/")
    visitor.say(ADVERT)
    notice = page.locator(".is-notice.is-private").last
    expect(notice).to_contain_text(ADVERT)
    expect(notice).to_contain_text(words["own"])
    expect(page.locator(".is-mine.is-recalled").last).to_contain_text(words["why"])
    visitor.say(SECOND_ADVERT)
    expect(page.locator("[data-muted]")).to_be_visible()
    expect(page.locator("[data-composer]")).to_be_hidden()
    screenshots(page, "chat-muted")
    page.locator(".is-notice.is-private").last.locator('a[href$="#appeal"]').click()
    expect(page.locator("main")).to_contain_text(SECOND_ADVERT)
    page.locator("#appeal textarea").fill("这是在演示里试一试，没有恶意。")
    page.locator("#appeal button[type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator("#appeal textarea")).to_have_count(0)
    screenshots(page, "case-of-mine")
    case = re.search(r"/cases/(\d+)/", page.url)
    assert case
    return case[1]


def uphold(visitor: Visitor, case: str, screenshots: Keep) -> None:
    """As another steward one says that the member was right."""
    page = visitor.page
    visitor.press("/go/4/")
    screenshots(page, "review")
    page.goto(re.sub(r"\?.*", "", page.url) + f"?card=appeal-{case}")
    expect(page.locator(".review")).to_contain_text("没有恶意")
    page.locator(".review textarea").fill("看过了，确实是在试。")
    page.locator('.review button[value="undo"]').click()
    page.wait_for_load_state()


def all_is_given_back(visitor: Visitor) -> None:
    """The message stands again, and its author may speak."""
    visitor.press("/walk-in/member/")
    expect(visitor.page.locator("[data-composer]")).to_be_visible()
    expect(visitor.page.locator(".is-mine", has_text=SECOND_ADVERT)).to_be_visible()


def test_a_button_checks_in_too(visit: tuple[Visitor, dict[str, str]]) -> None:
    visitor, _words = visit
    visitor.press("/walk-in/owner/")
    visitor.page.goto(re.sub(r"/console/(\d+)/.*", r"/c/\1/", visitor.page.url))
    had = visitor.points()
    visitor.page.locator("#checkin button[type=submit]").click()
    expect(visitor.page.locator("#checkin .stamp")).to_be_visible()
    assert visitor.points() == had + 5


def test_the_structure_can_be_kept_once(demo: Served, page_of: PageOf) -> None:
    visitor = Visitor(page_of(WIDE, "light", "en"), demo.origin)
    visitor.press("/keep/")
    kept = demo.data / "data"
    expect(visitor.page.locator("[data-toasts]")).to_contain_text(str(kept))
    assert (kept / "tongpin.sqlite3").is_file()
    visitor.press("/keep/")
    expect(visitor.page.locator("[data-toasts]")).to_contain_text("already")
