"""A browser without scripts: whatever a member or steward has to do, a form does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MOST_MS
from tests.browser.problems import Problems
from tests.browser.serving import Served
from tests.browser.walking import Walk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def page(chromium: Browser, problems: Problems) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(MOST_MS)
    problems.watch(context)
    yield context.new_page()
    context.close()
    assert problems.remaining() == []


def say(page: Page, words: str) -> None:
    page.locator("#composer-text").fill(words)
    page.locator("[data-composer] button[type=submit]").click()


def test_a_member_posts_reads_back_and_finds_it(page: Page, demo: Served) -> None:
    walk = Walk(demo, "owner")
    walk.show(page, "/c/{c}/chat/1/")
    say(page, "没有脚本也能说话")
    expect(page.locator("[data-post]", has_text="没有脚本也能说话").first).to_be_visible()
    assert page.url.endswith("#newest")
    page.locator(".chat-search input").fill("没有脚本")
    page.locator(".chat-search button").click()
    expect(page.locator("[data-post]", has_text="没有脚本也能说话").first).to_be_visible()
    page.goto(walk.at("/c/{c}/chat/1/"))
    page.locator("a[data-older]").click()
    expect(page).to_have_url(re.compile(r"/older/\?before=\d+"))
    assert page.locator("[data-post]").count() > 10


def test_a_member_checks_in(page: Page, demo: Served) -> None:
    walk = Walk(demo, "owner")
    walk.begin_anew()
    walk.show(page, "/c/{c}/")
    page.locator("#checkin button[type=submit]").click()
    expect(page.locator("#checkin .stamp").first).to_be_visible()


def test_a_member_appeals_and_a_steward_answers(page: Page, demo: Served) -> None:
    member = Walk(demo, "member")
    member.show(page)
    say(page, "加微信领优惠券，兼职日结，名额不多")
    page.goto(member.at("/c/{c}/cases/"))
    page.locator('main a[href*="/cases/"]').first.click()
    number = re.search(r"/cases/(\d+)/", page.url)
    assert number
    page.locator("#appeal textarea").fill("我只是举个例子")
    page.locator("#appeal button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("我只是举个例子")
    Walk(demo, "steward").show(page, "/console/{c}/review/?card=appeal-" + number[1])
    page.locator("[data-card] textarea").fill("确实是举例")
    page.locator('[data-card] button[value="undo"]').click()
    expect(page).to_have_url(re.compile(r"/console/\d+/review/"))
    member.show(page, "/c/{c}/cases/" + number[1] + "/")
    expect(page.locator("main")).to_contain_text("确实是举例")
