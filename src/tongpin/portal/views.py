"""The members' home, and the door for whoever comes without saying where to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.pages import all_pages
from tongpin.webkit.people import people


@access(Access.SIGNED_IN)
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the one community that an account belongs to, or let it choose."""
    seats = people().communities(request.user)
    if len(seats) == 1:
        return redirect("portal-home", community=seats[0].community)
    return render(request, "portal/front.html", {"seats": seats})


@access(Access.KNOWN)
def home(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Show what is on: the cards of all capabilities."""
    cards = sorted((card for each in all_pages() for card in each.cards(request.seat)), key=lambda card: card.order)
    return render(request, "portal/home.html", {"cards": cards})
