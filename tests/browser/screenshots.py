"""Pictures of pages, to be looked at by people."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import FloatRect, Page

SHOWN = """() => [
    innerWidth, document.documentElement.scrollHeight,
    matchMedia('(prefers-color-scheme: dark)').matches, document.documentElement.lang,
]"""
TALLEST = 1_600
"""Of a longer page the beginning says enough, and without a graphics card the rest takes a minute to draw."""
MOST_MS = 60_000
"""Long lists are slow to draw on a machine that does other things too."""


def shoot(page: Page, name: str, folder: Path) -> Path:
    """Keep the page from its top as `<name>-<width>-<theme>-<language>.png`, as it is shown; return where."""
    width, height, is_dark, language = page.evaluate(SHOWN)
    path = folder / f"{name}-{width}-{'dark' if is_dark else 'light'}-{language}.png"
    part = FloatRect(x=0, y=0, width=width, height=min(height, TALLEST))
    page.screenshot(path=path, full_page=True, clip=part, animations="disabled", timeout=MOST_MS)
    return path
