"""The pages of the built-in chat: a room, its older messages, search, and what members do in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongpin.connectors.webchat import pictures, posts, searching
from tongpin.connectors.webchat.feed import newest_entry
from tongpin.connectors.webchat.forms import MessageForm, ReactionForm
from tongpin.connectors.webchat.hub import hub
from tongpin.connectors.webchat.pictures import PictureRefused
from tongpin.connectors.webchat.rooms import external_of, rooms
from tongpin.connectors.webchat.stream import stream
from tongpin.journal.models import Message
from tongpin.kernel.words.arrivals import Arrival
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.asking import Reply, hand_in, key_of, now_ms
from tongpin.webkit.pages import words_to_say
from tongpin.webkit.paging import asked_number, asked_words, whole_number
from tongpin.webkit.seat import WEBCHAT

if TYPE_CHECKING:
    from tongpin.webkit.seat import Seat

REACTIONS = ("👍", "❤️", "😂", "🎉", "🙏", "👀")
TRY_AGAIN = 503
PICTURE_HOLDS_S = 600
"""So long a browser shows a picture without asking whether it still stands."""


@access(Access.MEMBER)
@require_GET
def chat_home(_request: PageRequest, community: int) -> HttpResponse:
    """Lead to the first room."""
    found = rooms(community)
    if not found:
        raise Http404
    return redirect("chat", community=community, chat=found[0].chat)


@access(Access.MEMBER)
@require_GET
def room(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Show a room: its newest messages, and the composer."""
    external_of(community, chat)
    # Read before the posts: what comes in between is then shown twice to the script, which knows it, and never missed.
    position = newest_entry(community)
    page = posts.latest(community, chat, request.seat.member)
    listed = rooms(community)
    return render(
        request,
        "webchat/room.html",
        {
            "page": page,
            "rooms": listed,
            "room": next(each for each in listed if each.chat == chat),
            "position": position,
            "muted": request.seat.muted_until > now_ms(),
            "reactions": REACTIONS,
            # What is said as it stands; where a number or a reason is needed, a page has a form for it.
            "commands": [(word, does) for word, does in words_to_say() if " " not in word],
            "most": MessageForm.MOST,
        },
    )


@access(Access.MEMBER)
@require_GET
def older(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Return the posts before a message: a fragment for the script, a whole page without it."""
    external_of(community, chat)
    before = asked_number(request, "before")
    if not before:
        raise Http404
    page = posts.latest(community, chat, request.seat.member, before)
    template = "webchat/posts.html" if request.headers.get("X-Fragment") else "webchat/older.html"
    return render(request, template, {"page": page, "chat": chat})


@access(Access.MEMBER)
@require_GET
def search(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Show the messages of a room that hold a word."""
    external_of(community, chat)
    word = asked_words(request, "q", searching.MOST_WORD)
    found = searching.search(community, chat, word, asked_number(request, "before")) if word else None
    return render(request, "webchat/search.html", {"found": found, "word": word, "chat": chat})


@access(Access.MEMBER)
@require_POST
def post(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Take a message: it is on disk when this answers."""
    seat, external = request.seat, external_of(community, chat)
    if seat.muted_until > now_ms():
        return _refused(request, _("You cannot write here at present: you are muted. Appeals are open."), 403)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, " ".join(str(each) for errors in form.errors.values() for each in errors), 400)
    try:
        picture = _kept(form, community)
    except PictureRefused as refused:
        return _refused(request, str(refused), 400)
    arrival = Arrival(
        WEBCHAT,
        key_of(request, seat),
        now_ms(),
        "message",
        chat=external,
        sender=seat.external,
        text=form.cleaned_data["text"],
        reply_to=_external(community, chat, form.cleaned_data["reply_to"]),
        picture=picture,
    )
    return _answered(request, chat, hand_in(seat, arrival))


@access(Access.MEMBER)
@require_POST
def react(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Put a reaction on a message of this room, or take it off."""
    seat, external = request.seat, external_of(community, chat)
    form = ReactionForm(request.POST)
    reply_to = _external(community, chat, form.cleaned_data["message"]) if form.is_valid() else ""
    if not reply_to or form.cleaned_data["reaction"] not in REACTIONS:
        return _refused(request, _("This message or reaction is not known here. Load the page again."), 400)
    mark = "-" if form.cleaned_data["removed"] else ""
    arrival = Arrival(
        WEBCHAT,
        key_of(request, seat),
        now_ms(),
        "reaction",
        chat=external,
        sender=seat.external,
        text=mark + form.cleaned_data["reaction"],
        reply_to=reply_to,
    )
    return _answered(request, chat, hand_in(seat, arrival))


@access(Access.MEMBER)
@require_GET
def picture(request: PageRequest, community: int, message: int) -> HttpResponseBase:
    """Return the picture of a message, as long as it stands; stewards see what was recalled, too."""
    rows = list(Message.objects.filter(community=community, number=message))
    shown = [post for post in posts.said(community, rows, whole=request.seat.is_steward) if post.picture]
    path = pictures_of(community) / (shown[0].picture if shown else "")
    if not shown or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={PICTURE_HOLDS_S}"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@access(Access.MEMBER)
@require_GET
async def live(request: HttpRequest, community: int, chat: int) -> StreamingHttpResponse:
    """Stream what happens in a room after the entry that the reader has seen last."""
    seat: Seat = request.seat  # type: ignore[attr-defined] # the gate has put it there
    await sync_to_async(_checked_and_closed)(community, chat)
    last = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    feed = await hub().feed(community)
    position = min(whole_number(last, feed.position), feed.position)
    language = get_language() or settings.LANGUAGE_CODE
    response = StreamingHttpResponse(
        stream(hub(), feed, seat, chat, position, language), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    response["Content-Encoding"] = "identity"  # compressing would hold events back
    return response


def _checked_and_closed(community: int, chat: int) -> None:
    """See that the room is there, and give the connection back: a stream lives for hours and asks the feed alone."""
    external_of(community, chat)
    connection.close()


def pictures_of(community: int) -> Path:
    """Return the folder of a community's pictures."""
    return Path(settings.MEDIA_ROOT) / str(community)


def _kept(form: MessageForm, community: int) -> str:
    file = form.cleaned_data["picture"]
    return pictures.keep(file, file.size, pictures_of(community)) if file else ""


def _external(community: int, chat: int, message: int | None) -> str:
    if not message:
        return ""
    rows = Message.objects.filter(community=community, number=message, chat=chat)
    return rows.values_list("external", flat=True).first() or ""


def _answered(request: PageRequest, chat: int, reply: Reply) -> HttpResponse:
    if not reply.is_done:
        return _refused(request, _("It could not be written just now. Nothing is lost: try again."), TRY_AGAIN)
    if request.headers.get("X-Fragment"):
        return HttpResponse(status=204)
    return redirect(reverse("chat", args=[request.seat.community, chat]) + "#newest")


def _refused(request: PageRequest, reason: str, status: int) -> HttpResponse:
    """Say why something was not taken: to the script as plain words, to a browser without it as a page."""
    if request.headers.get("X-Fragment"):
        return HttpResponse(reason, content_type="text/plain; charset=utf-8", status=status)
    return render(request, "webchat/refused.html", {"reason": reason}, status=status)
