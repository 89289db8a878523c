"""What is amiss in pages: errors in the console, uncaught exceptions, broken policies, requests to other hosts."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

HERE = "127.0.0.1"


class Problems:
    """Collects what is amiss, except what a test provokes and says so."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._allowed: list[str] = []

    def allow(self, part: str) -> None:
        """Let problems pass whose text has this part, such as `status of 403` for a page that is refused."""
        self._allowed.append(part)

    def remaining(self) -> list[str]:
        """Return what is amiss and was not allowed."""
        return [each for each in self._found if not any(part in each for part in self._allowed)]

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._exception)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium tells of broken content policies here too.
        if message.type == "error":
            self._found.append(f"console: {message.text} ({message.location['url']})")

    def _exception(self, error: WebError) -> None:
        self._found.append(f"exception: {error.error}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in (HERE, None):
            self._found.append(f"request to another host: {request.url}")
