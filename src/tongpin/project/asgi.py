"""The ASGI application: Django, with everything wired, behind a bound on what a request may bring."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from django.core.asgi import get_asgi_application

if TYPE_CHECKING:
    from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope

MOST_BODY = 10 * 1024 * 1024
"""Bytes of a request: a picture as it comes from a phone, and a form around it."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.project.settings")


class Bounded:
    """Refuses a request that says it is too long, or does not say how long, before anything of it is read."""

    def __init__(self, application: ASGI3Application) -> None:
        """Stand before an application."""
        self._application = application

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Hand a request on, or answer 413 or 411."""
        status = _refusal(scope) if scope["type"] == "http" else 0
        if not status:
            await self._application(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": status, "headers": headers, "trailers": False})
        said = f"At most {MOST_BODY >> 20} MB can be sent at once, with their length.\n"
        await send({"type": "http.response.body", "body": said.encode(), "more_body": False})


def _refusal(scope: HTTPScope) -> int:
    headers = dict(scope["headers"])
    length = headers.get(b"content-length")
    if length is None:
        return 411 if b"transfer-encoding" in headers else 0
    return 413 if not length.isdigit() or int(length) > MOST_BODY else 0


application = Bounded(cast("ASGI3Application", get_asgi_application()))


async def end_streams() -> None:
    """End what would never end by itself, so that the server can stop."""
    from tongpin.connectors.webchat.hub import hub  # noqa: PLC0415 - its tables exist once Django is ready

    await hub().close()
