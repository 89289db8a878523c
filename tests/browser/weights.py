"""What a page costs to load: the answers that came over the wire, and their bytes as they were sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

QUIET_MS, MOST_MS = 300, 9_000


@dataclass(frozen=True)
class Load:
    """One load of a page: the address of each answer and its bytes, head and body, compressed where it was."""

    answers: list[tuple[str, int]]

    @property
    def requests(self) -> int:
        """How many answers came over the wire, rather than out of the browser's memory."""
        return len(self.answers)

    @property
    def bytes(self) -> int:
        """How much came over the wire."""
        return sum(size for _, size in self.answers)


class _Wire:
    """Listens to the network of a page; of a stream, it counts what has come so far."""

    def __init__(self, session: CDPSession) -> None:
        self.heard = 0
        self._addresses: dict[str, str] = {}
        self._answered: set[str] = set()
        self._sizes: dict[str, int] = {}
        self._redirects: list[tuple[str, int]] = []
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.responseReceived", self._answers)
        session.on("Network.dataReceived", self._came)
        session.on("Network.loadingFinished", self._ended)
        session.on("Network.loadingFailed", self._failed)

    @property
    def waits(self) -> bool:
        """Whether something was asked for that nobody has answered yet."""
        return bool(self._addresses.keys() - self._answered)

    def load(self) -> Load:
        came = [(url, self._sizes[each]) for each, url in self._addresses.items() if self._sizes.get(each)]
        return Load(self._redirects + came)

    def _sent(self, event: dict[str, Any]) -> None:
        self.heard += 1
        if redirect := event.get("redirectResponse"):
            self._redirects.append((redirect["url"], redirect["encodedDataLength"]))
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _answers(self, event: dict[str, Any]) -> None:
        self.heard += 1
        self._answered.add(event["requestId"])
        self._sizes[event["requestId"]] = event["response"]["encodedDataLength"]

    def _came(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = self._sizes.get(event["requestId"], 0) + event["encodedDataLength"]

    def _ended(self, event: dict[str, Any]) -> None:
        # Nothing, for what came out of the browser's memory.
        self._sizes[event["requestId"]] = event["encodedDataLength"]

    def _failed(self, event: dict[str, Any]) -> None:
        self._answered.add(event["requestId"])


def weigh(page: Page, address: str) -> tuple[Load, Load]:
    """Return the cost of loading an address for the first time, and of coming back to it afterwards."""
    return _weigh_one(page, address, is_first=True), _weigh_one(page, address, is_first=False)


def _weigh_one(page: Page, address: str, *, is_first: bool) -> Load:
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if is_first:
        session.send("Network.clearBrowserCache")
    wire = _Wire(session)
    page.goto(address, wait_until="load")
    # A page may open a stream that never ends: it has loaded when all is answered and nothing new is asked for.
    heard, waited = -1, 0
    while (wire.waits or heard != wire.heard) and waited < MOST_MS:
        heard = wire.heard
        page.wait_for_timeout(QUIET_MS)
        waited += QUIET_MS
    session.detach()
    return wire.load()
