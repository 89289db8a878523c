"""A community with people of every role, a real engine behind the door, and Django's test client in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.tracked import ROOT
from tests.conftest import MakeDatabase
from tongpin.journal.door import decode, encode
from tongpin.journal.opening import django_database, open_store
from tongpin.journal.store import Store
from tongpin.journal.submitting import Answer, hand_to
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project.processes import house
from tongpin.runtime.broker import Delivery
from tongpin.runtime.engine import Engine, wall_clock
from tongpin.webkit.seat import WEBCHAT

LATER = datetime.now(UTC) + timedelta(days=3, hours=20)
PLAYBOOK = (
    (ROOT / "playbooks" / "first-rules.yaml")
    .read_text()
    .replace("quiet: 23:00-7:00", f"quiet: {LATER:%a %H}:00-{LATER:%H}:01")
    .replace("window: 05:00-24:00", "window: 00:00-24:00")
)
"""The first rules, but without hours that matter: tests run at any of them."""

ROLES = ("owner", "steward", "second", "member", "former", "outsider", "stranger")
"""Owner, two stewards, a member, one who has left, an account that never belonged here, and nobody signed in."""


@dataclass
class Lived:
    """A community of a store, and its engine: what happens is decided and written before the next line runs."""

    store: Store
    engine: Engine
    community: int
    events: int = 0

    def hand_in(self, kind: str, sender: str = "", text: str = "", **rest: object) -> Answer:
        """Let something happen now, in the main chat unless `chat` says otherwise."""
        self.events += 1
        at = wall_clock()
        arrival = Arrival(WEBCHAT, f"t{self.events}", at, kind, sender=sender, text=text, **{"chat": "main", **rest})  # type: ignore[arg-type]
        return self.take(arrival)

    def take(self, arrival: Arrival) -> Answer:
        """Let an arrival in as the door to the engine does."""
        (answer,) = self.engine.process([Delivery(self.community, decode(encode(arrival)))])
        return answer

    def say(self, sender: str, text: str, **rest: object) -> Answer:
        return self.hand_in("message", sender, text, **rest)

    def member(self, sender: str) -> int:
        """The number by which the journal knows somebody."""
        return next(number for number, _, external in self.store.registry(self.community).members if external == sender)


@pytest.fixture(params=["sqlite", "postgres"])
def lived(
    request: pytest.FixtureRequest, make_database: MakeDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[Lived]:
    """A fresh community under the first rules; a test that asks for it runs once on each kind of database."""
    url = make_database(request.param)
    with django_db_blocker.unblock(), django_on(url):
        cache.clear()
        store = open_store(url)
        record = store.add_community("技术交流群", wall_clock())
        engine = Engine(house(), lambda: open_store(url))
        made = Lived(store, engine, record.id)
        _settle(made)

        async def submit(community: int, arrival: Arrival) -> Answer:
            (answer,) = engine.process([Delivery(community, arrival)])
            return answer

        hand_to(submit)
        yield made
        hand_to(None)
        engine.close()
        store.close()


class django_on:  # noqa: N801 - used as a statement
    """Let Django's default connection be to this database for a while."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> None:
        self.before = connections.settings["default"]
        self._swap(connections.configure_settings({"default": django_database(self.url)})["default"])

    def __exit__(self, *_exc: object) -> None:
        self._swap(self.before)

    @staticmethod
    def _swap(database: dict[str, object]) -> None:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = database


def _settle(made: Lived) -> None:
    made.take(Arrival("console", "playbook", wall_clock(), "playbook", text=PLAYBOOK, reason="init"))
    assert made.store.failures(made.community) == []
    for name in ROLES[:5]:
        made.hand_in("join", name)
        made.hand_in("card", name, f"{name}-测试")
    made.hand_in("duty", "owner", "owner")
    made.hand_in("duty", "steward", "steward")
    made.hand_in("duty", "second", "steward")
    made.hand_in("leave", "former")
    accounts = get_user_model().objects
    for name in ROLES[:6]:
        accounts.create(username=name, external=name)


@pytest.fixture
def client_of(lived: Lived) -> Callable[[str], Client]:
    """A function that gives a browser in which somebody of a role is signed in, in English."""

    def make(role: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        if role != "stranger":
            client.force_login(get_user_model().objects.get(external=role), "django.contrib.auth.backends.ModelBackend")
        return client

    return make
