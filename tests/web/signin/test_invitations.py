"""Invitations: who comes in by them, how many, and who does not."""

from __future__ import annotations

import threading
from http import HTTPStatus

import pytest
import time_machine
from django.db import connections

from tests.web.conftest import Lived
from tests.web.signin.coming_in import GONE, REFUSED, ClientOf, account, key_in, link, send, signed_in, stranger, text
from tongpin.journal.models import Identity
from tongpin.journal.submitting import UNAVAILABLE, Answer, hand_to
from tongpin.kernel.words.arrivals import Arrival
from tongpin.signin.models import Account, Pass
from tongpin.signin.passes import invitation
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

CARD = "小满-设计"


def open_invitation(lived: Lived, role: str = "steward", uses: int = 1) -> str:
    """The path of a fresh invitation."""
    return link(invitation(lived.community, account(role), now_ms(), uses=uses))


def seat_of(lived: Lived, external: str) -> Seat:
    seat = people().seat(account(external), lived.community)
    assert seat is not None
    return seat


def test_an_invitation_says_what_it_is_to_and_makes_a_member(lived: Lived) -> None:
    issued = invitation(lived.community, account("steward"), now_ms())
    client = stranger()
    page = text(client.get(link(issued)))
    assert "技术交流群" in page
    assert "互相请教技术问题" in page
    assert all(value in page for value in ("说清楚", "不打扰", "不营销"))
    answer = send(client, link(issued), card=CARD)
    assert (answer.status_code, answer["Location"]) == (302, f"/c/{lived.community}/")
    seat = seat_of(lived, signed_in(client))
    assert (seat.name, seat.is_member, seat.duties) == (CARD, True, 0)
    assert not account(seat.external).has_usable_password()
    assert Pass.objects.get().uses_left == 0


def test_a_code_invites_as_well(lived: Lived) -> None:
    issued = invitation(lived.community, account("steward"), now_ms())
    client = stranger()
    page = text(client.post("/in/", {"code": issued.code}))
    assert f'name="code" value="{issued.code}"' in page
    answer = client.post("/in/", {"code": issued.code, "card": CARD, "key": key_in(page)})
    assert answer["Location"] == f"/c/{lived.community}/"
    assert seat_of(lived, signed_in(client)).is_member


def test_a_name_card_is_needed(lived: Lived) -> None:
    address = open_invitation(lived)
    client = stranger()
    for card in ("", "   ", "x" * 61, "\0"):
        assert send(client, address, card=card).status_code == REFUSED
    assert Account.objects.count() == 6
    assert Pass.objects.get().uses_left == 1


def test_the_asked_form_of_cards_is_shown(lived: Lived) -> None:
    asked = people().section(lived.community, "members").name_card.form
    page = stranger().get(open_invitation(lived)).content.decode()
    assert (f"look like this: {asked}" in page) is bool(asked)


def test_an_invitation_lets_in_as_many_as_it_says(lived: Lived) -> None:
    address = open_invitation(lived, uses=2)
    visitors = [stranger() for _ in range(3)]
    pages = [each.get(address).content.decode() for each in visitors]
    answers = [
        each.post(address, {"card": f"客人{number}", "key": key_in(page)}).status_code
        for number, (each, page) in enumerate(zip(visitors, pages, strict=True))
    ]
    assert answers == [302, 302, 404]
    assert Account.objects.count() == 8


def test_pressing_twice_makes_one_member(lived: Lived) -> None:
    address = open_invitation(lived)
    client = stranger()
    key = key_in(text(client.get(address)))
    client.post(address, {"card": CARD, "key": key})
    again = stranger()
    answer = again.post(address, {"card": CARD, "key": key})
    assert answer["Location"] == f"/c/{lived.community}/"
    assert signed_in(again) == signed_in(client)
    assert Account.objects.count() == 7


def test_the_same_form_comes_twice_for_ten_minutes_only(lived: Lived) -> None:
    address = open_invitation(lived)
    client = stranger()
    key = key_in(text(client.get(address)))
    client.post(address, {"card": CARD, "key": key})
    with time_machine.travel(now_ms() / 1000 + 601):
        assert stranger().post(address, {"card": CARD, "key": key}).status_code == GONE


def test_another_form_does_not_come_in_after_it(lived: Lived) -> None:
    address = open_invitation(lived)
    first, second = stranger(), stranger()
    key = key_in(second.get(address).content.decode())
    send(first, address, card=CARD)
    assert second.post(address, {"card": "别人-法律", "key": key}).status_code == GONE
    assert signed_in(second) == ""


