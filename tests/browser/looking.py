"""A look at a page: pictures of it on a wide screen and a phone, by day and by night, and what is amiss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.axe import serious_findings

SCREENS = {1280: 800, 360: 740}
NARROWEST = 320
REACHES_OUT = """() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    return [`sideways at ${innerWidth}: ` + [...document.body.querySelectorAll('*')]
        .filter(each => each.getBoundingClientRect().right > most + 1)
        .map(each => each.tagName.toLowerCase() + '.' + each.getAttribute('class')).slice(0, 8).join(' ')];
}"""


def look(page: Page, name: str, screenshots: Callable[[Page, str], Path]) -> list[str]:
    """Return what shuts people out of a page, and where it has to be scrolled sideways."""
    found: list[str] = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width, height in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            screenshots(page, name)
            found += page.evaluate(REACHES_OUT)
        found += serious_findings(page)
    page.set_viewport_size({"width": NARROWEST, "height": SCREENS[360]})
    found += page.evaluate(REACHES_OUT)
    return found
