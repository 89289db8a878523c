"""Codes cannot be guessed: so many tries from one address, and so many from everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from time_machine import Traveller

from tests.web.conftest import Lived
from tests.web.signin.coming_in import GONE, REFUSED, TOO_MANY, account, stranger
from tongpin.signin import guessing
from tongpin.signin.models import Miss
from tongpin.signin.passes import MINUTE, device_pass
from tongpin.webkit.asking import now_ms


@pytest.fixture
def still() -> Iterator[Traveller]:
    with time_machine.travel("2026-11-25T09:01:00+00:00", tick=False) as clock:
        yield clock


def wrong(address: str) -> int:
    """What an address is answered that types a code which is none."""
    return Client(REMOTE_ADDR=address).post("/in/", {"code": "WRONG"}).status_code


def test_after_ten_wrong_codes_an_address_waits(lived: Lived, still: Traveller) -> None:
    code = device_pass(account("member"), now_ms() + 15 * MINUTE).code
    client = stranger()
    tries = [client.post("/in/", {"code": f"WRONG{number:03}"}).status_code for number in range(12)]
    assert tries == [REFUSED] * 10 + [TOO_MANY] * 2
    assert client.post("/in/", {"code": code}).status_code == TOO_MANY
    assert wrong("10.1.2.3") == REFUSED
    still.shift(10 * 60)
    assert client.post("/in/", {"code": code}).status_code == HTTPStatus.FOUND


def test_a_crowd_of_addresses_waits_too_and_writes_no_more(
    lived: Lived, still: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "MOST_FROM_ALL", 5)
    assert [wrong(f"10.0.0.{number}") for number in range(9)] == [REFUSED] * 5 + [TOO_MANY] * 4
    assert Miss.objects.count() == 6


def test_a_household_of_ipv6_is_one_address(lived: Lived, still: Traveller) -> None:
    tries = [
        Client(REMOTE_ADDR=f"2001:db8::{number:x}").post("/in/", {"code": "WRONG"}).status_code for number in range(11)
    ]
    assert tries[-1] == TOO_MANY
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").post("/in/", {"code": "WRONG"}).status_code == REFUSED


def test_a_header_of_a_proxy_is_not_believed(lived: Lived, still: Traveller) -> None:
    tries = [
        stranger(x_forwarded_for=f"10.0.0.{number}").post("/in/", {"code": "W"}).status_code for number in range(11)
    ]
    assert tries[-1] == TOO_MANY


def test_right_codes_do_not_count(lived: Lived, still: Traveller) -> None:
    for _ in range(12):
        answer = stranger().post("/in/", {"code": device_pass(account("member"), now_ms()).code})
        assert answer.status_code == HTTPStatus.FOUND


def test_what_was_counted_is_forgotten_later(lived: Lived, still: Traveller) -> None:
    stranger().post("/in/", {"code": "WRONG"})
    still.shift(20 * 60)
    stranger().post("/in/", {"code": "WRONG"})
    assert set(Miss.objects.values_list("window", flat=True)) == {now_ms() // guessing.WINDOW_MS}


def test_no_address_stands_in_the_database(lived: Lived) -> None:
    wrong("203.0.113.77")
    assert "203.0.113.77" not in str(list(Miss.objects.values()))


def test_hostile_codes_are_refused(lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MOST_FROM_ONE", 100)
    for typed in ("", " ", "\0", "A" * 41, "𝟚" * 8, "' OR 1=1 --", "--------"):
        assert stranger().post("/in/", {"code": typed}).status_code == REFUSED


def test_hostile_links_are_none(lived: Lived) -> None:
    for token in ("x", "a" * 5000, "%00", "%F0%9F%98%80", "..", "'"):
        assert stranger().get(f"/in/{token}/").status_code == GONE


def test_who_has_no_address_is_counted_too(lived: Lived, still: Traveller) -> None:
    assert [wrong("") for _ in range(11)] == [REFUSED] * 10 + [TOO_MANY]
