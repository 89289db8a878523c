"""The first owner of a community comes in by a link that the server prints, once."""

from __future__ import annotations

import re
from http import HTTPStatus

from tests.web.conftest import Lived
from tests.web.signin.coming_in import (
    GONE,
    REFUSED,
    SENTENCE,
    account,
    one_database,
    send,
    signed_in,
    stranger,
    text,
)
from tongpin.journal.submitting import UNAVAILABLE, Answer, hand_to
from tongpin.kernel.words.arrivals import Arrival
from tongpin.signin.models import Account, Pass
from tongpin.signin.owners import first_owner_link, first_owner_links, has_owner
from tongpin.webkit.people import people

pytestmark = one_database

OWNER = {"username": "shu", "password": SENTENCE, "card": "老舒-群主"}


def test_the_first_owner_comes_in_holds_the_duty_and_is_offered_a_second_lock(lived: Lived, young: int) -> None:
    ((name, address),) = first_owner_links()
    client = stranger()
    page = text(client.get(address))
    assert name == "新群"
    assert "新群" in page
    answer = send(client, address, **OWNER)
    assert answer["Location"] == "/in/second-factor/"
    seat = people().seat(account(signed_in(client)), young)
    assert seat is not None
    assert (seat.name, seat.number, seat.is_owner) == ("老舒-群主", 1, True)
    assert account(seat.external).check_password(SENTENCE)
    assert "Set up" in text(client.get(answer["Location"]))
    assert client.get("/account/2fa/totp/activate/").status_code == HTTPStatus.OK


def test_no_link_is_made_where_an_owner_has_an_account(lived: Lived, young: int) -> None:
    assert (has_owner(lived.community), has_owner(young)) == (True, False)
    send(stranger(), first_owner_link(young), **OWNER)
    assert first_owner_links() == []


def test_an_owner_whom_the_journal_knows_alone_is_none_yet(lived: Lived) -> None:
    Account.objects.filter(external="owner").delete()
    assert [name for name, _ in first_owner_links()] == ["技术交流群"]


def test_each_start_ends_the_older_link(lived: Lived, young: int) -> None:
    older, newer = first_owner_link(young), first_owner_link(young)
    assert stranger().get(older).status_code == GONE
    assert stranger().get(newer).status_code == HTTPStatus.OK


def test_an_owner_s_link_works_once(lived: Lived, young: int) -> None:
    address = first_owner_link(young)
    second = stranger()
    page = second.get(address)
    send(stranger(), address, **OWNER)
    key = re.findall(r'name="key" value="([^"]+)"', text(page))[0]
    assert second.post(address, OWNER | {"username": "other", "key": key}).status_code == GONE
    assert not Account.objects.filter(username="other").exists()


def test_an_owner_s_link_ends_when_there_is_an_owner(lived: Lived) -> None:
    assert stranger().get(first_owner_link(lived.community)).status_code == GONE


WRONG = [
    ({"username": ""}, "This field is required"),
    ({"username": "member"}, "already exists"),
    ({"username": "a b"}, "valid username"),
    ({"password": "short"}, "too short"),
    ({"password": "password123"}, "too common"),
    ({"username": "shushushushu", "password": "shushushushu1"}, "too similar"),
    ({"card": ""}, "This field is required"),
]


def test_what_an_owner_may_not_choose(lived: Lived, young: int) -> None:
    address = first_owner_link(young)
    for changed, said in WRONG:
        answer = send(stranger(), address, **(OWNER | changed))
        assert (answer.status_code, said in text(answer)) == (REFUSED, True), changed
        assert SENTENCE not in text(answer)
    assert Account.objects.count() == 6


def test_an_owner_is_not_half_made(lived: Lived, young: int) -> None:
    async def silent(_community: int, _arrival: Arrival) -> Answer:
        return Answer(UNAVAILABLE)

    address = first_owner_link(young)
    hand_to(silent)
    assert send(stranger(), address, **OWNER).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert Account.objects.count() == 6
    assert Pass.objects.get().uses_left == 1
