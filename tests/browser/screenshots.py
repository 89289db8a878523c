"""Pictures of pages, to be looked at by people."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SHOWN = "() => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, document.documentElement.lang]"


def shoot(page: Page, name: str, folder: Path) -> Path:
    """Keep the whole page as `<name>-<width>-<theme>-<language>.png`, as it is shown; return where."""
    width, is_dark, language = page.evaluate(SHOWN)
    path = folder / f"{name}-{width}-{'dark' if is_dark else 'light'}-{language}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path
