"""The demo's tour: four stops, each a page where something can be done, and whether it has been done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from tongpin.capabilities.activities.models import Checkin
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.journal.models import Chat, Identity
from tongpin.project.demonstration import shown
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.simulation.material import MAIN
from tongpin.runtime.simulation.people import OWNER, STEWARDS_OF_DEMO, YOU, Member
from tongpin.runtime.simulation.seeding import CLOCK
from tongpin.webkit.pages import Said
from tongpin.webkit.seat import WEBCHAT

PARTS: dict[str, Member] = {"member": YOU, "steward": STEWARDS_OF_DEMO[0], "owner": OWNER}
"""Whom a visitor can be."""
ADVERT = "广告"
"""How the demo's playbook calls its rule against adverts."""


class Stop(NamedTuple):
    """A stop: what it is called, what there is to do, as whom, where, and whether a visitor has done it."""

    title: Said
    task: Said
    part: str
    place: Callable[[int], str]
    is_done: Callable[[int], bool]
    words: str = ""
    """What a visitor may want to say there."""


def member_of(community: int, part: str) -> int:
    """Return the number of the member that a visitor can be."""
    rows = Identity.objects.filter(community=community, source=WEBCHAT, external=PARTS[part].external)
    return rows.values_list("member", flat=True).first() or 0


def main_chat(community: int) -> str:
    """Return the address of the main chat."""
    rows = Chat.objects.filter(community=community, source=WEBCHAT, external=MAIN)
    return reverse("chat", args=[community, rows.values_list("number", flat=True).first() or 0])


def _recalled(community: int) -> str:
    """Return the address of the newest case of an advert that was taken back."""
    rows = Case.objects.filter(community=community, rule=ADVERT, acts__contains="recall").exclude(
        member=member_of(community, "member")
    )
    newest = rows.order_by("-case").values_list("case", flat=True).first()
    return reverse("case", args=[community, newest]) if newest else main_chat(community)


def _has_checked_in(community: int) -> bool:
    today = CLOCK.day(wall_clock())
    return Checkin.objects.filter(community=community, member=member_of(community, "member"), day=today).exists()


def _has_appealed(community: int) -> bool:
    return _changes_of_mine(community, "appealed")


def _is_decided(community: int) -> bool:
    return _changes_of_mine(community, "upheld", "kept")


def _changes_of_mine(community: int, *changes: str) -> bool:
    mine = Case.objects.filter(community=community, member=member_of(community, "member")).values("case")
    return Change.objects.filter(community=community, case__in=mine, change__in=changes).exists()


def _review(community: int) -> str:
    return reverse("review", args=[community])


STOPS = (
    Stop(
        _("Check in"),
        _("Say /checkin in the chat, or press its button: a check-in earns points, and the streak goes on."),
        "member",
        main_chat,
        _has_checked_in,
    ),
    Stop(
        _("See why an advert is gone"),
        _("An advert was taken back. Open it: which rule, what was measured, what follows, how to appeal."),
        "member",
        _recalled,
        lambda _community: False,
    ),
    Stop(
        _("Break a rule and appeal"),
        _("Post an advert; a button below offers one. Tongpin tells you why it is taken back. Appeal."),
        "member",
        main_chat,
        _has_appealed,
        "加微信领优惠券，兼职日结，名额不多",
    ),
    Stop(
        _("Answer the appeal"),
        _("Now you are another steward. Uphold the appeal: message, points and mute are given back."),
        "steward",
        _review,
        _is_decided,
    ),
)


class Step(NamedTuple):
    """A stop as the bar above all pages shows it."""

    number: int
    title: Said
    task: Said
    is_done: bool
    is_current: bool
    words: str


def tour(request: HttpRequest) -> dict[str, Any]:
    """Give every page of the demo the tour, for the bar above it; asked for only where it is shown."""
    return {"tour": SimpleLazyObject(lambda: _steps(request))}


def _steps(request: HttpRequest) -> list[Step]:
    """Return the stops for a visitor: which one he is at, and what he has done. `seen` in his session counts too."""
    community, at = shown().community, request.session.get("tour", 0)
    seen = request.session.get("seen", [])
    return [
        Step(number, stop.title, stop.task, number in seen or stop.is_done(community), number == at, stop.words)
        for number, stop in enumerate(STOPS, 1)
    ]
