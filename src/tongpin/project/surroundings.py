"""What every template may use: the demo's switch and the sections of the shell that it stands in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tongpin.console.sections import seats_of, sections_of
from tongpin.portal.tabs import tabs_of


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return what base templates show around a page; nothing is looked up for a page that does not show it."""
    return {
        "demo": settings.DEMO,
        "seat": getattr(request, "seat", None),
        "sections": SimpleLazyObject(lambda: sections_of(request)),
        "seats": SimpleLazyObject(lambda: seats_of(request)),
        "tabs": SimpleLazyObject(lambda: tabs_of(request)),
    }
