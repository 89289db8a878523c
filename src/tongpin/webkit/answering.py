"""How a page tells what became of a button that was pressed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from tongpin.webkit.asking import Reply

HTMX = "HX-Request"
"""The header of a request whose answer takes the place of a part of the page."""


def is_in_place(request: HttpRequest) -> bool:
    """Say whether the answer is to be a part of the page, and not a page."""
    return HTMX in request.headers


def heard(reply: Reply) -> list[str]:
    """Return what to tell whoever pressed: what Tongpin said, or that nothing could be written."""
    if not reply.is_done:
        return [_("That could not be written down just now, so nothing has happened. Please try again in a moment.")]
    return reply.said


def tell(request: HttpRequest, reply: Reply) -> None:
    """Let the next page say what became of it."""
    level = messages.INFO if reply.is_done else messages.ERROR
    for each in heard(reply):
        messages.add_message(request, level, each)


class SeeOther(HttpResponseRedirect):
    """Leads from a form that was handed in to a page that may be loaded again."""

    status_code = 303


def see_other(to: str, **named: object) -> SeeOther:
    """Lead to an address, or to the page that a route names."""
    return SeeOther(resolve_url(to, **named))
