"""The playbook in force, and all versions before it: read in words beside the lines, compared, brought back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tongpin.console.playbook.differences import between, changed_sentences
from tongpin.console.playbook.drafts import Draft
from tongpin.console.playbook.reading import (
    FILE,
    Version,
    capabilities,
    newest,
    version_before,
    version_in,
    version_of,
)
from tongpin.console.playbook.reviewing import review
from tongpin.console.playbook.words import MOST_LINES, lines_of, said_by
from tongpin.journal.models import PlaybookVersion
from tongpin.kernel.playbook.schema import schema
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.paging import asked_number
from tongpin.webkit.people import Name, people

SHOWN = 20
"""Versions of a page: each is compared with the one before."""


@access(Access.STEWARD)
@require_safe
def playbook(request: PageRequest, community: int) -> HttpResponse:
    """Show the playbook in force in plain words beside its lines."""
    return render(request, "console/playbook/playbook.html", _told(request, newest(community), is_newest=True))


@access(Access.STEWARD)
@require_safe
def version(request: PageRequest, community: int, version: int) -> HttpResponse:
    """Show any version whole."""
    latest, asked = newest(community), version_of(community, version)
    context = _told(request, asked, is_newest=asked.number == latest.number)
    return render(request, "console/playbook/version.html", context)


@access(Access.STEWARD)
@require_safe
def versions(request: PageRequest, community: int) -> HttpResponse:
    """Show all versions, the newest first, with how many sentences each changed."""
    rows, before = PlaybookVersion.objects.filter(community=community), asked_number(request, "before")
    found = list((rows.filter(version__lt=before) if before else rows).order_by("-version")[: SHOWN + 1])
    in_force = newest(community).number
    names = people().names(community, {each.author for each in found})
    listed = [
        {
            "version": each.version,
            "what": _what(each, older),
            "by": _name(names, each.author),
            "at": each.at,
            "href": reverse("playbook-version", args=[community, each.version]),
            "current": each.version == in_force,
        }
        for each, older in zip_longest(found[:SHOWN], found[1:])
    ]
    older = f"?before={found[SHOWN - 1].version}" if len(found) > SHOWN else ""
    return render(request, "console/playbook/versions.html", {"versions": listed, "older": older})


@access(Access.STEWARD)
@require_safe
def difference(request: PageRequest, community: int, version: int) -> HttpResponse:
    """Show what parts a version from another (`?from=`), without which from the one before."""
    new = version_of(community, version)
    asked = asked_number(request, "from")
    old = version_of(community, asked) if asked else version_before(community, version)
    numbers = PlaybookVersion.objects.filter(community=community).order_by("-version").values_list("version", flat=True)
    context = {
        "old": old,
        "new": new,
        "difference": between(old, new),
        "numbers": list(numbers[:200]),
        "by": _name(people().names(community, {new.author}), new.author),
    }
    return render(request, "console/playbook/difference.html", context)


@access(Access.OWNER)
@require_POST
def back(request: PageRequest, community: int, version: int) -> HttpResponse:
    """Show what it would change to bring a version back, as a new one."""
    latest, old = newest(community), version_of(community, version)
    draft = Draft(old.text, latest, old, latest, uuid4().hex)
    return review(request, draft, reason=_("Back to version {version}.").format(version=version))


@access(Access.STEWARD)
@require_safe
def file(request: PageRequest, community: int) -> HttpResponse:
    """Hand out the file of the version in force, or of the one asked for (`?version=`)."""
    asked = asked_number(request, "version")
    found = version_of(community, asked) if asked else newest(community)
    return _handed_out(found.text, "text/yaml; charset=utf-8", FILE)


@access(Access.STEWARD)
@require_safe
def json_schema(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the same for all communities
    """Hand out the JSON Schema by which editors complete and explain a playbook."""
    text = json.dumps(schema(capabilities()), ensure_ascii=False, indent=2)
    return _handed_out(text + "\n", "application/schema+json", "playbook.schema.json")


def _handed_out(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _told(request: PageRequest, shown: Version, *, is_newest: bool) -> dict[str, Any]:
    names = people().names(request.seat.community, {shown.author})
    said = said_by(shown)
    return {
        "version": shown,
        "is_newest": is_newest,
        "by": _name(names, shown.author),
        "chapters": said,
        "lines": lines_of(shown.text, said),
        "more_lines": max(0, shown.text.count("\n") + 1 - MOST_LINES),
        "schema": request.build_absolute_uri(reverse("playbook-schema", args=[request.seat.community])),
    }


def _name(names: Mapping[int, Name], member: int) -> str:
    if not member:
        return _("the operator")
    name = names.get(member, Name(0, ""))
    return name.card or _("no. {number}").format(number=name.number)


def _what(row: PlaybookVersion, older: PlaybookVersion | None) -> str:
    count = _changed(row, older) if older else 0
    if older is None:
        said = _("the first playbook")
    elif count:
        said = ngettext("{count} sentence changed", "{count} sentences changed", count).format(count=count)
    else:
        said = _("no sentence changed")
    return f"{row.reason} · {said}" if row.reason else said


def _changed(row: PlaybookVersion, older: PlaybookVersion) -> int:
    """Count once: versions never change; when it was adopted tells it from one of another database."""
    key = f"playbook-changed:{row.community}:{row.version}:{row.at}"
    count: int | None = cache.get(key)
    if count is None:
        count = changed_sentences(version_in(older), version_in(row))
        cache.set(key, count, None)
    return count
