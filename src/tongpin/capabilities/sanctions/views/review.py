"""What must be decided: one question a card, those that are due first; and how the rules fare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongpin.capabilities.sanctions.decide.deciding import CONFIRM, KEEP, UNDO
from tongpin.capabilities.sanctions.forms import DecisionForm
from tongpin.capabilities.sanctions.models import ANSWERED, Case, Change
from tongpin.capabilities.sanctions.views.case import NOBODY, ask
from tongpin.capabilities.sanctions.views.cases import rows_of
from tongpin.capabilities.sanctions.views.dossier import bodies, dossiers, lines_of_rule
from tongpin.capabilities.sanctions.views.wording import acts_of, gravest
from tongpin.journal.models import Message
from tongpin.kernel.moment import DAY_MS
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import tell
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Said
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import Seat

MOST_CARDS = 200
"""Cards of a kind that are looked at; whoever has more decides these first."""
AROUND = 10
"""Messages that are shown before and behind the one in question."""
MOST_BEFORE = 10
"""Earlier cases of a member that are shown."""
LATELY = 30 * DAY_MS
"""How far back the average time is taken from."""
CHECKED = 90 * DAY_MS
"""How far back the rules are looked at."""
ENOUGH, TOO_OFTEN = 10, 20
"""From so many hits on, so many per cent undone are a reason to look at the rule."""

_WORDS: Mapping[str, str] = {"confirm": CONFIRM[0], "undo": UNDO[0], "keep": KEEP[0]}
_DONE: Mapping[str, Said] = {
    "confirm": gettext_lazy("Case %(case)s is confirmed."),
    "undo": gettext_lazy("Case %(case)s is undone, and all is given back."),
    "keep": gettext_lazy("Case %(case)s stands."),
}


class Card(NamedTuple):
    """A question to a steward: `confirm` or `appeal`, since when it waits and by when it is due (ms).

    `objection` says why whoever asks may not decide it; empty where he may.
    """

    kind: str
    case: Case
    since: int
    due: int
    objection: Said = ""

    @property
    def name(self) -> str:
        """Name the card in addresses and forms: `appeal-12`."""
        return f"{self.kind}-{self.case.case}"

    @property
    def question(self) -> str:
        """Ask what is to be decided."""
        if self.kind == "appeal":
            return _("The member appeals. Does the sanction stand?")
        return _("Is this removal right?") if gravest(self.case) == "remove" else _("Is this long mute right?")


class Health(NamedTuple):
    """How a rule fares: how often it hit, how many of its cases were undone, and when it hit last (ms)."""

    rule: str
    hits: int
    undone: int
    last: int

    @property
    def share(self) -> int:
        """Return how many per cent were undone."""
        return 100 * self.undone // self.hits

    @property
    def is_doubtful(self) -> bool:
        """Say whether enough cases were undone to look at the rule."""
        return self.hits >= ENOUGH and self.share > TOO_OFTEN


class Listed(NamedTuple):
    """A card of the list of all that waits, and whom it is about."""

    card: Card
    name: Name


class Spoken(NamedTuple):
    """A message of the talk around a case; `text` None: deleted, `here`: the one in question."""

    message: Message
    name: Name
    text: str | None
    here: bool

    @property
    def shown(self) -> str:
        """Return what the one who spoke is called."""
        return self.name.card or _("a stranger")


@access(Access.STEWARD)
def queue(request: PageRequest, community: int) -> HttpResponse:
    """Show the card that is due first, or the one that is asked for, and what else waits."""
    return _shown(request, community, DecisionForm(), uuid4().hex)


@require_POST
@access(Access.STEWARD)
def decide(request: PageRequest, community: int, case: int) -> HttpResponse:
    """Decide a case by the buttons of its card, and go on to the next one, or back to the case."""
    row = Case.objects.filter(community=community, case=case).first()
    if row is None:
        raise Http404
    form, key = DecisionForm(request.POST), request.POST.get("key", "")
    from_case = request.POST.get("from") == "case"
    back = redirect("case", community=community, case=case) if from_case else redirect("review", community=community)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for listed in form.errors.values() for each in listed))
        return back if from_case else _shown(request, community, form, key, status=422)
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    reply = ask(request, request.seat, row, f"{_WORDS[decision]} {case} {reason}")
    tell(request, reply)
    if not reply.is_done and not from_case:
        return _shown(request, community, form, key, status=503)
    if reply.is_done and not reply.said:
        messages.success(request, _DONE[decision] % {"case": case})
    return back


@access(Access.STEWARD)
def rules(request: PageRequest, community: int) -> HttpResponse:
    """Show how the rules fare: hits, undone, last hit."""
    return render(request, "sanctions/rules.html", {"rules": health(community, now_ms()), "days": CHECKED // DAY_MS})


def cards(seat: Seat, now: int) -> list[Card]:
    """Return all that waits for a steward of the community, what is due first in front."""
    community = seat.community
    unconfirmed = Case.objects.filter(community=community).unconfirmed(now).order_by("confirm_by")[:MOST_CARDS]
    found = [Card("confirm", each, each.at, each.confirm_by, _own(seat, each)) for each in unconfirmed]
    appeals = list(Change.objects.unanswered(community).order_by("at")[:MOST_CARDS])
    numbers = [each.case for each in appeals]
    cases = {each.case: each for each in Case.objects.filter(community=community, case__in=numbers)}
    confirmed = Change.objects.filter(community=community, case__in=numbers, change="confirmed")
    by = dict(confirmed.values_list("case", "by"))
    for each in appeals:
        case = cases[each.case]
        objection = _own(seat, case) or (_CONFIRMED_IT if by.get(each.case) == seat.member else "")
        found.append(Card("appeal", case, each.at, each.due, objection))
    return sorted(found, key=lambda card: card.due)


def health(community: int, now: int) -> list[Health]:
    """Return how each rule fares that has hit lately; the most often undone first."""
    lately = Case.objects.filter(community=community, at__gte=now - CHECKED)
    hits = lately.values_list("rule").annotate(Count("case"), Max("at"))
    undone = dict(lately.changed("undone").values_list("rule").annotate(Count("case")))
    found = [Health(rule, count, undone.get(rule, 0), last) for rule, count, last in hits]
    return sorted(found, key=lambda each: (-each.is_doubtful, -each.hits, each.rule))


def average_time(community: int, now: int) -> int:
    """Return how long (ms) stewards took lately from question to decision; 0 where there was none."""
    decided = Change.objects.filter(community=community, change__in=("confirmed", *ANSWERED), at__gte=now - LATELY)
    ends = list(decided.order_by("-at")[:MOST_CARDS])
    numbers = [each.case for each in ends]
    opened = dict(Case.objects.filter(community=community, case__in=numbers).values_list("case", "at"))
    appeals = Change.objects.filter(community=community, case__in=numbers, change="appealed")
    lodged = dict(appeals.values_list("case", "at"))
    taken = [each.at - (opened if each.change == "confirmed" else lodged)[each.case] for each in ends]
    return sum(taken) // len(taken) if taken else 0


def _shown(request: PageRequest, community: int, form: DecisionForm, key: str, status: int = 200) -> HttpResponse:
    now = now_ms()
    waiting = cards(request.seat, now)
    mine = [each for each in waiting if not each.objection]
    card = _asked_for(request, mine) or next(iter(mine), None)
    talk = _around(community, card.case) if card else []
    names = people().names(community, {each.member for each in talk} | {each.case.member for each in waiting})
    context: dict[str, object] = {
        "waiting": [Listed(each, names.get(each.case.member, NOBODY)) for each in waiting],
        "count": len(mine),
        "average": 0 if mine else average_time(community, now),
    }
    if card is not None:
        form.ask_for_reason(always=card.kind == "appeal")
        context |= _laid_out(community, card, now)
        context |= {"card": card, "name": names.get(card.case.member, NOBODY), "form": form, "key": key}
        context |= {"around": _spoken(card.case, talk, names), "later": mine[(mine.index(card) + 1) % len(mine)]}
    return render(request, "sanctions/review.html", context, status=status)


def _asked_for(request: PageRequest, mine: Sequence[Card]) -> Card | None:
    wanted = request.POST.get("card") or request.GET.get("card", "")
    return next((each for each in mine if each.name == wanted), None)


def _laid_out(community: int, card: Card, now: int) -> dict[str, object]:
    """Return both sides of a question: the message, the rule, the member's earlier cases, the appeal."""
    case = card.case
    (dossier,) = dossiers(community, [case], now)
    earlier = Case.objects.filter(community=community, member=case.member, case__lt=case.case)
    return {
        "dossier": dossier,
        "acts": acts_of(case),
        "lines": lines_of_rule(community, case.version, case.line),
        "earlier": rows_of(community, list(earlier.order_by("-case")[:MOST_BEFORE]), now),
        "pleaded": dossier.reason(dossier.appeal) if dossier.appeal else "",
        "chat": people().chat_names(community, {case.chat}).get(case.chat, ""),
    }


def _around(community: int, case: Case) -> list[Message]:
    chat = Message.objects.filter(community=community, chat=case.chat)
    before = chat.filter(number__lte=case.message).order_by("-number")[: AROUND + 1]
    return [*reversed(before), *chat.filter(number__gt=case.message).order_by("number")[:AROUND]]


def _spoken(case: Case, talk: Sequence[Message], names: Mapping[int, Name]) -> list[Spoken]:
    texts = bodies(case.community, (each.text for each in talk))
    return [
        Spoken(
            each,
            names.get(each.member, NOBODY),
            texts.get(each.text) if each.text else "",
            each.number == case.message,
        )
        for each in talk
    ]


def _own(seat: Seat, case: Case) -> Said:
    return _OWN_CASE if case.member == seat.member else ""


_OWN_CASE = gettext_lazy("This is about yourself: another steward decides.")
_CONFIRMED_IT = gettext_lazy("You confirmed it: another steward answers the appeal.")
