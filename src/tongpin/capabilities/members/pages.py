"""What members show in the shells: who spoke, who came, what happened to each, and the way to anybody."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongpin.capabilities.members import urls
from tongpin.capabilities.members.models import BEGAN, Change, Member, number_in
from tongpin.capabilities.members.views.talk import count_speakers
from tongpin.capabilities.members.views.wording import CHANGES, OF_NAMED
from tongpin.kernel.playbook.bilingual import Both
from tongpin.webkit.pages import Deed, Figure, Goal, Pages, Span
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import Seat

MOST_OF_A_STORY = 100
MOST_DUTIES = 50
MOST_GOALS = 8


def figures(community: int, span: Span) -> Iterator[Figure]:
    """Count who spoke and who came."""
    href = reverse("members", args=[community])
    spoke, before = count_speakers(community, span), count_speakers(community, span.before)
    yield Figure("active", gettext_lazy("Members who spoke"), spoke, before, f"{href}?sort=-last_message")
    came, before = _came(community, span), _came(community, span.before)
    yield Figure("newcomers", gettext_lazy("New members"), came, before, f"{href}?sort=-joined")


def deeds(community: int, span: Span) -> Iterator[Deed]:
    """Tell how many came and went, and who was given or lost a duty."""
    href = reverse("members", args=[community])
    changes = Change.objects.within(community, span)
    rows = changes.filter(duty="").values_list("what").annotate(Count("n"), Max("at"))
    counted = {what: (count, latest) for what, count, latest in rows}
    came = [counted[each] for each in BEGAN if each in counted]
    if came:
        count = sum(each for each, _latest in came)
        said = ngettext("%(count)d person came in.", "%(count)d people came in.", count)
        yield Deed(max(latest for _count, latest in came), said % {"count": count}, "enter", f"{href}?sort=-joined")
    if "left" in counted:
        count, latest = counted["left"]
        said = ngettext("%(count)d member left.", "%(count)d members left.", count)
        yield Deed(latest, said % {"count": count}, "leave", f"{href}?state=left")
    yield from _of_duties(community, list(changes.of_duties(community).order_by("-at")[:MOST_DUTIES]))


def story(community: int, member: int) -> Iterator[Deed]:
    """Tell when a member came and went, and which duties he was given and lost."""
    for each in Change.objects.filter(community=community, member=member).order_by("-n")[:MOST_OF_A_STORY]:
        icon, said = CHANGES[each.what, each.duty]
        yield Deed(each.at, said, icon, by=each.by)


def goals(seat: Seat, query: str) -> Iterator[Goal]:
    """Lead stewards to members by number or name card."""
    wanted = query.strip()
    if not wanted or not seat.is_steward:
        return
    found = Member.objects.of(seat.community)
    exact = found.filter(number=number_in(wanted))
    found = exact if exact.exists() else found.called(wanted).order_by("-number")[:MOST_GOALS]
    members = dict(found.values_list("member", "number"))
    names = people().names(seat.community, members)
    for member, number in members.items():
        label = f"{names[member].card} #{number}" if member in names else f"#{number}"
        yield Goal(label.strip(), _("member"), reverse("member", args=[seat.community, number]))


def _came(community: int, span: Span) -> int:
    return Change.objects.within(community, span).filter(what__in=BEGAN).count()


def _of_duties(community: int, changes: list[Change]) -> Iterator[Deed]:
    names = people().names(community, {each.member for each in changes})
    for each in changes:
        name = names.get(each.member, Name(0, ""))
        said = OF_NAMED[each.what, each.duty] % {"name": name.card, "number": name.number}
        href = reverse("member", args=[community, name.number]) if name.number else ""
        yield Deed(each.at, said, CHANGES[each.what, each.duty][0], href, each.by)


PAGES = Pages(
    "members",
    console=urls.console,
    figures=figures,
    deeds=deeds,
    story=story,
    goals=goals,
    commands={Both("我的", "/me"): gettext_lazy("See your number and duty")},
)
