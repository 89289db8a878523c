"""The page of all components, for whoever builds pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongpin.webkit.access import Access, access


@access(Access.ANYONE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once: what pages are put together of."""
    return render(request, "webkit/gallery.html")
