"""The page on which stewards make invitations, and the one for a device of one's own."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.conftest import Lived
from tests.web.signin.coming_in import GONE, REFUSED, ClientOf, account, link, one_database, signed_in, stranger, text
from tongpin.signin.models import Pass
from tongpin.signin.passes import DAY, device_pass, invitation
from tongpin.webkit.asking import now_ms

pytestmark = one_database


def links_page(lived: Lived) -> str:
    return reverse("links", kwargs={"community": lived.community})


def test_a_steward_makes_an_invitation_that_is_shown_once(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("steward")
    page = text(client.post(links_page(lived), {"uses": "3", "days": "2"}))
    (address,) = re.findall(r'value="http://testserver(/in/[\w-]{43}/)"', page)
    assert "data:image/svg+xml" in page
    given = Pass.objects.get()
    assert (given.uses, given.made_by, given.until - given.made) == (3, account("steward"), 2 * DAY)
    assert stranger().get(address).status_code == HTTPStatus.OK
    again = text(client.get(links_page(lived)))
    assert address not in again
    assert "steward-测试" in again
    assert "3 / 3" in again


def test_bounds_of_invitations(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("owner")
    for uses, days in (("0", "7"), ("501", "7"), ("1", "0"), ("1", "31"), ("x", "7"), ("", "")):
        assert client.post(links_page(lived), {"uses": uses, "days": days}).status_code == REFUSED
    assert Pass.objects.count() == 0


def test_not_too_many_are_open_at_once(lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.signin.views.invitations.MOST_OPEN", 1)
    client = client_of("owner")
    assert client.post(links_page(lived), {"uses": "1", "days": "1"}).status_code == HTTPStatus.OK
    assert client.post(links_page(lived), {"uses": "1", "days": "1"}).status_code == REFUSED


def test_a_revoked_invitation_lets_nobody_in(lived: Lived, client_of: ClientOf) -> None:
    issued = invitation(lived.community, account("steward"), now_ms())
    where = reverse("revoke-link", kwargs={"community": lived.community, "number": issued.given.id})
    assert client_of("second").get(where).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client_of("second").post(where)["Location"] == links_page(lived)
    assert stranger().get(link(issued)).status_code == GONE


def test_another_community_s_invitation_cannot_be_revoked(lived: Lived, client_of: ClientOf) -> None:
    other = lived.store.add_community("别的群", now_ms())
    issued = invitation(other.id, account("outsider"), now_ms())
    device = device_pass(account("member"), now_ms())
    for number in (issued.given.id, device.given.id, 999):
        where = reverse("revoke-link", kwargs={"community": lived.community, "number": number})
        assert client_of("owner").post(where).status_code == GONE
    assert Pass.objects.open(now_ms()).count() == 2


def test_invitations_are_for_stewards(lived: Lived, client_of: ClientOf) -> None:
    for role, status in (("member", 403), ("former", 403), ("outsider", 404), ("stranger", 302)):
        assert client_of(role).get(links_page(lived)).status_code == status


def test_the_list_costs_the_same_however_long_it_is(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("owner")

    def queries() -> int:
        with CaptureQueriesContext(connections["default"]) as caught:
            assert client.get(links_page(lived)).status_code == HTTPStatus.OK
        return len(caught)

    invitation(lived.community, account("steward"), now_ms())
    queries()
    few = queries()
    for role in ("owner", "second", "steward") * 4:
        invitation(lived.community, account(role), now_ms())
    assert queries() == few


def test_a_link_for_another_device_is_made_by_a_form_and_shown_once(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("member")
    assert Pass.objects.count() == 0
    client.get("/in/device/")
    assert Pass.objects.count() == 0
    page = text(client.post("/in/device/"))
    (address,) = re.findall(r'value="http://testserver(/in/[\w-]{43}/)"', page)
    (code,) = re.findall(r"<output>([2-9A-Z]{4}-[2-9A-Z]{4})</output>", page)
    other = stranger()
    other.post(address)
    assert signed_in(other) == "member"
    assert stranger().post("/in/", {"code": code}).status_code == REFUSED


def test_strangers_make_no_links(lived: Lived) -> None:
    assert stranger().get("/in/device/")["Location"] == "/in/?next=/in/device/"
    assert stranger().post("/in/device/").status_code == HTTPStatus.UNAUTHORIZED


def test_a_link_that_nobody_else_can_open_says_so(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("member")
    for host, said in (("127.0.0.1:8484", True), ("localhost", True), ("[::1]:1", True), ("testserver", False)):
        page = text(client.post("/in/device/", headers={"host": host}))
        assert ("no other device can reach" in page) is said
