"""Changing the playbook by form: a page for each place, made from the models that the playbook is read with."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.console.playbook.blocks import blocks_of, called, kind_of
from tongpin.console.playbook.changing import DEEDS, NotChanged, form_of, with_done, with_item, with_key, with_typed
from tongpin.console.playbook.drafts import Draft, begun, draft_of
from tongpin.console.playbook.file_pages import edit_page, told
from tongpin.console.playbook.places import address, field_at, path_of
from tongpin.console.playbook.reading import document_of, models
from tongpin.console.playbook.reviewing import REFUSED, review
from tongpin.console.playbook.widgets import PlaceForm, language, leaves
from tongpin.kernel.playbook.fields import FormField
from tongpin.kernel.playbook.forms import blank_item
from tongpin.kernel.playbook.problems import Problem
from tongpin.webkit.access import Access, PageRequest, access

_ENDS = tuple(".。!！?？")
MOST_KEY = 40
"""Characters of a key that is added."""


class Tab(NamedTuple):
    """A section to go to."""

    place: str
    label: str
    current: bool


class _Page(NamedTuple):
    """A place of a draft as it is to be shown: `tag` is that of an item that is to be added, None for none."""

    draft: Draft
    place: str
    tag: str | None = None
    form: PlaceForm | None = None
    refusal: NotChanged | None = None
    problems: list[Problem] | None = None

    @property
    def status(self) -> int:
        return REFUSED if self.refusal or self.problems or (self.form and self.form.errors) else 200


@access(Access.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PageRequest, community: int, place: str) -> HttpResponse:
    """Show the form of a place; do what a button asks for; show what saving would change."""
    if request.method != "POST":
        return _shown(request, _Page(begun(community), place, request.GET.get("add")))
    draft = draft_of(request, community)
    act, _colon, at = request.POST.get("act", "save").partition(":")
    if document_of(draft.text).faults:
        return edit_page(request, draft, status=REFUSED)
    if act == "show":
        return _shown(request, _Page(draft, place))
    if act == "insert":
        return _inserted(request, draft, place)
    _place, form = form_of(draft, place, request.POST)
    try:
        typed = draft.saying(with_typed(draft.text, form, _language(draft)))
        if act == "save":
            return _saved(request, _Page(draft, place, form=form), typed)
        return _shown(request, _after(request, typed, place, act, at))
    except NotChanged as refusal:
        return _shown(request, _Page(draft, place, form=form, refusal=refusal))


def _after(request: PageRequest, draft: Draft, place: str, act: str, at: str) -> _Page:
    """Return the page to show after a button other than saving."""
    if act == "go":
        return _Page(draft, at)
    if act == "add":
        where, _colon, tag = at.rpartition(":")
        return _Page(draft, where, tag)
    if act == "key":
        key = request.POST.get("new-key", "").strip()[:MOST_KEY]
        if not key:
            return _Page(draft, place)
        path = (*field_at(draft.text, at).path, key)
        return _Page(draft.saying(with_key(draft.text, path)), address(path))
    if act not in DEEDS:
        raise Http404
    done = draft.saying(with_done(draft.text, act, at))
    return _Page(done, place if at != place or act != "remove" else place.rpartition("/")[0])


def _saved(request: PageRequest, page: _Page, typed: Draft) -> HttpResponse:
    problems = typed.read().problems
    if problems and page.form:
        return _shown(request, page._replace(problems=_placed(page.form, typed.text, problems)))
    return review(request, typed, page.place)


def _inserted(request: PageRequest, draft: Draft, place: str) -> HttpResponse:
    tag = request.POST.get("tag", "")
    blank = _blank(draft, place, tag)
    form = PlaceForm(leaves(blank), request.POST)
    page = _Page(draft, place, tag, form)
    try:
        filled = draft.saying(with_item(draft.text, blank, form, _language(draft)))
    except NotChanged as refusal:
        return _shown(request, page._replace(refusal=refusal))
    problems = _placed(form, filled.text, filled.read().problems)
    if form.errors:
        return _shown(request, page._replace(problems=problems))
    return _shown(request, _Page(filled, place)) if problems else review(request, filled, place)


def _shown(request: PageRequest, page: _Page) -> HttpResponse:
    draft = page.draft
    field = field_at(draft.text, page.place) if page.tag is None else _blank(draft, page.place, page.tag)
    form = page.form or PlaceForm(leaves(field))
    problems = draft.read().problems if page.problems is None else page.problems
    context: dict[str, Any] = {
        "draft": draft,
        "place": page.place,
        "field": field,
        "tag": page.tag,
        "is_new": page.tag is not None,
        "heading": kind_of(field) if page.tag is not None else _heading(draft, field),
        "crumbs": _crumbs(draft, field),
        "tabs": _tabs(page.place),
        "form": form,
        "blocks": blocks_of(field, form, draft),
        "refusal": page.refusal,
        "refused": page.refusal.said.spoken(language()) if page.refusal else "",
        "problems": told(problems),
    }
    return render(request, "console/playbook/section.html", context, status=page.status)


def _placed(form: PlaceForm, text: str, problems: Any) -> list[Problem]:  # noqa: ANN401 - a sequence of problems
    """Put problems beside the fields that they are about; return the others."""
    elsewhere = []
    form.is_valid()
    for each in problems:
        path = path_of(text, each)
        names = (address(path[:length]) for length in range(len(path), 0, -1))
        name = next((name for name in names if name in form.fields), None)
        if name is None:
            elsewhere.append(each)
        else:
            form.add_error(name, _in_a_line(each))
    return elsewhere


def _in_a_line(problem: Problem) -> str:
    message, fix = problem.message.spoken(language()), problem.fix.spoken(language())
    return f"{message} {fix}" if message.endswith(_ENDS) else _("{message}. {fix}").format(message=message, fix=fix)


def _blank(draft: Draft, place: str, tag: str) -> FormField:
    try:
        return blank_item(models(), document_of(draft.text), field_at(draft.text, place).path, tag)
    except LookupError:
        raise Http404 from None


def _heading(draft: Draft, field: FormField) -> str:
    """Return what a place is called: what a mapping holds goes by its key."""
    is_keyed = len(field.path) > 1 and field_at(draft.text, address(field.path[:-1])).kind == "mapping"
    return field.name if is_keyed else called(field)


def _crumbs(draft: Draft, field: FormField) -> list[Tab]:
    """Return the places above one, from its section on; lists are shown in the page of what they belong to."""
    above = [field_at(draft.text, address(field.path[:length])) for length in range(1, len(field.path))]
    return [Tab(address(each.path), called(each), current=False) for each in above if each.kind == "section"]


def _tabs(place: str) -> list[Tab]:
    current = place.partition("/")[0]
    return [Tab(name, model.heading.spoken(language()), name == current) for name, model in models().items()]


def _language(draft: Draft) -> str:
    """Return the language in which new words are written into the file: that of the community."""
    playbook = draft.read().playbook
    return playbook.community.language if playbook else language()
