"""All chats of every source: how much is said in each, and whether Tongpin can do there what it has to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Min, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from tongpin.capabilities.members.views.talk import count_by_chat, speakers_by_chat
from tongpin.console.figures import last
from tongpin.console.forms import ChatForm
from tongpin.console.outbox import acts_amiss, acts_open
from tongpin.journal.models import Chat, Message
from tongpin.kernel.moment import DAY_MS
from tongpin.kernel.words.arrivals import Arrival
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import heard, see_other
from tongpin.webkit.asking import hand_in, key_of, now_ms
from tongpin.webkit.pages import Routes, Said
from tongpin.webkit.paging import asked_number, page_of
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT, Seat

LATE_MS = 5 * 60_000
"""How long an act may wait to be done before that is said."""
SOURCES: Mapping[str, Said] = {WEBCHAT: gettext_lazy("built-in chat")}
REFUSED = 422


class Health(NamedTuple):
    """Whether what has to be done in a chat is done: in words, and their tone."""

    label: str
    tone: str


class Row(NamedTuple):
    """A chat of the list: messages of a day and of a week, people of a day, and when something was said last (ms)."""

    chat: int
    title: str
    source: Said
    day: int
    week: int
    speakers: int
    last: int
    health: Health
    is_built_in: bool


@access(Access.STEWARD)
@require_safe
def console_chats(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Show all chats."""
    return _listed(request, ChatForm())


@access(Access.OWNER)
@require_POST
def console_chat_open(request: PageRequest, community: int) -> HttpResponse:
    """Open one more chat of the built-in platform."""
    form = ChatForm(request.POST)
    if form.is_valid() and not _is_free(community, form.cleaned_data["id"]):
        form.add_error("id", _("There is a chat of this short name already."))
    if not form.is_valid():
        return _listed(request, form, status=REFUSED)
    external = form.cleaned_data["id"] or uuid4().hex[:8]
    entitle(request, external, form.cleaned_data["title"], _("The chat is open."))
    return see_other("console-chats", community=community)


def entitle(request: PageRequest, external: str, title: str, done: str) -> None:
    """Open a chat of the built-in platform, or call it otherwise from now on."""
    seat = request.seat
    arrival = Arrival(WEBCHAT, key_of(request, seat), now_ms(), "chat", chat=external, sender=seat.external, text=title)
    reply = hand_in(seat, arrival)
    if reply.is_done:
        messages.success(request, done)
    for each in () if reply.is_done else heard(reply):
        messages.error(request, each)


def health_by_chat(community: int, chats: Sequence[int], now: int) -> dict[int, Health]:
    """Say of chats whether what had to be done there is done."""
    amiss: dict[int, dict[str, int]] = {chat: {} for chat in chats}
    for chat, state, count in (
        acts_amiss(community).filter(chat__in=chats).values_list("chat", "state").annotate(Count("n"))
    ):
        amiss[chat][state] = count
    late = acts_open(community).filter(chat__in=chats, updated__lt=now - LATE_MS)
    since = dict(late.values_list("chat").annotate(Min("updated")))
    return {chat: _health(amiss[chat], since.get(chat, 0)) for chat in chats}


def _health(amiss: Mapping[str, int], late_since: int) -> Health:
    undone = amiss.get("unknown", 0) + amiss.get("failed", 0)
    if undone:
        said = ngettext("%(count)d act was not done", "%(count)d acts were not done", undone)
        return Health(said % {"count": undone}, "bad")
    if late_since:
        return Health(_("acts wait to be done"), "warn")
    if amiss.get("human"):
        said = ngettext("%(count)d to do by hand", "%(count)d to do by hand", amiss["human"])
        return Health(said % {"count": amiss["human"]}, "warn")
    return Health(_("all done"), "good")


def _listed(request: PageRequest, form: ChatForm, status: int = 200) -> HttpResponse:
    found = Chat.objects.filter(community=request.seat.community, number__gt=asked_number(request, "after"))
    page = page_of(found.order_by("number"), lambda each: each.number)
    context = {
        "rows": _rows(request.seat, page.rows, now_ms()),
        "next": page.next,
        "form": form if request.seat.is_owner else None,
        "key": uuid4().hex,
    }
    return render(request, "console/chats.html", context, status=status)


def _rows(seat: Seat, chats: Sequence[Chat], now: int) -> list[Row]:
    community, numbers = seat.community, [each.number for each in chats]
    day = last(DAY_MS, now)
    counts = count_by_chat(community, numbers, day, last(7 * DAY_MS, now))
    speakers, lasts = speakers_by_chat(community, day), last_said(community, numbers)
    titles, health = people().chat_names(community, numbers), health_by_chat(community, numbers, now)
    return [
        Row(
            each.number,
            titles.get(each.number, str(each)),
            SOURCES.get(each.source, each.source),
            counts[each.number][0],
            counts[each.number][1],
            speakers.get(each.number, 0),
            lasts.get(each.number) or 0,
            health[each.number],
            each.source == WEBCHAT,
        )
        for each in chats
    ]


def last_said(community: int, chats: Sequence[int] | None = None) -> dict[int, int | None]:
    """Return when something was said last (ms) in some chats, or in all of them; None where nothing was."""
    newest = Message.objects.filter(community=community, chat=OuterRef("number")).order_by("-number")
    rows = Chat.objects.filter(community=community)
    rows = rows if chats is None else rows.filter(number__in=chats)
    return dict(rows.annotate(said=Subquery(newest.values("sent")[:1])).values_list("number", "said"))


def _is_free(community: int, external: str) -> bool:
    return not (external and Chat.objects.filter(community=community, source=WEBCHAT, external=external).exists())


routes: Routes = [
    path("chats/", console_chats, name="console-chats"),
    path("chats/open/", console_chat_open, name="console-chat-open"),
]
