"""The audit log: who decided what by hand, from the books themselves, with qualifiers and as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongpin.capabilities.members import models as members
from tongpin.capabilities.sanctions import models as sanctions
from tongpin.console.audit_query import MOST_ASKED, Question, read_question
from tongpin.console.outbox import acts_settled, is_one_of
from tongpin.journal.models import COMMON, Entry, PlaybookVersion, Text
from tongpin.kernel.vocabulary import decode_facts
from tongpin.kernel.words.chat import ChatOpened
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.pages import Routes, Said
from tongpin.webkit.paging import PAGE, asked_number, asked_words
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import Seat
from tongpin.webkit.spreadsheet import csv_response

AT_ONCE = 4 * PAGE
"""Rows of a source that are looked at for a page: also what happened in the same instant as its last row is on it."""
MOST_ROWS = 5_000
"""Rows of a file; whoever needs more asks for a shorter time."""

ACTIONS: Mapping[str, Said] = {
    "duty.owner_given": gettext_lazy("made no. %(number)s an owner"),
    "duty.owner_taken": gettext_lazy("took the duty of an owner from no. %(number)s"),
    "duty.steward_given": gettext_lazy("made no. %(number)s a steward"),
    "duty.steward_taken": gettext_lazy("took the duty of a steward from no. %(number)s"),
    "case.confirmed": gettext_lazy("confirmed case %(case)s"),
    "case.kept": gettext_lazy("refused the appeal in case %(case)s"),
    "case.upheld": gettext_lazy("upheld the appeal in case %(case)s"),
    "case.undone": gettext_lazy("undid case %(case)s"),
    "playbook.adopted": gettext_lazy("put version %(version)s of the playbook into force"),
    "chat.titled": gettext_lazy("opened a chat or gave it a title: “%(title)s”"),
    "act.settled": gettext_lazy("saw by hand to what entry %(n)s asked for"),
}
"""What somebody may do by hand, as qualifiers name it, and in words."""
_OF_CASES = ("confirmed", "kept", "upheld", "undone")

Rows = TypeVar("Rows", bound="QuerySet[Any]")


class Happened(NamedTuple):
    """Something that somebody did by hand, by himself (`member`) or known by his running number alone."""

    at: int
    action: str
    fields: Mapping[str, object]
    href: str
    member: int = 0
    number: int = 0


class Line(NamedTuple):
    """A line of the log: who (number 0: at the terminal), what, in words, and where it is told."""

    at: int
    actor: Name
    action: str
    what: str
    href: str


class Before(NamedTuple):
    """What is looked for: in which community, before which instant (ms, 0: until now), and what the question leaves."""

    community: int
    before: int
    question: Question
    actors: frozenset[int]
    """The members whom the question names."""

    def within(self, rows: Rows, column: str = "at") -> Rows:
        """Keep rows of the time that is asked for, the latest first."""
        ends = [each for each in (self.before, self.question.until) if each]
        rows = rows.filter(**{f"{column}__gte": self.question.since}) if self.question.since else rows
        rows = rows.filter(**{f"{column}__lt": min(ends)}) if ends else rows
        return rows.order_by(f"-{column}")

    def by(self, rows: Rows, column: str = "by") -> Rows:
        """Keep rows of those who are asked for."""
        return rows.filter(**{f"{column}__in": self.actors}) if self.question.actors else rows


@access(Access.STEWARD)
@require_safe
def audit(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Show what was done by hand, the latest first."""
    text, question = _asked(request)
    found = _lines(request.seat, question, asked_number(request, "before"), AT_ONCE)
    shown = found[:PAGE]
    while len(shown) < len(found) and found[len(shown)].at == shown[-1].at:
        shown.append(found[len(shown)])
    query = request.GET.copy()
    query["before"] = str(shown[-1].at) if shown else ""
    context = {
        "q": text,
        "problems": question.problems,
        "lines": shown,
        "older": f"?{query.urlencode()}" if len(shown) < len(found) else "",
        "actions": list(ACTIONS),
    }
    return render(request, "console/audit.html", context)


