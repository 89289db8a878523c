"""The invitations of a community: who let in how many, until when, and an end to each."""

from __future__ import annotations

from typing import NamedTuple, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongpin.journal.models import Identity
from tongpin.kernel.standing import OWNER, STEWARD
from tongpin.signin.forms import InvitationForm
from tongpin.signin.models import Account, Pass, PassQuerySet
from tongpin.signin.passes import MOST_OPEN, invitation
from tongpin.signin.receiving import REFUSED
from tongpin.signin.showing import Shown, shown
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import see_other
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import WEBCHAT


class Open(NamedTuple):
    """An invitation that still lets people in, and who made it (None: nobody whom the community knows)."""

    given: Pass
    by: Name | None

    @property
    def is_void(self) -> bool:
        """Say whether it lets nobody in, since whoever made it may not invite any more."""
        return self.by is None or not self.by.duties & (STEWARD | OWNER)


@access(Access.STEWARD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: PageRequest, community: int) -> HttpResponse:
    """List the open invitations, and make one: its link and code are shown in the answer and never again."""
    form = InvitationForm(request.POST) if request.method == "POST" else InvitationForm()
    if not form.is_bound:
        return _listed(request, community, form)
    if form.is_valid() and _open(community).count() >= MOST_OPEN:
        form.add_error(None, _("%(most)s invitations are open. Revoke one first.") % {"most": MOST_OPEN})
    if not form.is_valid():
        return _listed(request, community, form, status=REFUSED)
    made_by = cast("Account", request.user)
    issued = invitation(community, made_by, now_ms(), uses=form.cleaned_data["uses"], days=form.cleaned_data["days"])
    return _listed(request, community, InvitationForm(), shown(request, issued))


@access(Access.STEWARD)
@require_POST
def revoke(request: PageRequest, community: int, number: int) -> HttpResponse:
    """End an invitation of this community; who has come in by it stays."""
    at = now_ms()
    if not Pass.objects.filter(id=number, kind=Pass.Kind.INVITATION, community=community).update(until=at):
        raise Http404
    messages.info(request, _("The invitation is revoked. Who has come in by it stays."))
    return see_other("links", community=community)


def _open(community: int) -> PassQuerySet:
    return Pass.objects.open(now_ms()).filter(kind=Pass.Kind.INVITATION, community=community)


def _listed(
    request: PageRequest, community: int, form: InvitationForm, fresh: Shown | None = None, status: int = 200
) -> HttpResponse:
    rows = list(_open(community).select_related("made_by").order_by("-id"))
    externals = {each.made_by.external for each in rows if each.made_by}
    known = Identity.objects.filter(community=community, source=WEBCHAT, external__in=externals)
    members = dict(known.values_list("external", "member"))
    names = people().names(community, members.values())
    listed = [Open(each, names.get(members.get(each.made_by.external, 0)) if each.made_by else None) for each in rows]
    return render(request, "signin/links.html", {"form": form, "shown": fresh, "open": listed}, status=status)
