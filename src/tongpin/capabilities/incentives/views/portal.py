"""The members' pages: their own points, and the leaderboards."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tongpin.capabilities.incentives.decide.answers import IN, OUT
from tongpin.capabilities.incentives.views.boards import board_of
from tongpin.capabilities.incentives.views.bookings import bookings_of
from tongpin.capabilities.incentives.views.wording import prices_of
from tongpin.kernel.moment import ClockFace
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import see_other, tell
from tongpin.webkit.asking import give_command, now_ms
from tongpin.webkit.paging import asked_number
from tongpin.webkit.people import people

CHAT = "main"
"""Where a button speaks: in the chat that every community has."""
WORDS = {OUT: "排行 退出", IN: "排行 加入"}


@access(Access.KNOWN)
@require_safe
def points(request: PageRequest, community: int) -> HttpResponse:
    """Show a member what he has, what was booked, and what earns and costs points."""
    before = asked_number(request, "before")
    return render(
        request,
        "incentives/points.html",
        {
            "bookings": bookings_of(community, request.seat.member, before),
            "before": before,
            "prices": prices_of(people().section(community, "incentives")),
        },
    )


@access(Access.MEMBER)
@require_safe
def leaderboard(request: PageRequest, community: int) -> HttpResponse:
    """Show who earned most this week, or has most at all."""
    ever = request.GET.get("board") == "all"
    today = ClockFace(ZoneInfo(request.seat.zone)).day(now_ms())
    return render(
        request, "incentives/leaderboard.html", {"board": board_of(request.seat, today, ever=ever), "ever": ever}
    )


@access(Access.MEMBER)
@require_POST
def choose_shown(request: PageRequest, community: int) -> HttpResponse:
    """Let a member be shown on leaderboards, or not."""
    word = WORDS[IN if request.POST.get("shown") == "1" else OUT]
    tell(request, give_command(request, request.seat, CHAT, word))
    return see_other("leaderboard", community=community)