def test_who_belongs_already_does_not_use_an_invitation(lived: Lived, client_of: ClientOf) -> None:
    address = open_invitation(lived)
    client = client_of("member")
    assert "You belong to this community already" in text(client.get(address))
    client.post(address, {"card": "x", "key": "k" * 32})
    assert Pass.objects.get().uses_left == 1


@pytest.mark.parametrize("role", ["outsider", "former"])
def test_who_has_an_account_joins_with_it(lived: Lived, client_of: ClientOf, role: str) -> None:
    address = open_invitation(lived)
    client = client_of(role)
    answer = send(client, address, card=CARD)
    assert answer["Location"] == f"/c/{lived.community}/"
    assert signed_in(client) == role
    assert seat_of(lived, role).is_member
    assert Account.objects.count() == 6


def test_an_invitation_of_one_community_leads_to_no_other(lived: Lived) -> None:
    other = lived.store.add_community("别的群", now_ms())
    client = stranger()
    send(client, open_invitation(lived), card=CARD)
    assert client.get(f"/c/{other.id}/").status_code == GONE


@pytest.mark.parametrize("happens", [("leave", ""), ("duty", "-steward")])
def test_an_invitation_ends_with_the_duty_of_who_made_it(lived: Lived, happens: tuple[str, str]) -> None:
    address = open_invitation(lived)
    lived.hand_in(happens[0], "steward", happens[1])
    assert stranger().get(address).status_code == GONE


def test_a_member_s_invitation_is_none(lived: Lived) -> None:
    assert stranger().get(open_invitation(lived, "member")).status_code == 404


def test_of_a_crowd_at_the_last_place_one_gets_in(lived: Lived) -> None:
    issued = invitation(lived.community, account("steward"), now_ms(), uses=1)
    start, got = threading.Barrier(8), []

    def take() -> None:
        start.wait()
        try:
            got.append(Pass.objects.take(issued.given.id, now_ms()))
        finally:
            connections["default"].close()

    crowd = [threading.Thread(target=take) for _ in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert sorted(got) == [False] * 7 + [True]
    assert Pass.objects.get().uses_left == 0


async def _silent(_community: int, _arrival: Arrival) -> Answer:
    return Answer(UNAVAILABLE)


def test_where_the_engine_does_not_answer_nothing_is_half_made(lived: Lived) -> None:
    address = open_invitation(lived)
    client = stranger()
    page = text(client.get(address))
    hand_to(_silent)
    answer = client.post(address, {"card": CARD, "key": key_in(page)})
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Nothing has happened" in answer.content.decode()
    assert CARD in answer.content.decode()
    assert signed_in(client) == ""
    assert Account.objects.count() == 6
    assert Pass.objects.get().uses_left == 1


def test_what_was_taken_before_the_engine_fell_silent_is_taken_up(lived: Lived) -> None:
    address = open_invitation(lived)
    client = stranger()
    key = key_in(text(client.get(address)))
    taken: list[str] = []

    async def falls_silent(community: int, arrival: Arrival) -> Answer:
        if taken:
            return Answer(UNAVAILABLE)
        taken.append(arrival.sender)
        return lived.take(arrival)

    async def answers(community: int, arrival: Arrival) -> Answer:
        return lived.take(arrival)

    hand_to(falls_silent)
    assert client.post(address, {"card": CARD, "key": key}).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    hand_to(answers)
    assert client.post(address, {"card": CARD, "key": key}).status_code == HTTPStatus.FOUND
    assert [signed_in(client)] == taken
    assert Identity.objects.filter(community=lived.community, external__startswith="w").count() == 1


def test_an_account_that_could_not_join_keeps_what_it_had(lived: Lived, client_of: ClientOf) -> None:
    address = open_invitation(lived)
    client = client_of("outsider")
    page = text(client.get(address))
    hand_to(_silent)
    assert client.post(address, {"card": "小满", "key": key_in(page)}).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert Pass.objects.get().uses_left == 1
    assert signed_in(client) == "outsider"


def test_member_texts_are_shown_as_texts(lived: Lived) -> None:
    address = open_invitation(lived)
    client = stranger()
    page = text(client.get(address))
    answer = client.post(address, {"card": "<script>alert(1)</script>" + "x" * 60, "key": key_in(page)})
    assert "<script>alert" not in answer.content.decode()
