"""One case: all of it for the member concerned and for stewards, the public part for other members; and the appeal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongpin.capabilities.sanctions.decide.deciding import APPEAL
from tongpin.capabilities.sanctions.forms import AppealForm, DecisionForm
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.views.dossier import Dossier, dossiers, lines_of_rule
from tongpin.capabilities.sanctions.views.wording import CHANGES, ICONS, acts_of
from tongpin.journal.models import Chat, Outbox
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import tell
from tongpin.webkit.asking import Reply, give_command, now_ms
from tongpin.webkit.pages import Said
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import WEBCHAT, Seat

NOBODY = Name(0, "")
_CARDS = {"waiting": "confirm", "appealed": "appeal"}
"""Which card of the review asks about a case that stands so."""
ACTS_OUTSIDE = ("Recall", "Mute", "Remove")
"""Actions of a case whose fate is shown."""


class Happened(NamedTuple):
    """What became of a case: in words, with the reason that was written, and by whom (None: by itself)."""

    change: Change
    icon: str
    said: Said
    reason: str
    by: Name | None


@access(Access.KNOWN)
def show(request: PageRequest, community: int, case: int) -> HttpResponse:
    """Show a case to whoever may see it, and as much of it as he may."""
    return _shown(request, _found(community, case), AppealForm(), uuid4().hex)


@require_POST
@access(Access.KNOWN)
def appeal(request: PageRequest, community: int, case: int) -> HttpResponse:
    """Lodge an appeal by the button; what Tongpin said is told on the page that follows."""
    row = _found(community, case)
    if row.member != request.seat.member:
        raise Http404
    form, key = AppealForm(request.POST), request.POST.get("key", "")
    if not form.is_valid():
        return _shown(request, row, form, key, status=422)
    reply = ask(request, request.seat, row, f"{APPEAL[0]} {case} {form.cleaned_data['reason']}")
    tell(request, reply)
    if not reply.is_done:
        return _shown(request, row, form, key, status=503)
    return redirect("case", community=community, case=case)


def ask(request: HttpRequest, seat: Seat, case: Case, command: str) -> Reply:
    """Give a command about a case in the chat where it began, as far as that can be spoken in from a page."""
    chats = Chat.objects.filter(community=case.community, source=WEBCHAT).order_by("number")
    externals = dict(chats.values_list("number", "external"))
    chat = externals.get(case.chat) or next(iter(externals.values()), "")
    return give_command(request, seat, chat, command)


def may_appeal(seat: Seat, dossier: Dossier, now: int) -> bool:
    """Say whether the kernel would take an appeal of whoever asks."""
    return dossier.case.member == seat.member and not dossier.change("appealed", "undone") and _is_open(dossier, now)


def may_undo(seat: Seat, dossier: Dossier, now: int) -> bool:
    """Say whether the kernel would let whoever asks undo a case without an appeal."""
    return (
        seat.is_steward
        and dossier.case.member != seat.member
        and not dossier.change("appealed", "undone")
        and _is_open(dossier, now)
    )


def _is_open(dossier: Dossier, now: int) -> bool:
    return now <= dossier.case.appeal_by


def _found(community: int, case: int) -> Case:
    row = Case.objects.filter(community=community, case=case).first()
    if row is None:
        raise Http404
    return row


def _shown(request: PageRequest, row: Case, form: AppealForm, key: str, status: int = 200) -> HttpResponse:
    seat, now = request.seat, now_ms()
    whole = seat.is_steward or row.member == seat.member
    if not whole and not (seat.is_member and row.at >= public_since(row.community, now)):
        raise Http404
    (dossier,) = dossiers(row.community, [row], now)
    names = people().names(row.community, {row.member, *(each.by for each in dossier.changes)})
    context = {
        "dossier": dossier,
        "case": row,
        "whole": whole,
        "own": row.member == seat.member,
        "acts": acts_of(row),
        "name": names.get(row.member, NOBODY),
        "happened": [_happened(dossier, each, names) for each in dossier.changes],
    }
    if whole:
        context |= _whole(seat, dossier, now) | {"form": form, "undoing": DecisionForm(), "key": key}
    return render(request, "sanctions/case.html", context, status=status)


def _happened(dossier: Dossier, change: Change, names: Mapping[int, Name]) -> Happened:
    by = names.get(change.by) if change.by else None
    return Happened(change, ICONS[change.change], CHANGES[change.change], dossier.reason(change), by)


def _whole(seat: Seat, dossier: Dossier, now: int) -> dict[str, object]:
    case = dossier.case
    acts = Outbox.objects.filter(community=case.community, n=dossier.n, kind__in=ACTS_OUTSIDE).order_by("index")
    return {
        "lines": lines_of_rule(case.community, case.version, case.line),
        "outside": list(acts.values_list("kind", "state", "error")),
        "may_appeal": may_appeal(seat, dossier, now),
        "may_undo": may_undo(seat, dossier, now),
        "waiting": _CARDS.get(dossier.standing.name) if seat.is_steward else None,
    }


def public_since(community: int, now: int) -> int:
    """Return the instant from which on members see the cases of others, by number and without texts."""
    shown: int = people().section(community, "sanctions").log_shown
    return now - shown
