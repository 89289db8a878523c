"""What is shown of a fresh pass, once: a link, its QR code, and a code to be typed."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tongpin.signin.passes import Issued, grouped
from tongpin.signin.qr import picture_of

_HERE_ALONE = {"127.0.0.1", "localhost", "::1"}


class Shown(NamedTuple):
    """A fresh pass as people see it; `is_local` where no other machine can open the link."""

    link: str
    picture: str
    code: str
    enter: str
    until: int
    uses: int
    is_local: bool


def shown(request: HttpRequest, issued: Issued) -> Shown:
    """Return what is shown of a pass that has just been made."""
    link = absolute(request, reverse("enter-link", kwargs={"token": issued.token}))
    return Shown(
        link=link,
        picture=picture_of(link),
        code=grouped(issued.code),
        enter=absolute(request, reverse("enter")),
        until=issued.given.until,
        uses=issued.given.uses,
        is_local=urlsplit(link).hostname in _HERE_ALONE,
    )


def absolute(request: HttpRequest, path: str) -> str:
    """Return a path as people on other machines open it."""
    return f"{settings.ORIGIN}{path}" if settings.ORIGIN else request.build_absolute_uri(path)
