"""What leads to cases in the community of the page tests: adverts, and what is decided on them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import Lived
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.seat import WEBCHAT

ADVERT = "周末兼职，想赚钱的加微信"
"""Breaks 广告词, which counts 2: first recalled, from the second on muted for an hour, from the fourth on removed."""


def advertise(lived: Lived, sender: str = "member", times: int = 1) -> None:
    for number in range(times):
        lived.say(sender, f"{ADVERT}{'！' * number}")


def command(lived: Lived, sender: str, text: str) -> None:
    lived.hand_in("command", sender, text)


def newcomer(lived: Lived, name: str) -> str:
    """Somebody more who belongs here and has an account."""
    lived.hand_in("join", name)
    lived.hand_in("card", name, f"{name}-测试")
    get_user_model().objects.create(username=name, external=name)
    return name


def pass_time(lived: Lived, milliseconds: int) -> None:
    """Let the engine believe that it is later, and decide what is due by then."""
    before = lived.engine.clock
    lived.engine.clock = lambda: wall_clock() + milliseconds
    lived.engine.tick()
    lived.engine.clock = before


def date_back(lived: Lived, sender: str, text: str, ago: int) -> None:
    """Let something have been said so many milliseconds ago; only before anything newer happened."""
    lived.events += 1
    at = wall_clock() - ago
    lived.take(Arrival(WEBCHAT, f"old{lived.events}", at, "message", chat="main", sender=sender, text=text))


def queries_of(client: Client, path: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connections["default"]) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def text_of(response: Any) -> str:  # noqa: ANN401 - whichever of the test client's responses
    text: str = response.content.decode()
    return text
