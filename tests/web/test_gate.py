"""The gate: who is let in, who is asked to sign in, and to whom a community is not shown to exist."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.web.conftest import Lived
from tongpin.project.gate import GateMiddleware
from tongpin.webkit.access import Access, access

ClientOf = Callable[[str], Client]


@pytest.mark.parametrize(
    "role,status",
    [("owner", 200), ("steward", 200), ("member", 403), ("former", 403), ("outsider", 404), ("stranger", 302)],
)
def test_the_console_is_for_stewards(lived: Lived, client_of: ClientOf, role: str, status: int) -> None:
    assert client_of(role).get(f"/console/{lived.community}/").status_code == status


@pytest.mark.parametrize("role", ["owner", "outsider"])
def test_a_community_that_is_not_there_is_not_found(lived: Lived, client_of: ClientOf, role: str) -> None:
    assert client_of(role).get("/c/999/").status_code == 404


def test_a_number_that_no_database_holds_is_not_found(lived: Lived, client_of: ClientOf) -> None:
    assert client_of("owner").get(f"/c/{1 << 70}/").status_code == 404
    assert client_of("owner").get(f"/c/{lived.community}/chat/{1 << 70}/").status_code == 404


def test_a_view_that_asks_for_a_seat_names_a_community() -> None:
    @access(Access.STEWARD)
    def lost(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(ImproperlyConfigured, match="names no community"):
        GateMiddleware(lost).process_view(HttpRequest(), lost, (), {})


def test_a_view_without_a_level_is_refused_to_everybody() -> None:
    def bare(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(ImproperlyConfigured, match="add @access"):
        GateMiddleware(bare).process_view(HttpRequest(), bare, (), {})
