"""⌘K: leads to pages, members, chats, rules, cases and commands by a word of their names, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from tongpin.webkit.access import Access, PageRequest, access
from tongpin.webkit.pages import Goal, Routes, Said, all_pages
from tongpin.webkit.paging import asked_words
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

MOST_GOALS = 12
MOST_OF_A_KIND = 4
MOST_WORD = 60
FRAGMENT = "X-Fragment"
"""The header of a request whose answer is put into the palette."""


class Place(NamedTuple):
    """A page or command: what it is called, what else people call it, its route, and a part of the page."""

    label: Said
    words: str
    route: str
    part: str = ""


PAGES: Sequence[Place] = (
    Place(gettext_lazy("Today"), "今日 today 首页", "today"),
    Place(gettext_lazy("Members"), "成员 群友 members people", "members"),
    Place(pgettext_lazy("section", "Chats"), "群聊 聊天 chats", "console-chats"),
    Place(gettext_lazy("Activities"), "活动 签到 activities", "console-activities"),
    Place(gettext_lazy("Review"), "审核 申诉 review queue appeals", "review"),
    Place(gettext_lazy("Cases"), "案件 处分 cases sanctions", "review-cases"),
    Place(gettext_lazy("Decisions"), "决定 违规 为什么 decisions breaches why", "decisions"),
    Place(gettext_lazy("How the rules fare"), "规则体检 rules health", "review-rules"),
    Place(gettext_lazy("Playbook"), "剧本 规则 playbook rules", "playbook"),
    Place(gettext_lazy("Settings"), "设置 settings", "settings"),
    Place(gettext_lazy("Connectors"), "连接器 渠道 健康 connectors health", "settings", "connectors"),
    Place(gettext_lazy("Team and roles"), "团队 角色 权限 职务 team roles duties", "settings", "team-title"),
    Place(gettext_lazy("Audit log"), "审计 日志 audit log", "audit"),
    Place(gettext_lazy("Members’ pages"), "成员页 首页 portal home", "portal-home"),
)
COMMANDS: Sequence[Place] = (
    Place(gettext_lazy("Invite members"), "邀请 链接 invite link", "links"),
    Place(gettext_lazy("Open a chat"), "开群 新群 open chat", "console-chats", "open"),
    Place(gettext_lazy("Export members as CSV"), "导出 成员 表格 export csv members", "members-file"),
    Place(gettext_lazy("Export the audit log as CSV"), "导出 审计 export csv audit", "audit-csv"),
    Place(gettext_lazy("Speak in the chat"), "发言 说话 speak talk", "chat-home"),
)


@access(Access.STEWARD)
@require_safe
def palette(request: PageRequest, community: int) -> HttpResponse:  # noqa: ARG001 - the gate has read it
    """Answer a word with what it may mean: a part of the page for the script, else a whole page."""
    word = asked_words(request, "q", MOST_WORD)
    template = "console/palette_found.html" if FRAGMENT in request.headers else "console/palette.html"
    return render(request, template, {"q": word, "goals": goals_for(request.seat, word)})


def goals_for(seat: Seat, word: str) -> list[Goal]:
    """Return what a word may mean, those of a kind together; without a word the pages and the commands."""
    own = [*_places(seat, PAGES, _("page"), word), *_places(seat, COMMANDS, _("command"), word)]
    of_capabilities = [goal for each in all_pages() for goal in each.goals(seat, word)] if word else []
    found = [*of_capabilities, *own] if any(each.isdigit() for each in word) else [*own, *of_capabilities]
    return _of_each_kind([*found, *_chats(seat, word)], MOST_OF_A_KIND if word else MOST_GOALS)[:MOST_GOALS]


def _places(seat: Seat, places: Iterable[Place], kind: str, word: str) -> Iterator[Goal]:
    """Find places by a word, those whose names begin with it in front."""
    asked = word.casefold()
    known = [(str(each.label), each) for each in places]
    found = [(label, each) for label, each in known if asked in f"{label} {each.words}".casefold()]
    for label, each in sorted(found, key=lambda pair: not pair[0].casefold().startswith(asked)):
        part = f"#{each.part}" if each.part else ""
        yield Goal(label, kind, reverse(each.route, args=[seat.community]) + part)


def _chats(seat: Seat, word: str) -> Iterator[Goal]:
    if not word:
        return
    named = (item for item in people().chat_names(seat.community).items() if word.casefold() in item[1].casefold())
    for chat, title in islice(named, MOST_OF_A_KIND):
        yield Goal(title, _("chat"), reverse("console-chat", args=[seat.community, chat]))


def _of_each_kind(goals: Iterable[Goal], most: int) -> list[Goal]:
    """Put goals of a kind together, `most` of each, in the order in which kinds come first; none twice."""
    kinds: dict[str, dict[str, Goal]] = {}
    for each in goals:
        kinds.setdefault(str(each.kind), {}).setdefault(each.href, each)
    return [goal for kind in kinds.values() for goal in islice(kind.values(), most)]


routes: Routes = [path("palette/", palette, name="palette")]
