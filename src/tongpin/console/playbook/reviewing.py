"""Before a text is adopted: what it changes, in words and in lines, and why."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.console.playbook.differences import between
from tongpin.console.playbook.drafts import Draft
from tongpin.console.playbook.merging import merged
from tongpin.console.playbook.reading import Version
from tongpin.webkit.access import PageRequest
from tongpin.webkit.answering import see_other
from tongpin.webkit.people import Name, people

REFUSED = 422
MOST_REASON = 500


class ReasonForm(forms.Form):
    """Why a version is adopted."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=MOST_REASON,
        help_text=gettext_lazy("It stands beside the version for good, for everybody who asks why."),
        widget=forms.Textarea({"rows": 2}),
    )


def review(
    request: PageRequest,
    draft: Draft,
    place: str = "",
    form: ReasonForm | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show what a draft without problems changes, and ask why; where another was adopted meanwhile, show both."""
    if draft.is_outdated:
        return conflict(request, draft)
    if not draft.is_changed and draft.files == draft.base:
        messages.info(request, _("Nothing has changed, so there is nothing to adopt."))
        return see_other("playbook", community=request.seat.community)
    context = {
        "draft": draft,
        "place": place,
        "difference": between(draft.base, _as_version(draft)),
        "form": form or ReasonForm(initial={"reason": reason}),
        "next": draft.base.number + 1,
    }
    return render(request, "console/playbook/review.html", context, status=status)


def conflict(request: PageRequest, draft: Draft) -> HttpResponse:
    """Show what somebody else changed meanwhile, and what this draft changes: its writer decides."""
    latest = draft.newest
    names = people().names(request.seat.community, {latest.author})
    context = {
        "draft": draft,
        "author": names.get(latest.author, Name(0, "")),
        "theirs": between(draft.base, latest),
        "mine": between(draft.base, _as_version(draft)),
        "merged": both_together(draft) is not None,
    }
    return render(request, "console/playbook/conflict.html", context, status=409)


def both_together(draft: Draft) -> Draft | None:
    """Return a draft on the newest version with the changes of both; None where they do not go together."""
    text = merged(draft.base.text, draft.text, draft.newest.text)
    if text is None or draft.files != draft.base:
        return None
    both = draft._replace(text=text, base=draft.newest, files=draft.newest)
    return None if both.read().problems else both


def _as_version(draft: Draft) -> Version:
    return Version(0, 0, "", 0, draft.text, draft.files.files)
