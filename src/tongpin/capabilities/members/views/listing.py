"""The list of members: narrowed down, sorted, page by page, and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongpin.capabilities.members.forms import CHOICES, DUTIES, MemberFilter
from tongpin.capabilities.members.models import Member, MemberQuerySet
from tongpin.capabilities.members.views.wording import duties_in_words
from tongpin.kernel.moment import DAY_MS
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Said
from tongpin.webkit.paging import PAGE
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat
from tongpin.webkit.spreadsheet import MOST_ROWS, csv_response

NEW_MS, SILENT_MS = 7 * DAY_MS, 30 * DAY_MS
NAMES_AT_ONCE = 500
DEFAULT_SORT = "-number"
MOST_DIGITS = 18

COLUMNS: Sequence[tuple[str, Said, Sequence[str]]] = (
    ("number", gettext_lazy("Member"), ("-number", "number")),
    ("joined", gettext_lazy("Joined"), ("-joined",)),
    ("last_message", gettext_lazy("Last message"), ("-last_message", "last_message")),
    ("messages", gettext_lazy("Messages"), ("-messages",)),
    ("balance", gettext_lazy("Points"), ("-balance",)),
)
"""What the heads of the table say, and the orders that a click on each goes through."""


class Row(NamedTuple):
    """A member of the list: as the table has him, his name card, his duties and what stands out."""

    member: Member
    card: str
    duties: Sequence[Said]
    is_muted: bool

    @property
    def shown(self) -> str:
        """Return what the member is called."""
        return self.card or _("no name card")


class Head(NamedTuple):
    """A column's head: what it says, where a click leads, and how the list is sorted by it: "" for not at all."""

    name: str
    label: Said
    href: str
    order: str


@access(Access.STEWARD)
@require_safe
def members(request: PageRequest, community: int) -> HttpResponse:
    """Show the members who are looked for."""
    now, wanted = now_ms(), MemberFilter(request.GET).wanted
    sort = wanted["sort"] or DEFAULT_SORT
    found = filtered(community, wanted, now)
    taken = list(after(sorted_by(found, sort), sort, request.GET.get("after", ""))[: PAGE + 1])
    rows = rows_of(community, taken[:PAGE], now)
    context = {
        "q": wanted["q"],
        "choices": choices_of(wanted),
        "asked": any(wanted.values()),
        "heads": heads_of(request, sort),
        "rows": rows,
        "count": None if wanted["q"] else found.count(),
        "older": _further(request, after=key_of(taken[PAGE - 1], sort)) if len(taken) > PAGE else "",
        "begins": "after" not in request.GET,
        "file": _further(request, after=""),
    }
    return render(request, "members/members.html", context)


@access(Access.STEWARD)
@require_safe
def members_file(request: PageRequest, community: int) -> HttpResponse:
    """Give the members who are looked for as a file for spreadsheets, in the same order."""
    now, wanted = now_ms(), MemberFilter(request.GET).wanted
    sort = wanted["sort"] or DEFAULT_SORT
    found = list(sorted_by(filtered(community, wanted, now), sort)[:MOST_ROWS])
    heading = (
        _("Number"),
        _("Name card"),
        _("Duties"),
        _("State"),
        _("Joined"),
        _("Last message"),
        _("Messages"),
        _("Points"),
        _("Muted until"),
    )
    return csv_response("members", heading, _lines(request.seat, found, now))


def filtered(community: int, wanted: Mapping[str, str], now: int) -> MemberQuerySet:
    """Return the members that a filter asks for."""
    found = Member.objects.of(community)
    if wanted["q"]:
        found = found.called(wanted["q"])
    if wanted["duty"]:
        held = F("duties").bitand(DUTIES[wanted["duty"]][1])
        found = found.filter(duties__gt=0).annotate(held=held).filter(held__gt=0)
    if wanted["state"] == "member":
        found = found.here()
    if wanted["state"] == "left":
        found = found.gone()
    if wanted["state"] == "muted":
        found = found.filter(muted_until__gt=now)
    if wanted["lately"] == "new":
        found = found.filter(joined__gte=now - NEW_MS)
    if wanted["lately"] == "silent":
        found = found.here().filter(last_message__lt=now - SILENT_MS)
    return found


def sorted_by(found: MemberQuerySet, sort: str) -> MemberQuerySet:
    """Return members in an order of `SORTS`; who is equal stands in the order of numbers."""
    sign = sort[: -len(_column(sort))]
    return found.order_by(sort) if _column(sort) == "number" else found.order_by(sort, f"{sign}number")


def after(found: MemberQuerySet, sort: str, key: str) -> MemberQuerySet:
    """Keep the members behind the one with a key of `key_of`; all of them where it is no key."""
    value, number = _read_key(key)
    if not number:
        return found
    column, behind = _column(sort), "lt" if sort.startswith("-") else "gt"
    if column == "number":
        return found.filter(**{f"number__{behind}": number})
    equal = Q(**{column: value, f"number__{behind}": number})
    return found.filter(Q(**{f"{column}__{behind}e": value}), equal | Q(**{f"{column}__{behind}": value}))


def key_of(member: Member, sort: str) -> str:
    """Return the place of a member in an order, as the address of the next page names it."""
    return f"{getattr(member, _column(sort))}.{member.number}"


def rows_of(community: int, found: Sequence[Member], now: int) -> list[Row]:
    """Return the rows of members."""
    names = people().names(community, [each.member for each in found])
    return [
        Row(
            each,
            names[each.member].card if each.member in names else "",
            duties_in_words(each.duties),
            each.muted_until > now,
        )
        for each in found
    ]


def choices_of(wanted: Mapping[str, str]) -> list[dict[str, object]]:
    """Return what can be chosen as the filter bar shows it."""
    return [
        {
            "name": name,
            "label": label,
            "options": [{"value": value, "label": said, "current": value == wanted[name]} for value, said in choices],
        }
        for name, (label, choices) in CHOICES.items()
    ]


def heads_of(request: HttpRequest, sort: str) -> list[Head]:
    """Return the heads of the table."""
    found = []
    for name, label, orders in COLUMNS:
        place = orders.index(sort) if sort in orders else -1
        order = "" if place < 0 else ("descending" if sort.startswith("-") else "ascending")
        found.append(Head(name, label, _further(request, sort=orders[(place + 1) % len(orders)], after=""), order))
    return found


def _lines(seat: Seat, found: Sequence[Member], now: int) -> Iterator[tuple[int | str, ...]]:
    zone = ZoneInfo(seat.zone)
    for start in range(0, len(found), NAMES_AT_ONCE):
        for row in rows_of(seat.community, found[start : start + NAMES_AT_ONCE], now):
            each = row.member
            yield (
                each.number,
                row.card,
                " · ".join(map(str, row.duties)),
                _("member") if each.joined else _("removed") if each.how == "removed" else _("left"),
                _written(each.joined, zone),
                _written(each.last_message, zone),
                each.messages,
                each.balance,
                _written(each.muted_until if row.is_muted else 0, zone),
            )


def _written(at: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at // 1000, zone):%Y-%m-%d %H:%M:%S}" if at else ""


def _column(sort: str) -> str:
    return sort.removeprefix("-")


def _read_key(key: str) -> tuple[int, int]:
    value, _dot, number = key.partition(".")
    parts = (value.removeprefix("-"), number)
    if not all(each.isascii() and each.isdigit() and len(each) <= MOST_DIGITS for each in parts):
        return 0, 0
    return int(value), int(number)


def _further(request: HttpRequest, **changed: str) -> str:
    """Return the address of this list with other values; an empty one is left out."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
