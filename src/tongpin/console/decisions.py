"""The decision browser: every message that broke a rule, and of any message why it was, or was not, acted on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.module_loading import import_string
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tongpin.capabilities.conduct.models import Breach
from tongpin.capabilities.conduct.rules import RULES
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.views.cases import begins, further
from tongpin.capabilities.sanctions.views.dossier import lines_of_rule, parted
from tongpin.capabilities.sanctions.views.wording import ACTS, Standing, acts_of, standing_of
from tongpin.journal.models import Entry, Snapshot, Text
from tongpin.kernel.trace import Asked
from tongpin.kernel.vocabulary import decode_facts
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import BreachFound, CaseOpened
from tongpin.kernel.words.course import EventFailed
from tongpin.runtime.explaining import Explainer, Explanation, NotExplained, decode, encode
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.answering import is_in_place
from tongpin.webkit.asking import now_ms
from tongpin.webkit.pages import Routes, Said
from tongpin.webkit.paging import asked_number, page_of
from tongpin.webkit.people import Name, people
from tongpin.webkit.sentences import explainer, sentence

KEPT_S = 24 * 3600
"""How long an explanation is kept: it never changes, but the release that gives it may."""
ENTRIES_A_SECOND = 50_000
"""What a worker folds, about; it says only how long somebody has to wait."""
LONG_S = 3
"""From so many seconds on, the person is told before he asks."""
_LAST_DAY = date(9998, 12, 31)
_CLEAR = {each.kind: each.clear for each in RULES}

BECAUSE: Mapping[str, Said] = {
    "off": _("the rule is switched off"),
    "chat": _("the rule is for other chats"),
    "command": _("the rule does not look at what is said to Tongpin"),
    "precision": _("the time of this message is not known exactly enough"),
    "nothing to judge": _("there is nothing in it that the rule looks at"),
    "bot": _("bots are not judged: their owners answer for them"),
}


class DecisionFilter(forms.Form):
    """Which decisions are looked for. What is left out does not matter; what makes no sense is passed over."""

    rule = forms.CharField(
        label=_("Rule"), required=False, max_length=40, widget=forms.TextInput(attrs={"list": "rules"})
    )
    chat = forms.TypedChoiceField(label=_("Chat"), required=False, coerce=int, empty_value="")
    number = forms.IntegerField(label=_("Member no."), required=False, min_value=1)
    act = forms.ChoiceField(label=_("What followed"), required=False, choices=[("", "—"), *ACTS.items()])
    since = forms.DateField(
        label=pgettext_lazy("date", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=pgettext_lazy("date", "To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class Row(NamedTuple):
    """A message that broke a rule, what was measured, what followed (`standing` None: nothing) and who it was."""

    breach: Breach
    said: str
    case: Case | None
    acts: Sequence[Said]
    standing: Standing | None
    name: Name
    chat: str


class Answer(NamedTuple):
    """One rule's answer in words; `stands` marks the breach that the case was opened for."""

    asked: Asked
    said: Said
    stands: bool


@access(Access.STEWARD)
def browse(request: PageRequest, community: int) -> HttpResponse:
    """Show the messages that broke a rule, those that are looked for, the newest first."""
    chats = people().chat_names(community)
    form = DecisionFilter(request.GET)
    form.fields["chat"].choices = [("", "—"), *chats.items()]  # type: ignore[attr-defined] # a ChoiceField
    found = _filtered(community, form, request.seat.zone)
    before = asked_number(request, "before")
    if before:
        found = found.filter(n__lt=before)
    page = page_of(found.order_by("-n"), lambda each: each.n)
    context = {
        "form": form,
        "rows": _rows(community, page.rows, chats),
        "older": further(request, page.next),
        "asked": bool(request.GET),
        "rules": [each.id for each in people().section(community, "conduct").rules],
    }
    return render(request, "console/decisions.html", context)


@access(Access.STEWARD)
def show(request: PageRequest, community: int, n: int) -> HttpResponse:
    """Show a message and what followed from it; why, is told in a moment or by a link."""
    return render(request, "console/decision.html", _told(community, n))


@access(Access.STEWARD)
def why(request: PageRequest, community: int, n: int) -> HttpResponse:
    """Tell why a message was, or was not, acted on: as a part of its page, or as the whole page."""
    context = _told(community, n) | {"asked_why": True}
    try:
        context |= _in_words(_explanation(community, n), context["breach"], context.get("body", ""))
    except NotExplained as error:
        context["late" if error.late else "failed"] = True
    template = "console/decision_why.html" if is_in_place(request) else "console/decision.html"
    return render(request, template, context)


routes: Routes = [
    path("decisions/", browse, name="decisions"),
    path("decisions/<int:n>/", show, name="decision"),
    path("decisions/<int:n>/why/", why, name="decision-why"),
]


