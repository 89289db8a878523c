"""All routes: the shells, with what the capabilities show in them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from tongpin.connectors.webchat import urls as webchat
from tongpin.console import urls as console
from tongpin.portal import urls as portal
from tongpin.signin import urls as signin
from tongpin.webkit.access import Access, access
from tongpin.webkit.pages import Routes, all_pages


@access(Access.ANYONE)
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer whoever looks whether this process serves."""
    return HttpResponse("ok\n", content_type="text/plain")


def demo_routes() -> Routes:
    """Return the demo's own routes, where this process shows it."""
    if not settings.DEMO:
        return []
    from tongpin.project import demo_pages  # noqa: PLC0415 - its people and their talk are needed nowhere else

    return demo_pages.urlpatterns


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="language"),
    path("in/", include(signin.urlpatterns)),
    path("account/", include(signin.account_urlpatterns)),
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
    path("demo/", include(demo_routes())),
]
