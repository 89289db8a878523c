"""What shuts people out of a page, as axe sees it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
RUN = "() => axe.run(document, {resultTypes: ['violations'], preload: false})"


def serious_findings(page: Page) -> list[str]:
    """Return what axe finds serious or critical in a page as it stands: the rule, where, and the element."""
    # A debugger's evaluation is no script of the page: a content policy does not hold it, and need not be loosened.
    page.evaluate(f"() => {{ if (!window.axe) {{ {axe()} }} }}")
    violations = page.evaluate(RUN)["violations"]
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: {' '.join(map(str, node['target']))}: {node['html']}"
        for found in violations
        if found["impact"] in SERIOUS
        for node in found["nodes"]
    ]


@cache
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
