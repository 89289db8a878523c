"""What sanctions add to the shells: figures, what waits, what was done, a member's story, goals, and a card at home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.capabilities.sanctions import urls
from tongpin.capabilities.sanctions.decide.deciding import APPEAL
from tongpin.capabilities.sanctions.models import Case, CaseQuerySet, Change, ChangeQuerySet
from tongpin.capabilities.sanctions.views import review
from tongpin.capabilities.sanctions.views.wording import CHANGES, ICONS, gravest, standing_of
from tongpin.kernel.playbook.bilingual import Both
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Card, Deed, Figure, Goal, Pages, Said, Span, Waiting
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import Seat

Dated = TypeVar("Dated", CaseQuerySet, ChangeQuerySet)
MOST_DEEDS = 200
"""Deeds of a span that are told: the newest."""
MOST_OF_A_STORY = 100
MOST_DIGITS = 15
"""Of a case's number; a longer one is none."""

_IMPOSED: dict[str, Said] = {
    "remind": gettext_lazy("Case %(case)s: no. %(number)s is reminded of the rule “%(rule)s”"),
    "recall": gettext_lazy("Case %(case)s: a message of no. %(number)s is recalled, by the rule “%(rule)s”"),
    "mute": gettext_lazy("Case %(case)s: no. %(number)s is muted, by the rule “%(rule)s”"),
    "remove": gettext_lazy("Case %(case)s: no. %(number)s is to be removed, by the rule “%(rule)s”"),
}
_DEEDS = ("confirmed", "lapsed", "removed", "kept", "undone")
"""Changes that are deeds; an appeal is none, and that a mute has ended is no news."""


def figures(community: int, span: Span) -> Iterator[Figure]:
    """Count the sanctions beyond a reminder, and those that were undone."""
    cases = Case.objects.filter(community=community).exclude(acts="remind")
    undone = Change.objects.filter(community=community, change="undone")
    href = reverse("review-cases", args=[community])
    label = _("Sanctions beyond a reminder")
    yield Figure("sanctions", label, *_counts(cases, span), href, rising_is_good=False)
    label = _("Sanctions undone")
    yield Figure("undone", label, *_counts(undone, span), f"{href}?standing=undone", rising_is_good=False)


def waiting(seat: Seat) -> Iterator[Waiting]:
    """Say what the steward on a seat has to decide."""
    if not seat.is_steward:
        return
    href = reverse("review", args=[seat.community])
    for each in review.cards(seat, now_ms()):
        if not each.objection:
            what = _("Case %(case)s: %(question)s") % {"case": each.case.case, "question": each.question}
            yield Waiting(what, each.since, each.due, f"{href}?card={each.name}")


def deeds(community: int, span: Span) -> list[Deed]:
    """Tell what was imposed in a span and what became of cases in it, the newest first."""
    cases = _within(Case.objects.filter(community=community), span).order_by("-at", "-case")[:MOST_DEEDS]
    changes = _within(Change.objects.filter(community=community, change__in=_DEEDS), span)
    return _told(community, list(cases), list(changes.order_by("-at", "-case")[:MOST_DEEDS]))[:MOST_DEEDS]


def story(community: int, member: int) -> list[Deed]:
    """Tell a member's cases and what became of them, the newest first."""
    cases = list(Case.objects.filter(community=community, member=member).order_by("-case")[:MOST_OF_A_STORY])
    changes = Change.objects.of(community, [each.case for each in cases])
    told = _told(community, cases, [each for listed in changes.values() for each in listed])
    return told[:MOST_OF_A_STORY]


def cards(seat: Seat) -> Iterator[Card]:
    """Show a member at home the newest case that he may still appeal, or has appealed."""
    now = now_ms()
    newest = _newest_open(seat, now)
    if newest is not None:
        changes = Change.objects.of(seat.community, [newest.case])[newest.case]
        yield Card(10, "sanctions/card.html", {"case": newest, "standing": standing_of(newest, changes, now)})


def goals(seat: Seat, query: str) -> Iterator[Goal]:
    """Lead to a case by its number."""
    wanted = query.strip()
    if not (wanted.isascii() and wanted.isdigit()) or len(wanted) > MOST_DIGITS:
        return
    row = Case.objects.filter(community=seat.community, case=int(wanted)).first()
    if row is not None and (seat.is_steward or row.member == seat.member):
        yield Goal(str(row), _("case"), reverse("case", args=[seat.community, row.case]))


def _newest_open(seat: Seat, now: int) -> Case | None:
    if not seat.member:
        return None
    own = Case.objects.filter(community=seat.community, member=seat.member, appeal_by__gte=now)
    return own.unchanged("undone").order_by("-case").first()


def _within(found: Dated, span: Span) -> Dated:
    return found.filter(at__gte=span.since, at__lt=span.until)


def _counts(found: Dated, span: Span) -> tuple[int, int]:
    return _within(found, span).count(), _within(found, span.before).count()


def _told(community: int, cases: Sequence[Case], changes: Sequence[Change]) -> list[Deed]:
    names = people().names(community, {each.member for each in cases})
    told = [_imposed(community, each, names.get(each.member)) for each in cases]
    told += [_changed(community, each) for each in changes]
    return sorted(told, key=lambda deed: -deed.at)


def _imposed(community: int, case: Case, name: Name | None) -> Deed:
    act = gravest(case)
    said = _IMPOSED[act] % {"case": case.case, "number": name.number if name else 0, "rule": case.rule}
    return Deed(case.at, said, ICONS[act], reverse("case", args=[community, case.case]))


def _changed(community: int, change: Change) -> Deed:
    said = _("Case %(case)s: %(what)s") % {"case": change.case, "what": CHANGES[change.change]}
    return Deed(change.at, said, ICONS[change.change], reverse("case", args=[community, change.case]), change.by)


PAGES = Pages(
    "sanctions",
    console=urls.console,
    portal=urls.portal,
    figures=figures,
    waiting=waiting,
    deeds=deeds,
    story=story,
    cards=cards,
    goals=goals,
    commands={
        Both(f"{APPEAL[0]} 12", f"/{APPEAL[1]} 12"): gettext_lazy("appeal against case 12, with a reason behind it")
    },
)
