"""Signing in: by allauth's way, so that a second factor is asked for wherever one is set up."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tongpin.signin.models import Account
from tongpin.webkit.answering import see_other

BY_PASS = "pass"  # noqa: S105 - the name of a way
"""How allauth notes that somebody came in by a link or a code."""


def enter(request: HttpRequest, account: Account, to: str = "") -> HttpResponse:
    """Sign an account in, after its second factor where it has one, and go on to a page of this server."""
    if request.user.is_authenticated:
        get_adapter().logout(request)
    record_authentication(request, account, BY_PASS)
    response: HttpResponse = perform_login(request, account, redirect_url=to or reverse("front"))
    return response


def enter_trusted(request: HttpRequest, account: Account, to: str) -> HttpResponse:
    """Sign in whom the server's own shell vouches for: past a second factor, and free to set a new one."""
    get_adapter().login(request, account)
    record_authentication(request, account, BY_PASS, reauthenticated=True)
    return see_other(to)
