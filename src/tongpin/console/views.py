"""The operators' first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongpin.webkit.access import Access, PageRequest, access


@access(Access.ANYONE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once: what pages are put together of."""
    return render(request, "webkit/gallery.html")


@access(Access.STEWARD)
def today(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Show what needs a human, and how things are."""
    return render(request, "console/today.html")
