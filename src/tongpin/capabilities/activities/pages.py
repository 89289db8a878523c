"""What activities show in the shells."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongpin.capabilities.activities import urls
from tongpin.capabilities.activities.models import Checkin
from tongpin.capabilities.activities.views.calendar import settings_of
from tongpin.capabilities.activities.views.participants import NOBODY
from tongpin.capabilities.activities.views.portal import card_context, on_context
from tongpin.kernel.playbook.bilingual import Both
from tongpin.webkit.pages import Card, Deed, Figure, Goal, Pages, Span
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

MILESTONES = (7, 30, 100, 365)
"""Unbroken days that are worth a word to stewards."""
MOST_MILESTONES = 20
MOST_OF_A_STORY = 100
ICON = "stamp"


def figures(community: int, span: Span) -> Iterator[Figure]:
    """Count the check-ins of a stretch of time."""
    href = reverse("console-activities", kwargs={"community": community})
    value, before = (Checkin.objects.within(community, each).count() for each in (span, span.before))
    yield Figure("checkins", gettext_lazy("Check-ins"), value, before, href)


def deeds(community: int, span: Span) -> Iterator[Deed]:
    """Say how many checked in, and whose run reached a milestone."""
    href = reverse("console-activities", kwargs={"community": community})
    done = Checkin.objects.within(community, span)
    counted = done.aggregate(count=Count("member", distinct=True), latest=Max("at"))
    if counted["count"]:
        said = ngettext("%(count)d member checked in.", "%(count)d members checked in.", counted["count"])
        yield Deed(counted["latest"], said % {"count": counted["count"]}, ICON, href)
    reached = list(done.filter(streak__in=MILESTONES).order_by("-at")[:MOST_MILESTONES])
    names = people().names(community, [each.member for each in reached])
    for each in reached:
        name = names.get(each.member, NOBODY)
        said = _("%(name)s (no. %(number)d) has checked in %(days)d days running.")
        yield Deed(each.at, said % {"name": name.card, "number": name.number, "days": each.streak}, ICON, href)


def story(community: int, member: int) -> Iterator[Deed]:
    """Tell of a member's check-ins."""
    rows = Checkin.objects.filter(community=community, member=member).order_by("-day")
    for each in rows[:MOST_OF_A_STORY]:
        said = _("Made up a day; %(days)d in a row now.") if each.makeup else _("Checked in; day %(days)d in a row.")
        yield Deed(each.at, said % {"days": each.streak}, ICON)


def cards(seat: Seat) -> Iterator[Card]:
    """Show the check-in at home, and who else was here today."""
    if not seat.is_member:
        return
    settings = settings_of(seat.community)
    if not settings.on:
        return
    yield Card(5, "activities/checkin_card.html", card_context(seat, "home"))
    yield Card(20, "activities/today_card.html", on_context(seat))


def goals(seat: Seat, query: str) -> Iterator[Goal]:
    """Lead to the pages of activities."""
    named = (query.casefold() in each.casefold() for each in ("签到 活动 补签 checkin check-in", _("Activities")))
    if not query or not any(named):
        return
    if seat.is_steward:
        href = reverse("console-activities", kwargs={"community": seat.community})
        yield Goal(_("Activities"), _("console"), href)
    yield Goal(_("Check in"), _("my page"), reverse("activities", kwargs={"community": seat.community}))


PAGES = Pages(
    "activities",
    console=urls.of_stewards,
    portal=urls.of_members,
    figures=figures,
    deeds=deeds,
    story=story,
    cards=cards,
    goals=goals,
    commands={
        Both("签到", "/checkin"): gettext_lazy("Check in for today"),
        Both("补签 3", "/makeup 3"): gettext_lazy("Make up for the 3rd, if you missed it"),
    },
)
