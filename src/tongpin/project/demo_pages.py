"""The demo's own pages: the tour, walking in as somebody, beginning anew, keeping the structure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongpin.journal.bundles import unbundled
from tongpin.journal.models import PlaybookVersion
from tongpin.project.demonstration import shown
from tongpin.project.tour import PARTS, STOPS, main_chat
from tongpin.runtime.simulation.material import CHATS
from tongpin.webkit.access import Access, access
from tongpin.webkit.pages import Routes
from tongpin.webkit.people import people

KEEP_IN = "data"
"""Where a structure that is kept goes, beside the place where the demo was started."""
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@access(Access.ANYONE)
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """Show what this is, whom one can be, and the tour."""
    community = shown().community
    return render(
        request,
        "demo/demo.html",
        {
            "about": people().about(community),
            "parts": [(part, member.card or member.person.nick) for part, member in PARTS.items()],
            "keep_in": Path(KEEP_IN).absolute(),
        },
    )


@access(Access.ANYONE)
@require_POST
def walk_in(request: HttpRequest, part: str) -> HttpResponse:
    """Be somebody with one click."""
    if part not in PARTS:
        raise Http404
    community = shown().community
    _be(request, part)
    request.session["tour"] = 0
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return redirect(asked)
    return redirect(main_chat(community) if part == "member" else reverse("today", args=[community]))


@access(Access.ANYONE)
@require_POST
def go(request: HttpRequest, stop: int) -> HttpResponse:
    """Go to a stop of the tour, as whoever it is for."""
    if not 1 <= stop <= len(STOPS):
        raise Http404
    asked, community = STOPS[stop - 1], shown().community
    _be(request, asked.part)
    request.session["tour"] = stop
    if stop == SHOWN_BY_ITSELF:
        request.session["seen"] = sorted({*_seen(request), stop})
    return redirect(asked.place(community))


SHOWN_BY_ITSELF = 2
"""The stop at which there is nothing to do but to read."""


def _seen(request: HttpRequest) -> list[int]:
    seen: list[int] = request.session.get("seen", [])
    return seen


def _be(request: HttpRequest, part: str) -> None:
    member = PARTS[part]
    account, _made = get_user_model().objects.get_or_create(
        external=member.external, defaults={"username": member.external}
    )
    seen = _seen(request)
    login(request, account, _BACKEND)
    request.session["seen"] = seen


@access(Access.ANYONE)
@require_POST
async def reset(_request: HttpRequest) -> HttpResponse:
    """Begin anew: a fresh community, as it was when the demo began."""
    await shown().reset()
    return redirect("demo")


@access(Access.ANYONE)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Make a real community of the playbook as it stands now and of the chats, without the people."""
    newest = PlaybookVersion.objects.filter(community=shown().community).order_by("-version").first()
    folder = Path(KEEP_IN).absolute()
    if newest is None or (folder / "tongpin.sqlite3").exists():
        messages.error(
            request,
            _("There is a community in %(folder)s already; nothing was changed. Move that folder away first.")
            % {"folder": folder},
        )
        return redirect("demo")
    with TemporaryDirectory(prefix="tongpin-") as name:
        kept = unbundled(newest.body)
        for file, text in {**kept.files, "playbook.yaml": kept.text}.items():
            (Path(name) / file).write_text(text, "utf-8")
        done = _found(Path(name) / "playbook.yaml", folder)
    if done.returncode:
        messages.error(request, done.stderr.strip() or str(done.returncode))
    else:
        messages.success(
            request,
            _("Kept in %(folder)s. End the demo and run: tongpin serve --data %(folder)s") % {"folder": folder},
        )
    return redirect("demo")


def _found(playbook: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Let `tongpin init` do it, as an operator would."""
    program = "from tongpin.project.cli import main; main()"
    chats = [option for each in CHATS[1:] for option in ("--chat", f"{each.id}={each.title}")]
    command = [sys.executable, "-c", program, "init", str(playbook), "--data", str(folder), *chats]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGPIN_")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours


urlpatterns: Routes = [
    path("", demo, name="demo"),
    path("walk-in/<str:part>/", walk_in, name="demo-walk-in"),
    path("go/<int:stop>/", go, name="demo-go"),
    path("reset/", reset, name="demo-reset"),
    path("keep/", keep, name="demo-keep"),
]
