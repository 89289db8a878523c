"""Every route × every role × own and other community: made from the URL map, so that no new route is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from tests.web.conftest import ROLES, Lived
from tongpin.project.gate import FOREIGN
from tongpin.webkit.access import LEVEL, Access

MAY: dict[Access, set[str]] = {
    Access.ANYONE: set(ROLES),
    Access.SIGNED_IN: set(ROLES) - {"stranger"},
    Access.KNOWN: {"owner", "steward", "second", "member", "former"},
    Access.MEMBER: {"owner", "steward", "second", "member"},
    Access.STEWARD: {"owner", "steward", "second"},
    Access.OWNER: {"owner"},
}
SIGN_IN = "/in/"
OPEN_BY_THEMSELVES = ("account/", "language/")
"""Where views of Django and allauth look after themselves."""


class Route(NamedTuple):
    """One route: its name, its level (None: it looks after itself), what it needs to be called."""

    name: str
    level: Access | None
    address: Callable[[int], str]
    has_community: bool
    pattern: str


def routes(resolver: URLResolver, before: str = "", converters: dict[str, object] | None = None) -> Iterator[Route]:
    for each in resolver.url_patterns:
        pattern = before + str(each.pattern)
        known = {**(converters or {}), **each.pattern.converters}
        if isinstance(each, URLResolver):
            yield from routes(each, pattern, known)
        elif isinstance(each, URLPattern):
            yield _route(each, pattern, known)


def _route(each: URLPattern, pattern: str, converters: dict[str, object]) -> Route:
    level = getattr(each.callback, LEVEL, None)
    assert level is not None or each.callback.__module__.startswith(FOREIGN), f"{pattern} does not say who may call it"
    assert each.name, f"{pattern} has no name"

    def address(community: int) -> str:
        given = {name: 1 if isinstance(kind, IntConverter) else "x" for name, kind in converters.items()}
        return reverse(str(each.name), kwargs=given | ({"community": community} if "community" in converters else {}))

    return Route(each.name, level, address, "community" in converters, pattern)


ALL = list(routes(get_resolver()))
OURS = [each for each in ALL if each.level is not None]


def test_only_foreign_views_look_after_themselves() -> None:
    own = [each.pattern for each in ALL if each.level is None and not each.pattern.startswith(OPEN_BY_THEMSELVES)]
    assert own == []


def test_no_route_of_a_community_is_open_to_anyone() -> None:
    assert [
        each.pattern for each in OURS if each.has_community and each.level in {Access.ANYONE, Access.SIGNED_IN}
    ] == []


def test_the_console_is_for_stewards_at_least() -> None:
    console = [each for each in OURS if each.pattern.startswith("console/")]
    assert console
    assert [each.pattern for each in console if each.level is not None and each.level < Access.STEWARD] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_route_lets_in_whom_it_should(lived: Lived, client_of: Callable[[str], Client], role: str) -> None:
    client = client_of(role)
    client.raise_request_exception = False
    other = lived.store.add_community("别人的社群", 1).id
    wrong = []
    for route in OURS:
        assert route.level is not None
        communities = {lived.community: role in MAY[route.level]}
        if route.has_community:
            communities[other] = False
        for community, is_allowed in communities.items():
            for method in (client.get, client.post):
                response = method(route.address(community), headers={"accept-language": "en"})
                if not _is_right(response.status_code, response.headers.get("Location", ""), is_allowed=is_allowed):
                    wrong.append((route.name, community, method.__name__, response.status_code))
        if route.name in LEAVING:
            client = client_of(role)
    assert wrong == []


LEAVING = {"leave"}
"""Routes that end the session: the next one needs a fresh one."""


def _is_right(status: int, location: str, *, is_allowed: bool) -> bool:
    is_sent_away = status in {401, 403, 404} or (status == 302 and location.startswith(SIGN_IN))
    return status < 500 if is_allowed else is_sent_away
