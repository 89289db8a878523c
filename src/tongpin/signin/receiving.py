"""How somebody is received who shows a pass: first what it will do, then, when the button is pressed, that.

Opening a link does nothing, since chats open links by themselves to show what is behind them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.signin.entering import enter, enter_trusted
from tongpin.signin.forms import CardForm, NewPasswordForm, OwnerForm
from tongpin.signin.joining import Gone, Newcomer, NotWritten, came_before, join_anew, join_too, still_holds
from tongpin.signin.models import Account, Pass
from tongpin.signin.next_page import next_page
from tongpin.signin.owners import has_owner
from tongpin.webkit.answering import see_other
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people

REFUSED, GONE, UNAVAILABLE = 422, 404, 503
"""What was typed is not accepted; the pass is none; the engine does not answer."""


def is_good(request: HttpRequest, given: Pass | None) -> bool:
    """Say whether a pass still does something; no answer tells why one does not."""
    if given is None or not still_holds(given):
        return False
    if given.kind == Pass.Kind.OWNER and has_owner(given.community):
        return False
    return given.is_open(now_ms()) or came_before(given, request.POST.get("key", "")) is not None


def receive(request: HttpRequest, given: Pass, code: str = "") -> HttpResponse:
    """Show what a good pass will do, or do it; `code` is what was typed where no link was opened."""
    return _RECEIVE[Pass.Kind(given.kind)](request, given, code)


def gone(request: HttpRequest) -> HttpResponse:
    """Say that a link is none, whatever the reason is, and what to do now."""
    return render(request, "signin/gone.html", status=GONE)


def _device(request: HttpRequest, given: Pass, _code: str) -> HttpResponse:
    account = _account(given)
    if request.method != "POST":
        return _page(request, "signin/device_enter.html", given, seats=people().communities(account), account=account)
    if not Pass.objects.take(given.id, now_ms()):
        return gone(request)
    return enter(request, account, next_page(request))


def _invitation(request: HttpRequest, given: Pass, code: str) -> HttpResponse:
    asked = people().section(given.community, "members").name_card.form
    seat = people().seat(request.user, given.community)
    is_sent = request.method == "POST" and "card" in request.POST
    form = CardForm(asked, request.POST) if is_sent else CardForm(asked)
    if seat is not None and seat.is_member:
        return _page(request, "signin/already.html", given)
    if not form.is_bound:
        return _page(request, "signin/join.html", given, form=form, code=code)
    if not form.is_valid():
        return _page(request, "signin/join.html", given, REFUSED, form=form, code=code)
    try:
        account = _joined(request, given, form)
    except Gone:
        return gone(request)
    except NotWritten:
        form.add_error(None, _not_written())
        return _page(request, "signin/join.html", given, UNAVAILABLE, form=form, code=code)
    home = reverse("portal-home", kwargs={"community": given.community})
    return see_other(home) if request.user == account else enter(request, account, home)


def _joined(request: HttpRequest, given: Pass, form: CardForm) -> Account:
    """Return who has joined: whoever is signed in, else a new account, else the one that the same form has made."""
    card, key = form.cleaned_data["card"], form.cleaned_data["key"]
    if isinstance(request.user, Account):
        join_too(given, request.user, card)
        return request.user
    return came_before(given, key) or join_anew(given, Newcomer(card, key))


def _owner(request: HttpRequest, given: Pass, _code: str) -> HttpResponse:
    asked = people().section(given.community, "members").name_card.form
    form = OwnerForm(asked, request.POST) if request.method == "POST" else OwnerForm(asked)
    if not form.is_bound:
        return _page(request, "signin/first_owner.html", given, form=form)
    if not form.is_valid():
        return _page(request, "signin/first_owner.html", given, REFUSED, form=form)
    wanted = form.cleaned_data
    try:
        account = join_anew(given, Newcomer(wanted["card"], "", wanted["username"], wanted["password"]))
    except Gone:
        return gone(request)
    except NotWritten:
        form.add_error(None, _not_written())
        return _page(request, "signin/first_owner.html", given, UNAVAILABLE, form=form)
    return enter_trusted(request, account, reverse("second-factor"))


def _shell(request: HttpRequest, given: Pass, _code: str) -> HttpResponse:
    account = _account(given)
    form = NewPasswordForm(account, request.POST) if request.method == "POST" else NewPasswordForm(account)
    if not form.is_bound:
        return _page(request, "signin/shell.html", given, form=form, account=account)
    if not form.is_valid():
        return _page(request, "signin/shell.html", given, REFUSED, form=form, account=account)
    if not Pass.objects.take(given.id, now_ms()):
        return gone(request)
    if form.cleaned_data["password"]:
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
    return enter_trusted(request, account, reverse("second-factor"))


_RECEIVE: dict[Pass.Kind, Callable[[HttpRequest, Pass, str], HttpResponse]] = {
    Pass.Kind.DEVICE: _device,
    Pass.Kind.INVITATION: _invitation,
    Pass.Kind.OWNER: _owner,
    Pass.Kind.SHELL: _shell,
}


def _page(request: HttpRequest, template: str, given: Pass, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - a template's context
    context = {"given": given, "next": next_page(request), **more}
    if given.community:
        context["about"] = people().about(given.community)
        context["place"] = people().seat(request.user, given.community)
    return render(request, template, context, status=status)


def _account(given: Pass) -> Account:
    if given.account is None:
        raise ValueError(f"Pass {given.id} of kind {given.kind} names no account.")
    return given.account


def _not_written() -> str:
    return _("This cannot be written down at the moment. Nothing has happened: please press once more in a minute.")