def _filtered(community: int, form: DecisionFilter, zone: str) -> QuerySet[Breach]:
    form.is_valid()
    wanted = form.cleaned_data
    found = Breach.objects.filter(community=community)
    for name in ("rule", "chat"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if wanted.get("number"):
        found = found.filter(member=people().member_of(community, wanted["number"]))
    if wanted.get("since"):
        found = found.filter(at__gte=begins(wanted["since"], zone))
    if wanted.get("until"):
        found = found.filter(at__lt=begins(min(wanted["until"], _LAST_DAY) + timedelta(days=1), zone))
    if wanted.get("act"):
        cases = Case.objects.filter(community=community, message=OuterRef("message"), acts__contains=wanted["act"])
        found = found.filter(Exists(cases))
    return found


def _rows(community: int, breaches: Sequence[Breach], chats: Mapping[int, str]) -> list[Row]:
    now, said = now_ms(), _said_of(community, [each.n for each in breaches])
    found = Case.objects.filter(community=community, message__in=[each.message for each in breaches])
    cases = {each.message: each for each in found}
    changes = Change.objects.of(community, [each.case for each in cases.values()])
    names = people().names(community, {each.member for each in breaches})
    rows = []
    for each in breaches:
        case = cases.get(each.message)
        acts = acts_of(case) if case else ()
        standing = standing_of(case, changes[case.case], now) if case else None
        name = names.get(each.member, Name(0, ""))
        rows.append(Row(each, said.get(each.n, ""), case, acts, standing, name, chats.get(each.chat, "")))
    return rows


def _said_of(community: int, entries: Iterable[int]) -> dict[int, str]:
    """Say of entries what was measured against what, as each said it then."""
    explain = explainer(get_language() or "zh-hans")
    kept = Entry.objects.filter(community=community, n__in=list(entries)).values_list("n", "facts")
    found = ((n, breach_in(decode_facts(bytes(facts)))) for n, facts in kept)
    return {n: explain(breach) for n, breach in found if breach is not None}


def breach_in(facts: Iterable[object]) -> BreachFound | None:
    """Return what was found in an entry."""
    return next((each for each in facts if isinstance(each, BreachFound)), None)


def _told(community: int, n: int) -> dict[str, Any]:
    """Return what the journal holds of a message: itself, what was found, the case, and how long explaining takes."""
    entry = Entry.objects.filter(community=community, n=n).first()
    facts = decode_facts(bytes(entry.facts)) if entry else []
    event = facts[0] if facts else None
    if entry is None or not isinstance(event, MessagePosted | EventFailed):
        raise Http404
    breach = breach_in(facts)
    context: dict[str, Any] = {"entry": entry, "n": n, "breach": breach, "seconds": _seconds(community, n)}
    if isinstance(event, EventFailed):
        return context | {"error": event.error}
    return context | _of_message(community, event, breach) | _of_case(community, facts, entry)


def _of_message(community: int, message: MessagePosted, breach: BreachFound | None) -> dict[str, Any]:
    body = Text.objects.filter(community=community, number=message.text).values_list("body", flat=True).first()
    return {
        "message": message,
        "deleted": bool(message.text) and body is None,
        "body": body or "",
        "parts": parted(body or "", breach.marks if breach else ()),
        "name": people().names(community, {message.member}).get(message.member, Name(0, "")),
        "chat": people().chat_names(community, {message.chat}).get(message.chat, ""),
    }


def _of_case(community: int, facts: Sequence[Fact], entry: Entry) -> dict[str, Any]:
    breach = breach_in(facts)
    opened = next((each for each in facts if isinstance(each, CaseOpened)), None)
    case = Case.objects.filter(community=community, case=opened.case).first() if opened else None
    if breach is None or case is None:
        return {}
    changes = Change.objects.of(community, [case.case])[case.case]
    return {
        "case": case,
        "acts": acts_of(case),
        "standing": standing_of(case, changes, now_ms()),
        "said": explainer(get_language() or "zh-hans")(breach),
        "lines": lines_of_rule(community, entry.version, breach.line),
    }


def _seconds(community: int, n: int) -> int:
    """Return about how many seconds explaining an entry takes, 0 where that is no time to speak of."""
    snapshots = Snapshot.objects.filter(community=community, n__lt=n).order_by("-n").values_list("n", flat=True)
    seconds = (n - (snapshots.first() or 0)) // ENTRIES_A_SECOND
    return seconds if seconds >= LONG_S else 0


def _explanation(community: int, n: int) -> Explanation:
    key = f"explanation:{community}:{n}"
    kept: bytes | None = cache.get(key)
    worker: Explainer = import_string(settings.TONGPIN_EXPLAINER)
    explanation = decode(kept) if kept else worker.explain(community, n)
    if explanation is None:
        raise Http404
    cache.set(key, encode(explanation), KEPT_S)
    return explanation


def _in_words(explanation: Explanation, breach: BreachFound | None, body: str) -> dict[str, Any]:
    """Return every rule's answer in words, and the message with all that matched."""
    marks = [mark for each in explanation.asked for mark in each.marks]
    return {
        "answers": [Answer(each, _words(each), _stands(each, breach)) for each in explanation.asked],
        "same": explanation.same,
        "parts": parted(body, marks),
    }


def _words(answer: Asked) -> Said:
    """Say what a rule measured, or why it was not asked."""
    if answer.because:
        return BECAUSE.get(answer.because, answer.because)
    template = sentence(f"conduct.{answer.kind}") if answer.verdict == "breach" else _CLEAR[answer.kind]
    said = template.spoken(get_language() or "zh-hans")
    return said.format(measured=answer.measured, limit=answer.limit)


def _stands(answer: Asked, breach: BreachFound | None) -> bool:
    return breach is not None and answer.rule == breach.rule
