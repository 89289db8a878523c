"""The settings: what the community is, what connects it, what went wrong, who has which duty, where the data lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tongpin.capabilities.members.models import Member
from tongpin.capabilities.members.views.wording import duties_in_words
from tongpin.console.chats import LATE_MS, SOURCES, last_said
from tongpin.console.errands import STATES, errands_of
from tongpin.console.outbox import acts_amiss, acts_open
from tongpin.journal.models import Chat, Entry, Failure, PlaybookVersion
from tongpin.signin.roles import ROLES
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Routes, Said
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import Seat
from tongpin.webkit.templatetags.tongpin import moment

MOST_FAILURES = 20
MOST_TEAM = 100
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


class Source(NamedTuple):
    """A connector: its chats, its acts on their way, since when the oldest of them waits (ms), its last message (ms).

    `amiss` says how many acts wait for a human, by why. It is late where an act waits longer than an act should.
    """

    name: Said
    chats: int
    waiting: int
    since: int
    amiss: Sequence[tuple[int, Said, str]]
    last: int
    is_late: bool


class Failed(NamedTuple):
    """An event that could not be decided, and when it came (ms)."""

    failure: Failure
    at: int


class Holder(NamedTuple):
    """Somebody of the team, and what he has taken on."""

    name: Name
    duties: Sequence[Said]


@access(Access.STEWARD)
@require_safe
def house(request: PageRequest, community: int) -> HttpResponse:
    """Show all of it on one page."""
    seat, about = request.seat, people().about(community)
    version = PlaybookVersion.objects.filter(community=community).order_by("-version").first()
    sources, errands = sources_of(community, now_ms()), errands_of(community, about.language)
    context = {
        "about": about,
        "version": version,
        "sources": sources,
        "errands": errands,
        "more_errands": acts_amiss(community).count() - len(errands),
        "failures": failures_of(community),
        "team": _team(seat),
        "roles": ROLES,
        "facts": _facts(seat),
    }
    return render(request, "console/settings.html", context)


def sources_of(community: int, now: int) -> list[Source]:
    """Return the connectors that have a chat, and how they fare."""
    opened = acts_open(community).values_list("chat").annotate(Count("n"), Min("updated"))
    waiting = {chat: (count, since) for chat, count, since in opened}
    undone = list(acts_amiss(community).values_list("chat", "state").annotate(Count("n")))
    lasts = last_said(community)
    chats: dict[str, list[int]] = {}
    for number, source in Chat.objects.filter(community=community).values_list("number", "source"):
        chats.setdefault(source, []).append(number)
    return [
        Source(
            SOURCES.get(source, source),
            len(numbers),
            sum(waiting[each][0] for each in numbers if each in waiting),
            min((waiting[each][1] for each in numbers if each in waiting), default=0),
            _by_state([(state, count) for chat, state, count in undone if chat in numbers]),
            max((lasts.get(each) or 0 for each in numbers), default=0),
            any(waiting[each][1] < now - LATE_MS for each in numbers if each in waiting),
        )
        for source, numbers in sorted(chats.items())
    ]


def _by_state(counted: Sequence[tuple[str, int]]) -> list[tuple[int, Said, str]]:
    """Return how many acts stand in each state in which one waits for a human, what it is called, and its tone."""
    sums = {state: sum(count for each, count in counted if each == state) for state in STATES}
    return [(sums[state], label, tone) for state, (label, tone) in STATES.items() if sums[state]]


def failures_of(community: int) -> list[Failed]:
    """Return the events that could not be decided, the latest first."""
    rows = list(Failure.objects.filter(community=community).order_by("-n")[:MOST_FAILURES])
    entries = Entry.objects.filter(community=community, n__in=[each.n for each in rows])
    at = dict(entries.values_list("n", "at"))
    return [Failed(each, at.get(each.n, 0)) for each in rows]


def _team(seat: Seat) -> list[Holder]:
    team = sorted(people().team(seat.community).values())[:MOST_TEAM]
    return [Holder(each, duties_in_words(each.duties)) for each in team]


def _facts(seat: Seat) -> list[dict[str, object]]:
    """Return what lies where; the folder is shown to owners alone."""
    last = Entry.objects.filter(community=seat.community).order_by("-n").values_list("n", "at").first()
    entries, at = last or (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(_SIZES[connection.vendor])
        (size,) = cursor.fetchone()
    facts: list[dict[str, object]] = [
        {"term": _("Database"), "value": f"{_DATABASES[connection.vendor]} · {size / 2**20:,.1f} MB"},
        {"term": _("Journal"), "value": f"{entries:,}"},
        {"term": _("Last entry"), "value": moment(at)},
        {"term": _("Members ever"), "value": f"{Member.objects.of(seat.community).count():,}"},
    ]
    if seat.is_owner:
        facts.append({"term": _("Data folder"), "value": str(Path(settings.DATA))})
    return facts


routes: Routes = [path("settings/", house, name="settings")]
