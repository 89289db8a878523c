"""Lists of cases: a member's own and the public log in the portal, all of them for stewards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongpin.capabilities.sanctions.forms import CaseFilter
from tongpin.capabilities.sanctions.models import Case, CaseQuerySet, Change
from tongpin.capabilities.sanctions.views.case import NOBODY, public_since
from tongpin.capabilities.sanctions.views.wording import STANDINGS, Standing, acts_of, standing_of
from tongpin.kernel.moment import DAY_MS
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Said
from tongpin.webkit.paging import Page, asked_number, page_of
from tongpin.webkit.people import Name, people

OWN_AT_ONCE = 20
"""A member's own cases that are shown above the public log."""
_LAST_DAY = date(9998, 12, 31)


class Row(NamedTuple):
    """One case of a list."""

    case: Case
    acts: Sequence[Said]
    standing: Standing
    name: Name


@access(Access.KNOWN)
def mine(request: PageRequest, community: int) -> HttpResponse:
    """Show a member's own cases, and to members the public log: by number, without names and texts."""
    seat, now = request.seat, now_ms()
    cases = Case.objects.filter(community=community)
    own = list(cases.filter(member=seat.member).order_by("-case")[:OWN_AT_ONCE])
    since = public_since(community, now)
    log = _page(cases.filter(at__gte=since) if seat.is_member else cases.none(), request)
    rows = rows_of(community, [*own, *log.rows], now)
    days = (now - since) // DAY_MS
    context = {"own": rows[: len(own)], "log": rows[len(own) :], "older": further(request, log.next), "days": days}
    return render(request, "sanctions/cases.html", context)


@access(Access.STEWARD)
def all_cases(request: PageRequest, community: int) -> HttpResponse:
    """Show stewards the cases that they look for."""
    now = now_ms()
    form = CaseFilter(request.GET)
    form.fields["standing"].choices = [("", "—"), *((each.name, each.label) for each in STANDINGS.values())]  # type: ignore[attr-defined] # a ChoiceField
    found = filtered(community, form, request.seat.zone, now)
    page = _page(found, request)
    rows = rows_of(community, page.rows, now)
    context = {"form": form, "rows": rows, "older": further(request, page.next), "asked": bool(request.GET)}
    return render(request, "sanctions/all_cases.html", context)


def filtered(community: int, form: CaseFilter, zone: str, now: int) -> CaseQuerySet:
    """Return the cases that a filter asks for."""
    form.is_valid()
    wanted = form.cleaned_data
    found = Case.objects.filter(community=community)
    if wanted.get("rule"):
        found = found.filter(rule=wanted["rule"])
    if wanted.get("number"):
        found = found.filter(member=people().member_of(community, wanted["number"]))
    if wanted.get("since"):
        found = found.filter(at__gte=begins(wanted["since"], zone))
    if wanted.get("until"):
        found = found.filter(at__lt=begins(min(wanted["until"], _LAST_DAY) + timedelta(days=1), zone))
    return _standing(found, wanted.get("standing", ""), now)


def rows_of(community: int, cases: Sequence[Case], now: int) -> list[Row]:
    """Return the rows of a list, with a constant number of queries."""
    changes = Change.objects.of(community, {each.case for each in cases})
    names = people().names(community, {each.member for each in cases})
    return [
        Row(each, acts_of(each), standing_of(each, changes[each.case], now), names.get(each.member, NOBODY))
        for each in cases
    ]


def begins(day: date, zone: str) -> int:
    """Return the instant (ms) with which a day begins in a zone."""
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp()) * 1000


def further(request: HttpRequest, before: int) -> str:
    """Return the address of the page of the same list that begins before a key; empty where there is none."""
    query = request.GET.copy()
    query["before"] = str(before)
    return f"?{query.urlencode()}" if before else ""


def _page(cases: CaseQuerySet, request: HttpRequest) -> Page[Case]:
    before = asked_number(request, "before")
    found = cases.filter(case__lt=before) if before else cases
    return page_of(found.order_by("-case"), lambda each: each.case)


def _standing(cases: CaseQuerySet, standing: str, now: int) -> CaseQuerySet:
    """Keep cases that stand in one way; `standing_of` tells the same ways apart. An empty one keeps all."""
    if standing == "undone":
        return cases.changed("undone")
    if standing == "appealed":
        return cases.appealed().unchanged("undone")
    if standing == "kept":
        return cases.changed("kept").unchanged("undone")
    if standing in {"confirmed", "lapsed"}:
        return cases.changed(standing).unchanged("undone", "appealed")
    if standing == "waiting":
        return cases.unconfirmed(now).unchanged("appealed")
    if standing == "stands":
        waiting = Q(provisional=1, confirm_by__gt=now)
        return cases.exclude(waiting).unchanged("undone", "appealed", "confirmed", "lapsed")
    return cases
