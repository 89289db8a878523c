"""A conversation as stewards read it: every message with what was decided on it, page by page, and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import uuid4

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.views.wording import Standing, standing_of
from tongpin.console.chats import SOURCES, entitle, health_by_chat
from tongpin.console.forms import TitleForm
from tongpin.journal.models import Chat, Entry, Message, Text
from tongpin.kernel.vocabulary import decode_facts
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import BreachFound
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import see_other
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Routes
from tongpin.webkit.paging import PAGE, asked_number, asked_words
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import WEBCHAT

STRETCH = 40_000
"""Messages of the community that one search looks through; a link goes on from there."""
MOST_WORD = 60
MOST_QUOTED = 80
REFUSED = 422


class Line(NamedTuple):
    """A message: who, what (`text` None: deleted), which one it answers, and what was decided on it.

    `rule` names the rule that it broke; `case` and `standing` say what followed, and `is_recalled` that others do not
    see it any more.
    """

    message: Message
    name: Name | None
    text: str | None
    picture: str
    quoted: str
    rule: str
    case: int
    standing: Standing | None
    is_recalled: bool


class Conversation(NamedTuple):
    """A page of a chat, the latest below; `older` is the number before which the next one begins (0: none)."""

    lines: Sequence[Line]
    older: int


@access(Access.STEWARD)
@require_safe
def console_chat(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Show what was said last in a chat, before a message, or with a word in it."""
    return _shown(request, _chat(community, chat))


@access(Access.OWNER)
@require_POST
def console_chat_title(request: PageRequest, community: int, chat: int) -> HttpResponse:
    """Call a chat of the built-in platform otherwise."""
    row, form = _chat(community, chat), TitleForm(request.POST)
    if row.source != WEBCHAT:
        raise Http404
    if not form.is_valid():
        return _shown(request, row, form, status=REFUSED)
    entitle(request, row.external, form.cleaned_data["title"], _("The chat has a new title."))
    return see_other("console-chat", community=community, chat=chat)


def latest(community: int, chat: int, before: int = 0) -> Conversation:
    """Return the newest messages of a chat, or those before a message."""
    rows = Message.objects.filter(community=community, chat=chat)
    rows = rows.filter(number__lt=before) if before else rows
    found = list(rows.order_by("-number")[: PAGE + 1])
    shown = found[:PAGE][::-1]
    return Conversation(lines_of(community, shown), shown[0].number if len(found) > PAGE else 0)


def search(community: int, chat: int, word: str, before: int = 0) -> Conversation:
    """Return messages that hold a word, recalled ones too, from a bounded stretch of the chat."""
    rows = Message.objects.filter(community=community, chat=chat)
    newest = rows.order_by("-number").values_list("number", flat=True).first() or 0
    top = before or newest + 1
    bottom = max(0, top - STRETCH)
    holding = Text.objects.filter(community=community, number=OuterRef("text"), body__icontains=word)
    within: QuerySet[Message] = rows.filter(Exists(holding), number__gte=bottom, number__lt=top)
    found = list(within.order_by("-number")[:PAGE])[::-1]
    further = found[0].number if len(found) == PAGE else bottom
    return Conversation(lines_of(community, found), further if further > 1 else 0)


def lines_of(community: int, rows: Sequence[Message]) -> list[Line]:
    """Return messages with all that is known of them, by a constant number of queries."""
    events = _events(community, rows)
    replied = {each.reply_to for each, _breach in events.values() if each.reply_to}
    quoted = dict(Message.objects.filter(community=community, number__in=replied).values_list("number", "text"))
    wanted = {each.text for each in rows} | {each.picture for each, _breach in events.values()} | set(quoted.values())
    texts = Text.objects.filter(community=community, number__in=wanted - {0})
    bodies = dict(texts.values_list("number", "body"))
    names = people().names(community, {each.member for each in rows})
    cases = {each.message: each for each in Case.objects.filter(community=community, message__in=_numbers(rows))}
    changes = Change.objects.of(community, [each.case for each in cases.values()])
    now, lines = now_ms(), []
    for row in rows:
        event, breach = events.get(row.n, (None, None))
        case = cases.get(row.number)
        standing = standing_of(case, changes[case.case], now) if case else None
        lines.append(
            Line(
                message=row,
                name=names.get(row.member),
                text=bodies.get(row.text) if row.text else "",
                picture=bodies.get(event.picture, "") if event else "",
                quoted=bodies.get(quoted.get(event.reply_to, 0), "")[:MOST_QUOTED] if event else "",
                rule=breach.rule if breach else "",
                case=case.case if case else 0,
                standing=standing,
                is_recalled=bool(case and standing and "recall" in case.acts and standing.name != "undone"),
            )
        )
    return lines


def _numbers(rows: Sequence[Message]) -> list[int]:
    return [each.number for each in rows]


def _events(community: int, rows: Sequence[Message]) -> dict[int, tuple[MessagePosted, BreachFound | None]]:
    """Return, by entry, the message as it was posted and the breach that was found in it."""
    found = {}
    entries = Entry.objects.filter(community=community, n__in=[each.n for each in rows])
    for n, data in entries.values_list("n", "facts"):
        facts = decode_facts(bytes(data))
        if isinstance(facts[0], MessagePosted):
            found[n] = facts[0], next((each for each in facts if isinstance(each, BreachFound)), None)
    return found


def _chat(community: int, chat: int) -> Chat:
    row = Chat.objects.filter(community=community, number=chat).first()
    if row is None:
        raise Http404
    return row


def _shown(request: PageRequest, row: Chat, form: TitleForm | None = None, status: int = 200) -> HttpResponse:
    community, chat = row.community, row.number
    word, before = asked_words(request, "q", MOST_WORD), asked_number(request, "before")
    title = people().chat_names(community, [chat]).get(chat, str(row))
    is_built_in = row.source == WEBCHAT
    context = {
        "chat": row,
        "title": title,
        "source": SOURCES.get(row.source, row.source),
        "health": health_by_chat(community, [chat], now_ms())[chat],
        "page": search(community, chat, word, before) if word else latest(community, chat, before),
        "q": word,
        "before": before,
        "clear": reverse("console-chat", args=[community, chat]) if word else "",
        "is_built_in": is_built_in,
        "form": (form or TitleForm(initial={"title": title})) if request.seat.is_owner and is_built_in else None,
        "key": uuid4().hex,
    }
    return render(request, "console/chat.html", context, status=status)


routes: Routes = [
    path("chats/<int:chat>/", console_chat, name="console-chat"),
    path("chats/<int:chat>/title/", console_chat_title, name="console-chat-title"),
]
