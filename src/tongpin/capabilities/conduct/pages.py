"""What rules of speech add to the shells: how many messages broke one, and the way to a rule's decisions."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.capabilities.conduct.models import Breach
from tongpin.capabilities.conduct.playbook import ConductSection
from tongpin.webkit.pages import Figure, Goal, Pages, Span
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

MOST_GOALS = 8


def figures(community: int, span: Span) -> Iterator[Figure]:
    """Count the messages that broke a rule."""
    breaches = Breach.objects.filter(community=community)
    now, before = (breaches.filter(at__gte=each.since, at__lt=each.until).count() for each in (span, span.before))
    yield Figure("breaches", _("Breaches"), now, before, reverse("decisions", args=[community]), rising_is_good=False)


def goals(seat: Seat, query: str) -> Iterator[Goal]:
    """Lead stewards to what a rule of the playbook in force has decided."""
    wanted = query.strip().casefold()
    if not wanted or not seat.is_steward:
        return
    section: ConductSection = people().section(seat.community, "conduct")
    found = [each.id for each in section.rules if wanted in each.id.casefold()]
    href = reverse("decisions", args=[seat.community])
    for rule in found[:MOST_GOALS]:
        yield Goal(rule, _("what a rule decided"), f"{href}?{urlencode({'rule': rule})}")


PAGES = Pages("conduct", figures=figures, goals=goals)
