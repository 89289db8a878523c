"""What every template may use: the demo's switch and the sections of the shell that it stands in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tongpin.portal.tabs import tabs_of


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return what base templates show around a page."""
    return {
        "demo": settings.DEMO,
        "seat": getattr(request, "seat", None),
        "tabs": SimpleLazyObject(lambda: tabs_of(request)),
    }
