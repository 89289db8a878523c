"""Pages in a real Chromium: one browser a worker, a fresh context a page, and nothing amiss in any of them."""

from __future__ import annotations

import asyncio
import os
import tempfile
from asyncio.events import _set_running_loop
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.with_browser import VARIABLE
from scripts.with_browser import chromium as found_chromium
from tests.browser.problems import HERE, Problems
from tests.browser.screenshots import shoot
from tests.browser.serving import Served, founded, serving

FOLDER = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine has a name, so that no page can reach past it.
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HERE}",
]
WIDE, NARROW = 1280, 360
HEIGHTS = {WIDE: 800, NARROW: 740}
LOCALES = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "en": "en-US"}
MOST_MS = 15_000
"""A page that has not done by then what a test waits for will not do it."""

PageOf = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def launched() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """The worker's browser, and the loop in which Playwright speaks to it."""
    path = found_chromium()
    if path is None:
        pytest.skip(f"No Chromium runs here; `make browser` installs one, or {VARIABLE} names one.")
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        _set_running_loop(None)
        yield browser, loop
        _set_running_loop(loop)
        browser.close()


@pytest.fixture
def chromium(launched: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """The browser, for this test.

    Playwright leaves its loop running between calls. It counts as that for tests of pages alone: others have loops of
    their own, and Django refuses its database to whom a loop runs.
    """
    browser, loop = launched
    _set_running_loop(loop)
    yield browser
    _set_running_loop(None)


@pytest.fixture
def problems() -> Problems:
    """What was amiss in the pages of this test; what it means to provoke, it allows."""
    return Problems()


@pytest.fixture
def page_of(chromium: Browser, problems: Problems) -> Iterator[PageOf]:
    """A function that opens a page on a screen of a width, a theme and a language, as somebody who was never here.

    Errors in the console, uncaught exceptions, broken content policies and requests to other hosts fail the test.
    """
    contexts: list[BrowserContext] = []

    def open_page(width: int = WIDE, theme: str = "light", language: str = "zh-hans") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, HEIGHTS[NARROW])},
            device_scale_factor=1,
            has_touch=width <= NARROW,
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(MOST_MS)
        problems.watch(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert problems.remaining() == []


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Page, str], Path]:
    """A function that keeps a picture of a page under a name, in the folder that TONGPIN_SCREENSHOTS names if any."""
    named = os.environ.get("TONGPIN_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    return lambda page, name: shoot(page, name, folder)


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder for the data of a server, its path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="tp") as folder:
        yield Path(folder)


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    """A fresh community under the first rules, served by `tongpin serve`."""
    founded(data)
    with serving(data, "serve") as server:
        yield server


@pytest.fixture(scope="session")
def demo() -> Iterator[Served]:
    """`tongpin demo`, running as long as the worker does: it lives on while tests look at it."""
    with tempfile.TemporaryDirectory(prefix="tp") as folder, serving(Path(folder), "demo", "--no-browser") as server:
        yield server
