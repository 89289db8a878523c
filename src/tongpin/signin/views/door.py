"""Coming in by a link or a code, and going."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tongpin.signin.forms import CodeForm
from tongpin.signin.guessing import WINDOW_MS, Try
from tongpin.signin.next_page import next_page
from tongpin.signin.passes import by_code, by_token
from tongpin.signin.receiving import REFUSED, gone, is_good, receive
from tongpin.webkit.access import Access, access
from tongpin.webkit.answering import see_other
from tongpin.webkit.asking import now_ms

TOO_MANY = 429


@access(Access.ANYONE)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and receive who has typed one that is good."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if not form.is_bound:
        return _asking(request, form)
    if not form.is_valid():
        return _asking(request, form, REFUSED)
    tried = Try(request, now_ms())
    if not tried.allowed:
        form.add_error(
            "code", _("Too many wrong codes. Wait ten minutes, or open the link instead of typing its code.")
        )
        answer = _asking(request, form, TOO_MANY)
        answer["Retry-After"] = str(WINDOW_MS // 1000)
        return answer
    code = form.cleaned_data["code"]
    given = by_code(code)
    if given is None or not is_good(request, given):
        form.add_error(
            "code", _("This code has been used, is over, or was mistyped. Look once more, or ask for another.")
        )
        return _asking(request, form, REFUSED)
    tried.was_right()
    return receive(request, given, code)


@access(Access.ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_link(request: HttpRequest, token: str) -> HttpResponse:
    """Receive who has opened a link; opening alone changes nothing."""
    given = by_token(token)
    answer = gone(request) if given is None or not is_good(request, given) else receive(request, given)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@access(Access.ANYONE)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out on this device."""
    get_adapter().logout(request)
    messages.info(request, _("You are signed out on this device."))
    return see_other("enter")


def _asking(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "signin/enter.html", {"form": form, "next": next_page(request)}, status=status)
