"""Tongpin is started, looked at in a browser, and ended cleanly, as an operator does it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PageOf
from tests.browser.serving import Served


@pytest.mark.slow
def test_a_fresh_community_is_served_and_says_how_its_owner_comes_in(page_of: PageOf, served: Served) -> None:
    link = served.said(rf"{served.origin}/in/\S+")
    page = page_of()
    page.goto(link)
    assert page.evaluate("() => document.documentElement.lang") == "zh-hans"


@pytest.mark.slow
def test_the_demo_is_open_to_whoever_looks(page_of: PageOf, demo: Served) -> None:
    page = page_of(360, "dark", "en")
    page.goto(f"{demo.origin}/demo/")
    assert page.evaluate("() => document.documentElement.lang") == "en"
