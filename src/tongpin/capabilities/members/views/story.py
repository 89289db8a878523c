"""A member's story: who it is, what happened to him, what he said last; and giving and taking his duties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.capabilities.members.forms import DutyForm
from tongpin.capabilities.members.models import Member
from tongpin.capabilities.members.views.deeds import by_turns
from tongpin.capabilities.members.views.wording import DUTY_NAMES, duties_in_words
from tongpin.journal.models import Entry, Message, Text
from tongpin.kernel.standing import DUTIES, OWNER
from tongpin.kernel.vocabulary import decode_facts
from tongpin.kernel.words.people import DutyAsked, DutyGiven, DutyTaken
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import see_other, tell
from tongpin.webkit.asking import hand_in_event, now_ms
from tongpin.webkit.pages import Said, all_pages
from tongpin.webkit.people import Name, people

MOST_DEEDS = 100
LAST_SAID = 20
"""Messages of a member that his page shows."""


class Line(NamedTuple):
    """Something that the member said; `text` None: deleted."""

    message: Message
    chat: str
    text: str | None

    @property
    def before(self) -> int:
        """Return where the page of the chat begins that ends with this message."""
        return self.message.number + 1


class Duty(NamedTuple):
    """A duty that an owner may give or take."""

    name: str
    label: Said
    is_held: bool


@access(Access.STEWARD)
@require_safe
def member(request: PageRequest, community: int, number: int) -> HttpResponse:
    """Show a member, or whoever was one."""
    row = _member(community, number)
    name = people().names(community, [row.member]).get(row.member, Name(number, ""))
    deeds = [deed for each in all_pages() for deed in each.story(community, row.member)]
    now = now_ms()
    context = {
        "member": row,
        "name": name,
        "duties": duties_in_words(row.duties),
        "muted_until": row.muted_until if row.muted_until > now else 0,
        "groups": by_turns(community, deeds, MOST_DEEDS),
        "said": _said(community, row.member),
        "offered": _offered(row) if request.seat.is_owner else [],
        "key": uuid4().hex,
    }
    return render(request, "members/member.html", context)


@access(Access.OWNER)
@require_POST
def member_duty(request: PageRequest, community: int, number: int) -> HttpResponse:
    """Give or take a duty."""
    row, form = _member(community, number), DutyForm(request.POST)
    if not form.is_valid():
        raise Http404
    duty, given = form.cleaned_data["duty"], form.cleaned_data["given"]
    objection = _objection(row, duty, given=given)
    if objection:
        messages.warning(request, objection)
        return see_other("member", community=community, number=number)
    reply = hand_in_event(request, request.seat, DutyAsked(row.member, duty, given, request.seat.member))
    tell(request, reply)
    if reply.is_done:
        _tell_change(request, reply.answer.n, number)
    return see_other("member", community=community, number=number)


def _member(community: int, number: int) -> Member:
    row = Member.objects.of(community).filter(number=number).first()
    if row is None:
        raise Http404
    return row


def _said(community: int, member: int) -> list[Line]:
    rows = list(Message.objects.filter(community=community, member=member).order_by("-number")[:LAST_SAID])
    texts = Text.objects.filter(community=community, number__in=[each.text for each in rows])
    bodies = dict(texts.values_list("number", "body"))
    chats = people().chat_names(community, {each.chat for each in rows})
    return [Line(each, chats.get(each.chat, ""), bodies.get(each.text) if each.text else "") for each in rows]


def _offered(row: Member) -> Sequence[Duty]:
    """Return the duties to give to who is a member, and to take from whoever holds them."""
    duties = [Duty(name, DUTY_NAMES[name], bool(row.duties & 1 << bit)) for bit, name in enumerate(DUTIES)]
    return [each for each in duties if row.joined or each.is_held]


def _objection(row: Member, duty: str, *, given: bool) -> str:
    """Say what the engine would leave as it is without a word."""
    held = bool(row.duties & 1 << DUTIES.index(duty))
    if given and not row.joined:
        return _("Only a member can be given a duty.")
    if given == held:
        return _("That is so already: nothing was changed.")
    if not given and duty == DUTIES[0] and _is_last_owner(row):
        return _(
            "This is the last owner: somebody has to answer for the community. Give the duty to another one first."
        )
    return ""


def _is_last_owner(row: Member) -> bool:
    others = Member.objects.filter(community=row.community, duties__gt=0).exclude(member=row.member)
    return not any(each & OWNER for each in others.values_list("duties", flat=True))


def _tell_change(request: PageRequest, n: int, number: int) -> None:
    facts = Entry.objects.filter(community=request.seat.community, n=n).values_list("facts", flat=True).first()
    for fact in decode_facts(bytes(facts)) if facts is not None else []:
        if isinstance(fact, DutyGiven):
            said = _("No. %(number)s holds the duty now: %(duty)s.")
        elif isinstance(fact, DutyTaken):
            said = _("No. %(number)s holds the duty no longer: %(duty)s.")
        else:
            continue
        messages.success(request, said % {"number": number, "duty": DUTY_NAMES[fact.duty]})
        return
    messages.warning(request, _("Nothing was changed: it was decided otherwise in the meantime."))
