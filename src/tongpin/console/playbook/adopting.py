"""Adopting a text, and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongpin.console.playbook.drafts import Draft, draft_of
from tongpin.console.playbook.file_pages import edit_page
from tongpin.console.playbook.reviewing import REFUSED, ReasonForm, both_together, conflict, review
from tongpin.journal.bundles import bundled
from tongpin.journal.models import Entry
from tongpin.kernel.vocabulary import decode_facts
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import PlaybookAdopted
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import see_other
from tongpin.webkit.asking import Reply, hand_in, key_of, now_ms
from tongpin.webkit.seat import WEBCHAT

UNAVAILABLE = 503


@access(Access.OWNER)
@require_POST
def adopt(request: PageRequest, community: int) -> HttpResponse:
    """Adopt a draft for a reason; whatever hinders it, the text is kept in the page."""
    draft, form = draft_of(request, community), ReasonForm(request.POST)
    place = request.POST.get("place", "").replace("\r", "").replace("\n", "")
    if draft.read().problems:
        return edit_page(request, draft, status=REFUSED)
    if "both" in request.POST:
        return review(request, both_together(draft) or draft)
    if "anyway" in request.POST:
        return review(request, draft._replace(base=draft.newest))
    if draft.is_outdated:
        is_sent_twice = draft.newest.text == draft.text
        return _to_version(request, draft.newest.number) if is_sent_twice else conflict(request, draft)
    if not form.is_valid():
        return review(request, draft, place, form, status=REFUSED)
    reply = hand_in(request.seat, _arrival(request, draft, form.cleaned_data["reason"]))
    if not reply.is_done:
        messages.error(request, _said(reply))
        return review(request, draft, place, form, status=UNAVAILABLE)
    return _adopted(request, draft, reply)


def _arrival(request: PageRequest, draft: Draft, reason: str) -> Arrival:
    seat = request.seat
    text = bundled(draft.text, draft.read().files)
    return Arrival(WEBCHAT, key_of(request, seat), now_ms(), "playbook", sender=seat.external, text=text, reason=reason)


def _adopted(request: PageRequest, draft: Draft, reply: Reply) -> HttpResponse:
    community = request.seat.community
    facts = Entry.objects.filter(community=community, n=reply.answer.n).values_list("facts", flat=True).first()
    version = next((each.version for each in decode_facts(bytes(facts or b"")) if isinstance(each, PlaybookAdopted)), 0)
    messages.success(request, _("Version {version} is in force.").format(version=version))
    if version > draft.base.number + 1:
        said = _("Version {version} was adopted in the same moment by somebody else; yours has taken its place.")
        messages.warning(request, said.format(version=version - 1))
    return _to_version(request, version)


def _to_version(request: PageRequest, version: int) -> HttpResponse:
    return see_other("playbook-version", community=request.seat.community, version=version)


def _said(reply: Reply) -> str:
    if reply.answer.n:
        return _("Tongpin could not decide by this playbook, so the one before stays in force. The text is kept here.")
    return _("That could not be written down just now, so nothing has happened. Please try again in a moment.")
