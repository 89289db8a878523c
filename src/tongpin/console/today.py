"""The first page: how things are in one sentence and five numbers, what waits, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tongpin.capabilities.members.models import Member
from tongpin.capabilities.members.views.deeds import by_kind
from tongpin.capabilities.members.views.talk import count_by_chat
from tongpin.console.figures import chosen, last, whole_days, with_trends
from tongpin.console.headline import DAY, WEEK, Situation, headline
from tongpin.console.outbox import acts_amiss
from tongpin.console.sections import sections_of
from tongpin.console.waiting import waiting_for
from tongpin.journal.models import Chat, Community, Message, PlaybookVersion
from tongpin.kernel.moment import DAY_MS
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Deed, Figure, Routes, Said, Span, all_pages
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT, Seat

PERIODS: dict[str, tuple[Said, int]] = {DAY: (_("24 hours"), DAY_MS), WEEK: (_("7 days"), 7 * DAY_MS)}
MOST_WAITING = 30
"""Things that wait and are listed; whoever has more does these first."""


class Step(NamedTuple):
    """Something to begin with: what, why, where, and whether it is done."""

    what: Said
    why: Said
    href: str
    is_done: bool


@access(Access.STEWARD)
@require_safe
def today(request: PageRequest, community: int) -> HttpResponse:
    """Show how things are and what needs a human; where nothing has happened yet, how to begin."""
    seat, now = request.seat, now_ms()
    period = WEEK if request.GET.get("period") == WEEK else DAY
    span = last(PERIODS[period][1], now)
    waiting = waiting_for(seat, now)
    steps = first_steps(seat)
    context: dict[str, object] = {
        "sections": sections_of(request, waiting),
        "waiting": waiting[:MOST_WAITING],
        "more_waiting": max(0, len(waiting) - MOST_WAITING),
        "steps": [] if all(each.is_done for each in steps) else steps,
        "period": period,
        "periods": [(name, label) for name, (label, _length) in PERIODS.items()],
    }
    if Message.objects.filter(community=community).exists():
        context |= _how_things_are(seat, span, period, len(waiting), now)
    context["groups"] = by_kind(community, _deeds(community, last(DAY_MS, now)))
    return render(request, "console/today.html", context)


def first_steps(seat: Seat) -> list[Step]:
    """Return what a community begins with."""
    community = seat.community
    adopted = PlaybookVersion.objects.filter(community=community).exists()
    sources = set(Chat.objects.filter(community=community).values_list("source", flat=True).distinct())
    members = Member.objects.of(community).here()
    return [
        Step(
            _("Read the playbook"),
            _("It says in plain words what Tongpin does here; without one it does nothing."),
            reverse("playbook", args=[community]),
            adopted,
        ),
        Step(
            _("Open a chat"),
            _("The built-in one needs nothing else: a title, and people can talk."),
            f"{reverse('console-chats', args=[community])}#open",
            bool(sources),
        ),
        Step(
            _("Invite the first members"),
            _("A link or a code is enough; nobody needs a password."),
            reverse("links", args=[community]),
            members.exclude(member=seat.member).exists(),
        ),
        Step(
            _("Say hello"),
            _("Say what this is about, and what you would like to hear from the others."),
            reverse("chat-home", args=[community]) if WEBCHAT in sources else "",
            Message.objects.filter(community=community).exists(),
        ),
    ]


def _deeds(community: int, span: Span) -> list[Deed]:
    return [deed for each in all_pages() for deed in each.deeds(community, span)]


def _how_things_are(seat: Seat, span: Span, period: str, waiting: int, now: int) -> dict[str, object]:
    began = Community.objects.values_list("created", flat=True).get(id=seat.community)
    days = whole_days(seat.community, seat.zone, began, now)
    figures = chosen(seat.community, span)
    situation = _situation(seat, span, period, figures, waiting, is_young=began > span.before.since)
    shown = with_trends(figures, days)
    return {"headline": headline(situation), "figures": shown, "days": days[::-1]}


def _situation(
    seat: Seat, span: Span, period: str, figures: Sequence[Figure], waiting: int, *, is_young: bool
) -> Situation:
    counted = {each.name: each for each in figures}
    chat, change = _chat_that_changed(seat.community, span)
    amiss = acts_amiss(seat.community).filter(updated__gte=span.since)
    adopted = PlaybookVersion.objects.filter(community=seat.community, at__gte=span.since, version__gt=1)
    return Situation(
        period=period,
        is_young=is_young,
        spoke=counted["active"].value,
        spoke_before=counted["active"].before,
        messages=counted["messages"].value,
        messages_before=counted["messages"].before,
        newcomers=counted["newcomers"].value,
        chat=people().chat_names(seat.community, [chat]).get(chat, "") if chat else "",
        chat_change=change,
        unsent=amiss.count(),
        version=adopted.order_by("-version").values_list("version", flat=True).first() or 0,
        waiting=waiting,
    )


def _chat_that_changed(community: int, span: Span) -> tuple[int, int]:
    """Return the chat in which the number of messages changed most, and by how many; 0 where there is no chat."""
    changes = {chat: now - before for chat, (now, before) in count_by_chat(community, None, span, span.before).items()}
    chat = max(changes, key=lambda each: abs(changes[each]), default=0)
    return chat, changes.get(chat, 0)


routes: Routes = [path("", today, name="today")]
