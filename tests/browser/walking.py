"""All pages of a running demo, found as a person finds them: by its links, as whoever one walks in."""

from __future__ import annotations

import html
import re
from collections import deque
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.serving import Served

LINK = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
COMMUNITY = re.compile(r"/(?:c|console)/(\d+)/")
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w+)"')
STREAM = "chat-live"
WAIT_S = 60.0
"""A machine that is busy with other tests answers late."""


class Place(NamedTuple):
    """Somewhere in the demo: its address, and of what type and status the answer was."""

    address: str
    kind: str
    status: int


class Walk:
    """Somebody in the demo, and the first place of each route to which a link led."""

    def __init__(self, demo: Served, part: str) -> None:
        """Walk in as a part of the demo (`owner`, `member`; nobody when empty)."""
        self.origin = demo.origin
        self.part = part
        self.places: dict[str, Place] = {}
        self._cookies = httpx.Cookies()
        self.start = f"{self.origin}/in/"
        if part:
            with self._client() as client:
                self._walk_in(client)

    def look_around(self, *more: str) -> None:
        """Follow links from where one came in, and from more addresses, until no new route is found."""
        waiting = deque([self.start, *map(self.at, more)])
        with self._client() as client:
            while waiting:
                waiting.extend(self._look_at(client, waiting.popleft()))
            self._cookies = client.cookies

    def begin_anew(self) -> None:
        """Let the demo begin anew, where a test needs what others may have used up; then walk in again."""
        with self._client() as client:
            self._press(client, "reset/")
            self._walk_in(client)

    def show(self, page: Page, address: str = "") -> None:
        """Open an address in a browser as the one who walks."""
        page.context.add_cookies(
            [{"name": each.name, "value": each.value or "", "url": self.origin} for each in self._cookies.jar]
        )
        page.goto(self.at(address) if address else self.start)

    def at(self, address: str) -> str:
        """Return where an address is, its `{c}` the community that the demo shows now."""
        found = COMMUNITY.search(self.start)
        return self.origin + address.replace("{c}", found[1] if found else "")

    def _client(self) -> httpx.Client:
        language = {"accept-language": "zh-CN"}
        return httpx.Client(headers=language, timeout=WAIT_S, follow_redirects=True, cookies=self._cookies)

    def _walk_in(self, client: httpx.Client) -> None:
        self.start = self._press(client, f"walk-in/{self.part}/")
        self._cookies = client.cookies

    def _press(self, client: httpx.Client, button: str) -> str:
        """Press a button of the demo's own page; return where it leads."""
        token = TOKEN.search(client.get(f"{self.origin}/demo/").text)
        assert token
        answer = client.post(f"{self.origin}/demo/{button}", data={"csrfmiddlewaretoken": token[1]})
        return str(answer.raise_for_status().url)

    def _look_at(self, client: httpx.Client, address: str) -> list[str]:
        """Return where links of a page lead, if it is the first of its route."""
        name = self._route(address)
        if not name or name in self.places or name == STREAM:
            return []
        answer = client.get(address)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if answer.is_success and urlsplit(str(answer.url)).path != urlsplit(address).path:
            return [str(answer.url)]  # this route shows nothing: it leads on
        self.places[name] = Place(address.partition("#")[0].removeprefix(self.origin), kind, answer.status_code)
        if kind != "text/html":
            return []
        return [urljoin(str(answer.url), html.unescape(link)) for link in LINK.findall(answer.text)]

    def _route(self, address: str) -> str | None:
        path = urlsplit(address).path
        if path == "/demo/":
            return "demo"  # a process for tests has no such route
        try:
            return resolve(path).url_name
        except Resolver404:
            return None
