"""Every page that lists something asks the database as often for many rows as for few, and not too often."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import get_resolver

from tests.web.cases import ADVERT, command, queries_of
from tests.web.conftest import Lived
from tests.web.test_every_route import routes

FEW, MANY = 5, 60
"""Members who came, spoke, checked in, advertised and appealed; more than a page holds."""

BESIDE = 4
"""Queries for what stands beside a long list alone: one's own place below it, the card of another kind that is next."""

MOST = {
    "portal-home": 30,
    "chat": 35,
    "chat-older": 30,
    "chat-search": 30,
    "cases": 25,
    "case": 25,
    "activities": 25,
    "points": 20,
    "leaderboard": 25,
    "me": 20,
    "today": 70,
    "members": 30,
    "member": 35,
    "console-chats": 40,
    "console-chat": 35,
    "console-activities": 35,
    "console-points": 30,
    "review": 45,
    "review-cases": 30,
    "review-rules": 25,
    "decisions": 35,
    "audit": 35,
    "settings": 35,
    "links": 25,
    "playbook-versions": 25,
}
"""How many queries a page may take, session and seat among them."""
WORDS = {"chat-older": "?before=999999", "chat-search": "?q=今天"}

ADDRESS = {each.name: each.address for each in routes(get_resolver())}


def live_on(lived: Lived, since: int, until: int) -> None:
    """Let members come and do all that pages list."""
    for number in range(since, until):
        name = f"m{number}"
        lived.hand_in("join", name)
        lived.hand_in("card", name, f"{name}-测试")
        get_user_model().objects.create(username=name, external=name)
        lived.say(name, f"今天是第 {number} 次来，读了一章书")
        lived.say("member", f"好的，第 {number} 位", reply_to=f"t{lived.events}")
        lived.hand_in("reaction", "second", "👍", reply_to=f"t{lived.events}")
        command(lived, name, "签到")
        lived.say(name, f"{ADVERT} {number}")
        command(lived, name, f"申诉 {number + 1} 我不同意")
        lived.hand_in("chat", "owner", f"第 {number} 间", chat=f"room{number}")


def counted(lived: Lived, client: Client) -> dict[str, int]:
    found = {}
    for name in MOST:
        path = ADDRESS[name](lived.community) + WORDS.get(name, "")
        queries_of(client, path)  # what a process asks only once is not counted
        found[name] = queries_of(client, path)
    return found


@pytest.mark.parametrize("lived", ["sqlite"], indirect=True)
def test_many_rows_take_as_many_queries_as_few(lived: Lived, client_of: Callable[[str], Client]) -> None:
    live_on(lived, 0, FEW)
    client = client_of("second")
    few = counted(lived, client)
    live_on(lived, FEW, MANY)
    many = counted(lived, client)
    assert {name: (few[name], many[name]) for name in MOST if many[name] > few[name] + BESIDE} == {}
    assert {name: count for name, count in many.items() if count > MOST[name]} == {}
