"""What incentives show in the shells."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongpin.capabilities.incentives import urls
from tongpin.capabilities.incentives.models import Transaction
from tongpin.capabilities.incentives.views.bookings import bookings_of
from tongpin.kernel.playbook.bilingual import Both
from tongpin.webkit.pages import Card, Deed, Figure, Goal, Pages, Span
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

RECENT = 3
"""Bookings at home."""
MOST_OF_A_STORY = 100
ICON = "points"
GIVEN, TAKEN = "grant", "penalty"


def figures(community: int, span: Span) -> Iterator[Figure]:
    """Sum what was given and taken in a stretch of time."""
    ledger = reverse("console-points", kwargs={"community": community})
    now, before = _sums(community, span), _sums(community, span.before)
    given, taken = gettext_lazy("Points given"), gettext_lazy("Points taken")
    yield Figure("points_given", given, now[GIVEN], before[GIVEN], f"{ledger}?kind={GIVEN}")
    yield Figure("points_taken", taken, now[TAKEN], before[TAKEN], f"{ledger}?kind={TAKEN}", rising_is_good=False)


def _sums(community: int, span: Span) -> dict[str, int]:
    booked = Transaction.objects.within(community, span).filter(kind__in=(GIVEN, TAKEN)).values_list("kind")
    return {GIVEN: 0, TAKEN: 0} | {kind: abs(points) for kind, points in booked.annotate(points=Sum("amount"))}


def deeds(community: int, span: Span) -> Iterator[Deed]:
    """Say how many points were given and taken."""
    ledger = reverse("console-points", kwargs={"community": community})
    booked = Transaction.objects.within(community, span).filter(kind__in=(GIVEN, TAKEN)).values("kind")
    for each in booked.annotate(points=Sum("amount"), latest=Max("at")).order_by("kind"):
        points = abs(each["points"])
        if each["kind"] == GIVEN:
            said = ngettext("%(points)d point was given.", "%(points)d points were given.", points)
        else:
            said = ngettext("%(points)d point was taken.", "%(points)d points were taken.", points)
        yield Deed(each["latest"], said % {"points": points}, ICON, f"{ledger}?kind={each['kind']}")


def story(community: int, member: int) -> Iterator[Deed]:
    """Tell of a member's bookings."""
    for each in bookings_of(community, member, size=MOST_OF_A_STORY).rows:
        yield Deed(each.at, _("%(points)+d points: %(what)s") % {"points": each.points, "what": each.what}, ICON)


def cards(seat: Seat) -> Iterator[Card]:
    """Show a member, and whoever was one, what he has and what was booked last."""
    bookings = bookings_of(seat.community, seat.member, size=RECENT)
    yield Card(30, "incentives/points_card.html", {"seat": seat, "bookings": bookings.rows})


def goals(seat: Seat, query: str) -> Iterator[Goal]:
    """Lead to the pages of points; a steward also to the ledger of a running number."""
    number = query.removeprefix("#")
    if seat.is_steward and number.isascii() and number.isdigit():
        if people().member_of(seat.community, int(number[:18])):
            said = _("Points of no. %(number)s") % {"number": number}
            yield Goal(said, _("console"), _address("console-points", seat) + f"?member={number}")
        return
    words = "积分 账本 排行 points ledger leaderboard", _("Points"), _("Leaderboard")
    if not query or not any(query.casefold() in each.casefold() for each in words):
        return
    if seat.is_steward:
        yield Goal(_("Ledger of points"), _("console"), _address("console-points", seat))
    yield Goal(_("My points"), _("my page"), _address("points", seat))
    yield Goal(_("Leaderboard"), _("my page"), _address("leaderboard", seat))


def _address(name: str, seat: Seat) -> str:
    return reverse(name, kwargs={"community": seat.community})


PAGES = Pages(
    "incentives",
    console=urls.of_stewards,
    portal=urls.of_members,
    figures=figures,
    deeds=deeds,
    story=story,
    cards=cards,
    goals=goals,
    commands={
        Both("积分", "/points"): gettext_lazy("See your points"),
        Both("排行", "/leaderboard"): gettext_lazy("See who earned most this week"),
        Both("排行 总", "/leaderboard all"): gettext_lazy("See who has most points"),
        Both("排行 加入", "/leaderboard in"): gettext_lazy("Be shown on leaderboards again"),
        Both("排行 退出", "/leaderboard out"): gettext_lazy("Not be shown on leaderboards"),
    },
)
