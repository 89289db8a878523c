"""Who comes in: an operator with a password, and a community that nobody has come into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import PLAYBOOK, Lived
from tests.web.signin.coming_in import (
    SENTENCE,
    account,
)
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.broker import Delivery
from tongpin.signin.models import Account
from tongpin.webkit.asking import now_ms

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """Passwords of tests are no secrets."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def young(lived: Lived) -> int:
    """A community that nobody has come into."""
    number = lived.store.add_community("新群", now_ms()).id
    adopted = Arrival("console", "first", now_ms(), "playbook", text=PLAYBOOK, reason="init")
    lived.engine.process([Delivery(number, adopted)])
    return number


@pytest.fixture
def operator(lived: Lived) -> Account:
    """The owner, with a username and a password."""
    owner = account("owner")
    owner.username = "shu"
    owner.set_password(SENTENCE)
    owner.save()
    return owner
