"""The one place where it is decided who may call a view: the seat is found here, and the view's level compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from tongpin.webkit.access import LEVEL, Access, is_allowed
from tongpin.webkit.people import people

MOST_NUMBER = (1 << 63) - 1
"""No database holds a larger one, and none is asked for it."""
FOREIGN = ("allauth.", "django.")
"""Packages whose views look after themselves."""


class GateMiddleware(MiddlewareMixin):
    """Gives a community's request its `seat`, and refuses whoever may not call the view."""

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _arguments: object,
        named: Mapping[str, object],
    ) -> HttpResponseBase | None:
        """Let a view be called, or answer in its place.

        Strangers are asked to sign in. Where somebody does not belong at all, the community is not shown to exist.
        """
        level = _level_of(view)
        if level is None:
            return None
        if any(isinstance(each, int) and each > MOST_NUMBER for each in named.values()):
            raise Http404
        community = named.get("community")
        if community is None:
            if level > Access.SIGNED_IN:
                raise ImproperlyConfigured(f"{view.__module__} asks for a seat, but its route names no community.")
            return None if level is Access.ANYONE or request.user.is_authenticated else _to_sign_in(request)
        seat = people().seat(request.user, int(str(community)))
        if seat is None:
            raise Http404
        request.seat = seat  # type: ignore[attr-defined] # webkit.access.PageRequest says so to views
        timezone.activate(ZoneInfo(seat.zone))
        if is_allowed(level, seat):
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not seat.is_known:
            raise Http404
        raise PermissionDenied


def _level_of(view: Callable[..., HttpResponse]) -> Access | None:
    level: Access | None = getattr(view, LEVEL, None)
    if level is None and not view.__module__.startswith(FOREIGN):
        raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may call it: add @access.")
    return level


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send a reader to the sign-in; tell a form or a stream that nobody is signed in."""
    if request.method == "GET" and "text/event-stream" not in request.headers.get("Accept", ""):
        return redirect_to_login(request.get_full_path())
    return HttpResponse(status=401)
