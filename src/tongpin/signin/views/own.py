"""What somebody who is signed in does with his own sign-in: one more device, a password, a second factor."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.signin.forms import OperatorForm
from tongpin.signin.models import Account
from tongpin.signin.passes import device_pass
from tongpin.signin.receiving import REFUSED
from tongpin.signin.showing import shown
from tongpin.webkit.access import Access, access
from tongpin.webkit.answering import see_other
from tongpin.webkit.asking import now_ms


@access(Access.SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """Make a link and a code for one's own other device, shown once."""
    fresh = shown(request, device_pass(_account(request), now_ms())) if request.method == "POST" else None
    return render(request, "signin/device.html", {"shown": fresh})


@access(Access.SIGNED_IN)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Let somebody who came in by a link choose a username and a password: whoever has taken on a duty needs them."""
    account = _account(request)
    if account.has_usable_password():
        return see_other("account_change_password")
    form = OperatorForm(request.POST) if request.method == "POST" else OperatorForm()
    if not form.is_bound:
        return render(request, "signin/password.html", {"form": form})
    if not form.is_valid():
        return render(request, "signin/password.html", {"form": form}, status=REFUSED)
    account.username = form.cleaned_data["username"]
    account.set_password(form.cleaned_data["password"])
    account.save(update_fields=["username", "password"])
    update_session_auth_hash(request, account)
    return see_other("second-factor")


@access(Access.SIGNED_IN)
@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Offer a second factor to who has just come to a password; he may leave it for later."""
    account = _account(request)
    return render(request, "signin/second_factor.html", {"account": account, "is_protected": is_mfa_enabled(account)})


def _account(request: HttpRequest) -> Account:
    return cast("Account", request.user)