@access(Access.STEWARD)
@require_safe
def audit_csv(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - as above
    """Give what is asked for as a file for spreadsheets."""
    heading = (_("When"), _("Number"), _("Name card"), _("Action"), _("What"))
    return csv_response("audit", heading, _rows(_all(request), ZoneInfo(request.seat.zone)))


@access(Access.STEWARD)
@require_safe
def audit_json(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - as above
    """Give what is asked for as a file for programs."""
    zone = ZoneInfo(request.seat.zone)
    items = [
        {
            "at": datetime.fromtimestamp(each.at / 1000, zone).isoformat(),
            "actor": each.actor.number,
            "action": each.action,
            "what": each.what,
            "href": each.href,
        }
        for each in _all(request)
    ]
    response = JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="audit.json"'
    return response


def _all(request: PageRequest) -> list[Line]:
    _text, question = _asked(request)
    return _lines(request.seat, question, 0, MOST_ROWS)[:MOST_ROWS]


def _rows(lines: list[Line], zone: ZoneInfo) -> Iterator[tuple[int | str, ...]]:
    for each in lines:
        at = datetime.fromtimestamp(each.at // 1000, zone)
        yield f"{at:%Y-%m-%d %H:%M:%S}", each.actor.number, each.actor.card, each.action, each.what


def _asked(request: PageRequest) -> tuple[str, Question]:
    text = asked_words(request, "q", MOST_ASKED)
    return text, read_question(text, request.seat.zone, frozenset(ACTIONS))


def _lines(seat: Seat, question: Question, before: int, most: int) -> list[Line]:
    """Return what was done, the latest first; `most` of each source at the most."""
    community = seat.community
    named = members.Member.objects.of(community).filter(number__in=question.actors)
    actors = frozenset(named.values_list("member", flat=True)) | (question.actors & {0})
    wanted = Before(community, before, question, actors)
    found = [each for source in SOURCES for each in source(wanted, most) if question.asks_for(each.action)]
    names = people().names(community, {each.member for each in found})
    known = {name.number: name for name in names.values()} | _by_number(community, {each.number for each in found})
    lines = []
    for each in sorted(found, key=lambda happened: -happened.at):
        actor = names.get(each.member) or known.get(each.number) or Name(each.number, "")
        if question.is_by(actor.number):
            lines.append(Line(each.at, actor, each.action, str(ACTIONS[each.action]) % each.fields, each.href))
    return lines


def _by_number(community: int, numbers: set[int]) -> dict[int, Name]:
    rows = members.Member.objects.of(community).filter(number__in=numbers - {0}).values_list("member", flat=True)
    return {name.number: name for name in people().names(community, list(rows)).values()}


# --------------------------------------------------------------------------------------------------------- sources


def _duties(wanted: Before, most: int) -> Iterator[Happened]:
    found = wanted.by(members.Change.objects.of_duties(wanted.community))
    rows = list(wanted.within(found)[:most])
    names = people().names(wanted.community, {each.member for each in rows})
    for each in rows:
        number = names[each.member].number if each.member in names else 0
        href = reverse("member", args=[wanted.community, number]) if number else ""
        yield Happened(each.at, f"duty.{each.duty}_{each.what}", {"number": number}, href, each.by)


def _cases(wanted: Before, most: int) -> Iterator[Happened]:
    found = sanctions.Change.objects.filter(community=wanted.community, change__in=_OF_CASES, by__gt=0)
    for each in wanted.within(wanted.by(found))[:most]:
        href = reverse("case", args=[wanted.community, each.case])
        yield Happened(each.at, f"case.{each.change}", {"case": each.case}, href, each.by)


def _playbooks(wanted: Before, most: int) -> Iterator[Happened]:
    found = wanted.by(PlaybookVersion.objects.filter(community=wanted.community), "author").defer("body")
    href = reverse("playbook", args=[wanted.community])
    for each in wanted.within(found)[:most]:
        yield Happened(each.at, "playbook.adopted", {"version": each.version}, href, each.author)


def _titles(wanted: Before, most: int) -> Iterator[Happened]:
    rare = Entry.objects.filter(community=wanted.community).exclude(is_one_of("kind", COMMON))
    found = rare.filter(kind=ChatOpened.__name__)
    rows = wanted.within(found, "at").order_by("-n").values_list("at", "facts")[:most]
    opened = [(at, event) for at, facts in rows for event in decode_facts(bytes(facts))[:1]]
    told = [(at, event) for at, event in opened if isinstance(event, ChatOpened)]
    texts = Text.objects.filter(community=wanted.community, number__in=[each.text for _at, each in told])
    titles = dict(texts.values_list("number", "body"))
    for at, event in told:
        href = reverse("console-chat", args=[wanted.community, event.chat])
        yield Happened(at, "chat.titled", {"title": titles.get(event.text, "")}, href, event.by)


def _settled(wanted: Before, most: int) -> Iterator[Happened]:
    href = f"{reverse('settings', args=[wanted.community])}#errands"
    for each in wanted.within(acts_settled(wanted.community), "updated")[:most]:
        number = each.error.removeprefix("no. ").partition(":")[0]
        settled_by = int(number) if number.isdecimal() else 0
        yield Happened(each.updated, "act.settled", {"n": each.n}, href, number=settled_by)


SOURCES: tuple[Callable[[Before, int], Iterator[Happened]], ...] = (_duties, _cases, _playbooks, _titles, _settled)

routes: Routes = [
    path("settings/audit/", audit, name="audit"),
    path("settings/audit.csv", audit_csv, name="audit-csv"),
    path("settings/audit.json", audit_json, name="audit-json"),
]
