"""What signing in adds to the shells: the invitations in the settings, and where the palette leads to."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.signin.urls import console_urlpatterns
from tongpin.webkit.pages import Goal, Pages
from tongpin.webkit.seat import Seat


def goals(seat: Seat, query: str) -> Iterator[Goal]:
    """Find one's own sign-in, and for stewards the invitations, by a part of their names."""
    known = [
        Goal(_("Sign in on another device"), _("My sign-in"), reverse("device")),
        Goal(_("Passkeys and second factors"), _("My sign-in"), reverse("mfa_index")),
    ]
    if seat.is_steward:
        known.insert(0, Goal(_("Invitations"), _("Settings"), reverse("links", kwargs={"community": seat.community})))
    return (each for each in known if query.casefold() in str(each.label).casefold())


PAGES = Pages("signin", console=console_urlpatterns, goals=goals)
