"""What waits for a steward: what the capabilities ask him, and what Tongpin could not do by itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from tongpin.console.outbox import acts_amiss
from tongpin.journal.models import Entry, Failure
from tongpin.kernel.moment import DAY_MS
from tongpin.webkit.pages import Waiting, all_pages
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

LATELY = 7 * DAY_MS
"""How long an event that failed is told of on the first page; it stands in the settings for good."""
MOST_FAILURES = 50


def waiting_for(seat: Seat, now: int) -> list[Waiting]:
    """Return all that waits for the one on a seat: what is due first in front, what has no term behind it."""
    found = [waiting for each in all_pages() for waiting in each.waiting(seat)]
    found += [*_errands(seat), *_failures(seat, now)]
    return sorted(found, key=lambda each: (each.due == 0, each.due, each.since))


def _errands(seat: Seat) -> Iterator[Waiting]:
    """Tell of acts that were not done, together for each chat and state."""
    href = f"{reverse('settings', args=[seat.community])}#errands"
    amiss = acts_amiss(seat.community)
    rows = list(amiss.values_list("chat", "state").annotate(Count("n"), Min("updated")).order_by("chat", "state"))
    chats = people().chat_names(seat.community, {chat for chat, *_ in rows}) if rows else {}
    for chat, state, count, since in rows:
        said = _said(state, count) % {"count": count, "chat": chats.get(chat, "")}
        yield Waiting(said, since, 0, href)


def _said(state: str, count: int) -> str:
    if state == "human":
        return ngettext("%(chat)s: %(count)d thing to do by hand", "%(chat)s: %(count)d things to do by hand", count)
    if state == "unknown":
        return ngettext(
            "%(chat)s: %(count)d act was cut off; whether it was done is not known",
            "%(chat)s: %(count)d acts were cut off; whether they were done is not known",
            count,
        )
    return ngettext("%(chat)s: %(count)d act could not be done", "%(chat)s: %(count)d acts could not be done", count)


def _failures(seat: Seat, now: int) -> Iterator[Waiting]:
    newest = Failure.objects.filter(community=seat.community).order_by("-n").values_list("n", flat=True)
    entries = list(newest[:MOST_FAILURES])
    lately = Entry.objects.filter(community=seat.community, n__in=entries, at__gte=now - LATELY)
    found = sorted(lately.values_list("at", flat=True))
    if found:
        count = len(found)
        said = ngettext("%(count)d event could not be decided", "%(count)d events could not be decided", count)
        href = f"{reverse('settings', args=[seat.community])}#failures"
        yield Waiting(said % {"count": count}, found[0], 0, href)
