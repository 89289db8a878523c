"""What Tongpin could not do by itself, in words that a human can follow, and a button to say that it is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongpin.console.forms import ErrandForm
from tongpin.console.outbox import acts_amiss
from tongpin.journal.models import Message, Outbox, Text
from tongpin.journal.outbox import AMISS
from tongpin.kernel.vocabulary import decode_actions
from tongpin.kernel.words.acts import Mute, Recall, Remove, Say, Unmute
from tongpin.kernel.words.base import Action
from tongpin.kernel.words.course import ActReported
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import see_other, tell
from tongpin.webkit.asking import hand_in_event
from tongpin.webkit.pages import Routes, Said
from tongpin.webkit.people import Name, people
from tongpin.webkit.sentences import rendered

MOST_SHOWN = 50
"""Errands that are listed; the oldest stand in front, so that none is forgotten."""

STATES: Mapping[str, tuple[Said, str]] = {
    "human": (gettext_lazy("by hand"), "warn"),
    "unknown": (gettext_lazy("cut off half-way"), "bad"),
    "failed": (gettext_lazy("could not be done"), "bad"),
}
_WHAT: Mapping[type[Action], Said] = {
    Say: gettext_lazy("Say this"),
    Recall: gettext_lazy("Take this message back"),
    Mute: gettext_lazy("Mute the member"),
    Unmute: gettext_lazy("Let the member speak again"),
    Remove: gettext_lazy("Put the member out of the chat"),
}


class Errand(NamedTuple):
    """Something to do in a chat: what, for or against whom, which text, until when a mute lasts (ms), why by
    hand, and in which case (0: none).

    `error` is what the platform or the connector said, in its own words.
    """

    row: Outbox
    what: Said
    chat: str
    who: Name | None
    text: str
    until: int
    state: Said
    tone: str
    case: int

    @property
    def error(self) -> str:
        """Return what went wrong."""
        return self.row.error


@access(Access.STEWARD)
@require_POST
def errand_settled(request: PageRequest, community: int, n: int, index: int) -> HttpResponse:
    """Take down that a human has seen to an errand."""
    form = ErrandForm(request.POST)
    waiting = Outbox.objects.filter(community=community, n=n, index=index)
    if not form.is_valid() or not waiting.exists():
        raise Http404
    if not waiting.filter(state__in=AMISS).exists():
        messages.info(request, _("Somebody has seen to that already."))
        return see_other("settings", community=community)
    note = f"no. {request.seat.number}: {form.cleaned_data['outcome']}"
    reply = hand_in_event(request, request.seat, ActReported(n, index, "by_human", note))
    tell(request, reply)
    if reply.is_done:
        messages.success(request, _("Taken down: that is settled."))
    return see_other("settings", community=community)


def errands_of(community: int, language: str) -> list[Errand]:
    """Return the oldest errands of a community; what is to be said is in the language of its chats."""
    rows = list(acts_amiss(community).order_by("n", "index")[:MOST_SHOWN])
    actions = [action for row in rows for action in decode_actions(bytes(row.body))]
    recalled = _recalled(community, actions)
    concerned = {_member(each, recalled) for each in actions}
    names = people().names(community, concerned)
    chats = people().chat_names(community, {row.chat for row in rows}) if rows else {}
    errands = []
    for row, action in zip(rows, actions, strict=True):
        state, tone = STATES[row.state]
        errands.append(
            Errand(
                row=row,
                what=_WHAT[type(action)],
                chat=chats.get(row.chat, ""),
                who=names.get(_member(action, recalled)),
                text=_text(action, recalled, language),
                until=action.until if isinstance(action, Mute) else 0,
                state=state,
                tone=tone,
                case=getattr(action, "case", 0),
            )
        )
    return errands


def _recalled(community: int, actions: Sequence[Action]) -> dict[int, tuple[int, str]]:
    """Return the author and the words of messages that are to be taken back."""
    asked = [each.message for each in actions if isinstance(each, Recall)]
    rows = list(Message.objects.filter(community=community, number__in=asked)) if asked else []
    texts = Text.objects.filter(community=community, number__in=[each.text for each in rows])
    bodies = dict(texts.values_list("number", "body")) if rows else {}
    return {each.number: (each.member, bodies.get(each.text, "")) for each in rows}


def _member(action: Action, recalled: Mapping[int, tuple[int, str]]) -> int:
    if isinstance(action, Recall):
        return recalled.get(action.message, (0, ""))[0]
    return action.to if isinstance(action, Say) else getattr(action, "member", 0)


def _text(action: Action, recalled: Mapping[int, tuple[int, str]], language: str) -> str:
    if isinstance(action, Recall):
        return recalled.get(action.message, (0, ""))[1]
    return rendered(action, language) if isinstance(action, Say) else ""


routes: Routes = [path("settings/errands/<int:n>/<int:index>/", errand_settled, name="errand-settled")]
