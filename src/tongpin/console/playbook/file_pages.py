"""Changing the playbook as a file: a text with line numbers, and what is wrong in it while it is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongpin.console.playbook.drafts import Draft, begun, draft_of
from tongpin.console.playbook.reviewing import REFUSED, review
from tongpin.console.playbook.widgets import language
from tongpin.kernel.playbook.problems import Problem
from tongpin.kernel.playbook.problems import render as drawn
from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.paging import asked_number

MOST_SHOWN = 100
"""Problems that are listed; the rest is counted."""


@access(Access.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, community: int) -> HttpResponse:
    """Show the text; check it where nothing else is asked for; show what saving would change."""
    if request.method != "POST":
        return edit_page(request, begun(community), line=asked_number(request, "line"), is_checked=False)
    draft = draft_of(request, community)
    act, _colon, line = request.POST.get("act", "check").partition(":")
    if act == "show":
        return edit_page(request, draft, line=int(line) if line.isascii() and line.isdigit() else 0)
    if draft.read().problems:
        return edit_page(request, draft, status=REFUSED)
    return review(request, draft) if act == "save" else edit_page(request, draft)


@access(Access.OWNER)
@require_POST
def check(request: PageRequest, community: int) -> HttpResponse:
    """Say what is wrong in a text that is being written."""
    draft = draft_of(request, community)
    return render(request, "webkit/components/diagnostics.html", {"diagnostics": _verdict(draft)})


def edit_page(
    request: PageRequest, draft: Draft, *, line: int = 0, status: int = 200, is_checked: bool = True
) -> HttpResponse:
    """Show a draft in the editor, with what is wrong in it."""
    diagnostics = _verdict(draft) if is_checked else None
    if line and not diagnostics:
        diagnostics = [{"line": line, "column": 1, "kind": "info", "what": _("The line that you come from.")}]
    context = {"draft": draft, "diagnostics": diagnostics}
    return render(request, "console/playbook/edit.html", context, status=status)


def told(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as pages list them."""
    return [
        {
            "line": each.line,
            "column": each.column,
            "code": each.code,
            "what": each.message.spoken(language()),
            "hint": each.fix.spoken(language()),
            "excerpt": _excerpt(each),
        }
        for each in problems
    ]


def _verdict(draft: Draft) -> list[dict[str, Any]]:
    problems = draft.read().problems
    listed = told(problems[:MOST_SHOWN])
    if len(problems) > MOST_SHOWN:
        more = _("and {count} more below").format(count=len(problems) - MOST_SHOWN)
        last = problems[MOST_SHOWN]
        listed.append({"line": last.line, "column": last.column, "kind": "warn", "what": more})
    return listed


def _excerpt(problem: Problem) -> str:
    """Draw the line and a caret under the place."""
    return "\n".join(drawn(problem, language()).split("\n")[1:-1])
