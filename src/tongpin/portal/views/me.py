"""A member's own page: how he is shown, what he may do, what is stored about him, and the way out."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.capabilities.members.models import Member
from tongpin.journal.models import Chat
from tongpin.kernel.standing import OWNER
from tongpin.kernel.words.arrivals import Arrival
from tongpin.portal.forms import CardForm
from tongpin.portal.own_data import OwnData
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import heard, see_other
from tongpin.webkit.asking import hand_in, key_of, now_ms
from tongpin.webkit.pages import words_to_say
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT, Seat


class Duty(NamedTuple):
    """A duty in words: what it is called, and what whoever holds it may do."""

    label: Promise
    may: Promise


DUTIES = {
    "owner": Duty(
        gettext_lazy("Owner"),
        gettext_lazy("You may do all that stewards may, give and take duties, and change the playbook."),
    ),
    "steward": Duty(
        gettext_lazy("Steward"),
        gettext_lazy("You confirm removals, answer appeals and undo cases, with a reason."),
    ),
}


@access(Access.KNOWN)
@require_safe
def me(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Show a member, or whoever was one, what is his here."""
    return _page(request, CardForm(initial={"card": request.seat.name}))


@access(Access.MEMBER)
@require_POST
def me_card(request: PageRequest, community: int) -> HttpResponse:
    """Change how the member is shown."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    seat, card = request.seat, form.cleaned_data["card"]
    arrival = Arrival(WEBCHAT, key_of(request, seat), now_ms(), "card", sender=seat.external, text=card)
    reply = hand_in(seat, arrival)
    if reply.is_done:
        messages.success(request, _("Your name card is now “%(card)s”.") % {"card": card})
    else:
        messages.error(request, *heard(reply))
    return see_other("me", community=community)


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def me_leave(request: PageRequest, community: int) -> HttpResponse:
    """Say what leaving means; and leave, once that is confirmed."""
    seat = request.seat
    is_last_owner = _is_last_owner(seat)
    if request.method != "POST" or is_last_owner:
        return render(request, "portal/leave.html", {"is_last_owner": is_last_owner})
    if not _leave_all_chats(request):
        messages.error(request, _("That could not be written down just now; you are still a member."))
    elif _is_member_still(request):
        messages.warning(
            request, _("You left the chats here, but are still in a chat on another platform. Leave it there, too.")
        )
    else:
        messages.success(request, _("You have left. Your number is kept for you, should you come back."))
    return see_other("portal-home", community=community)


@access(Access.KNOWN)
@require_safe
def me_data(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Give a member all that is stored about him, as a file."""
    own = OwnData(request.seat).gathered()
    response = JsonResponse(own, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "no-store"
    return response


def _page(request: PageRequest, form: CardForm, status: int = 200) -> HttpResponse:
    seat = request.seat
    row = Member.objects.filter(community=seat.community, member=seat.member).first()
    return render(
        request,
        "portal/me.html",
        {
            "form": form,
            "card_form": people().section(seat.community, "members").name_card.form,
            "row": row,
            "duties": [DUTIES[name] for name in seat.duty_names if seat.is_member],
            "commands": words_to_say(),
        },
        status=status,
    )


def _is_last_owner(seat: Seat) -> bool:
    """Say whether nobody could answer for the community once this member has left."""
    if not seat.is_owner:
        return False
    holders = Member.objects.filter(community=seat.community, duties__gt=0, joined__gt=0).exclude(member=seat.member)
    return not any(each & OWNER for each in holders.values_list("duties", flat=True))


def _leave_all_chats(request: PageRequest) -> bool:
    seat, key, now = request.seat, key_of(request, request.seat), now_ms()
    chats = Chat.objects.filter(community=seat.community, source=WEBCHAT).values_list("external", flat=True)
    return all(
        hand_in(seat, Arrival(WEBCHAT, f"{key}:{chat}", now, "leave", chat=chat, sender=seat.external)).is_done
        for chat in chats
    )


def _is_member_still(request: PageRequest) -> bool:
    seat = people().seat(request.user, request.seat.community)
    return seat is not None and seat.is_member
