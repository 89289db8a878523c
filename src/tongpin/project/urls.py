"""All routes: the shells, with what the capabilities show in them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from tongpin.connectors.webchat import urls as webchat
from tongpin.console import urls as console
from tongpin.portal import urls as portal
from tongpin.signin import urls as signin
from tongpin.webkit.access import Access, access
from tongpin.webkit.pages import all_pages


@access(Access.ANYONE)
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer whoever looks whether this process serves."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="language"),
    path("in/", include(signin.urlpatterns)),
    path("account/", include("allauth.urls")),
    *portal.outside,
    *console.outside,
    path(
        "c/<int:community>/", include([*portal.urlpatterns, *(route for each in all_pages() for route in each.portal)])
    ),
    path("c/<int:community>/chat/", include(webchat.urlpatterns)),
    path(
        "console/<int:community>/",
        include([*console.urlpatterns, *(route for each in all_pages() for route in each.console)]),
    ),
]
