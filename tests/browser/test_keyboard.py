"""The keyboard alone posts and decides; where one is can be seen, and is kept when a part of the page changes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.serving import Served
from tests.browser.walking import Walk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

MOST_TABS = 60
"""Nothing on a page is farther away than this."""
SEEN = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    const within = at.closest('label, .field, .composer-row, .editor');
    const frame = within && getComputedStyle(within).outlineStyle !== 'none';
    return {
        id: at.tagName + '.' + at.className + '#' + at.id,
        seen: (ring || frame || style.boxShadow !== 'none') && box.width > 0 && box.height > 0,
    };
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus; whatever has it on the way shows that it has."""
    unseen: set[str] = set()
    for _ in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert unseen == set()
            return
        page.keyboard.press("Tab")
        at = page.evaluate(SEEN)
        if not at["seen"] and not at["id"].startswith("BODY"):
            unseen.add(at["id"])
    pytest.fail(f"Tab does not lead to {selector}")


def has_focus(page: Page, selector: str) -> bool:
    found: bool = page.evaluate("selector => Boolean(document.activeElement.closest(selector))", selector)
    return found


def test_a_message_is_posted(demo: Served, page_of: PageOf) -> None:
    page = page_of()
    Walk(demo, "member").show(page)
    tab_to(page, '.skip[href="#composer-text"]')
    page.keyboard.press("Enter")
    assert has_focus(page, "#composer-text")
    page.keyboard.type("只用键盘也能说话")
    page.keyboard.press("Enter")
    expect(page.locator(".is-mine", has_text="只用键盘也能说话")).to_be_visible()
    assert has_focus(page, "#composer-text")
    expect(page.locator("#composer-text")).to_have_value("")


def test_the_way_past_the_navigation_comes_first(demo: Served, page_of: PageOf) -> None:
    page = page_of()
    Walk(demo, "owner").show(page)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert has_focus(page, "main")


def test_a_review_card_is_answered_by_a_figure(demo: Served, page_of: PageOf) -> None:
    page = page_of()
    walk = Walk(demo, "owner")
    walk.show(page, "/console/{c}/review/")
    card = page.locator("[data-card]").first
    question = card.inner_text()
    tab_to(page, "[data-card] textarea")
    page.keyboard.type("看过上下文，1 分在理。")  # a figure in a text is no answer
    assert card.inner_text() == question
    page.keyboard.press("Tab")
    assert has_focus(page, "[data-card]")
    last = page.locator("[data-card] [data-key]").count()
    with page.expect_navigation():
        page.keyboard.press(str(last))
    assert page.locator("[data-card]").count() == 0 or page.locator("[data-card]").first.inner_text() != question


def test_the_focus_stays_where_a_part_of_the_page_changes(demo: Served, page_of: PageOf) -> None:
    page = page_of()
    walk = Walk(demo, "owner")
    walk.begin_anew()
    walk.show(page, "/c/{c}/")
    tab_to(page, "#checkin button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#checkin .stamp").first).to_be_visible()
    page.wait_for_function("() => document.activeElement.closest('#checkin')")


def test_the_palette_is_opened_by_a_key_gone_through_and_left(demo: Served, page_of: PageOf) -> None:
    page = page_of()
    Walk(demo, "owner").show(page, "/console/{c}/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator("dialog[open] input").first).to_be_focused()
    page.keyboard.type("审核")
    expect(page.locator("dialog[open] [role=option], dialog[open] a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
