"""Where to go on after signing in: only ever to a page of this server."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

NEXT = "next"
MOST = 2_000
"""Characters of an address."""


def is_own_path(address: str) -> bool:
    """Say whether an address is a path of this server, however a browser may read it."""
    return (
        address.startswith("/")
        and len(address) <= MOST
        and address.isprintable()
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )


def next_page(request: HttpRequest) -> str:
    """Return the page that a request asks to go on to, "" where it asks for none or for another server's."""
    asked = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    return asked if is_own_path(asked) else ""
