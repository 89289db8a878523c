"""The members' home, and the door for whoever comes without saying where to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import all_pages
from tongpin.webkit.people import people


@access(Access.SIGNED_IN)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the one community that an account belongs to, or let it choose."""
    seats = [each for each in people().communities(request.user) if each.is_known]
    if len(seats) == 1:
        return redirect("portal-home", community=seats[0].community)
    return render(request, "portal/front.html", {"seats": seats})


@access(Access.KNOWN)
@require_safe
def home(request: PageRequest, community: int) -> HttpResponse:
    """Show what is on: the cards of all capabilities."""
    seat = request.seat
    cards = sorted((card for each in all_pages() for card in each.cards(seat)), key=lambda card: card.order)
    return render(
        request,
        "portal/home.html",
        {
            "cards": [render_to_string(each.template, {**each.context}, request) for each in cards],
            "about": people().about(community),
            "muted_until": seat.muted_until if seat.muted_until > now_ms() else 0,
        },
    )
