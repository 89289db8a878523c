"""A community's entries as somebody in the chat lives through them: what is said, and what Tongpin does about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from time import sleep
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from tongpin.kernel.moment import SECOND_MS
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    BreachFound,
    MessageRecalled,
    SanctionConfirmed,
    SanctionLapsed,
    SanctionUndone,
)
from tongpin.kernel.words.ledger import Posted
from tongpin.project.terminal import language
from tongpin.webkit.sentences import explainer, rendered

if TYPE_CHECKING:
    from tongpin.journal.store import Store
    from tongpin.kernel.words.entry import Entry

_SAID_BY = Both("成员{member}", "member {member}")
_POINTS = Both("积分 {amount:+}（成员{member}）", "points {amount:+} (member {member})")
_NOTES: dict[type[Fact], tuple[Both, str]] = {
    BreachFound: (Both("触犯“{rule}”（剧本第 {line} 行）：{found}", "breaks “{rule}” (line {line}): {found}"), "red"),
    MessageRecalled: (Both("消息已撤回", "the message is recalled"), "red"),
    CheckedIn: (Both("签到成功，连续 {streak} 天", "checked in, {streak} days in a row"), "green"),
    AppealLodged: (Both("第 {case} 号提出申诉", "case {case} is appealed"), "blue"),
    AppealDecided: (Both("第 {case} 号的申诉已由群管答复", "the appeal of case {case} is answered"), "blue"),
    SanctionUndone: (Both("第 {case} 号撤销，一切还原", "case {case} is undone, all is given back"), "green"),
    SanctionConfirmed: (Both("第 {case} 号由群管确认", "case {case} is confirmed by a steward"), "red"),
    SanctionLapsed: (Both("第 {case} 号无人确认，自动失效", "case {case} lapses, nobody confirmed it"), "green"),
}
_MOST_TEXT = 60


class LiveView:
    """Prints entries at a pace that an eye can follow, `lines` at the most."""

    def __init__(self, zone: ZoneInfo, pause: float, lines: int, since: int) -> None:
        """Write to stdout, `pause` seconds a line, what happens after `since` (ms since the epoch)."""
        self._console = Console(highlight=False, soft_wrap=True)
        self._zone = zone
        self._pause = pause
        self._left = lines
        self._since = since
        self._explain = explainer(language())

    def show(self, books: Store, entries: Sequence[Entry]) -> None:
        """Print what somebody in the chat would notice."""
        texts = _texts_of(books, entries)
        for entry in entries:
            if entry.at <= self._since:
                continue
            for line in self._lines(entry, texts):
                if self._left <= 0:
                    return
                self._left -= 1
                self._console.print(line)
                sleep(self._pause)

    def _lines(self, entry: Entry, texts: dict[int, str]) -> Iterator[Text]:
        event = entry.facts[0]
        if isinstance(event, MessagePosted):
            yield self._spoken(entry, event, texts)
        for fact in entry.facts:
            yield from self._noted(fact)
        for action in entry.actions:
            if isinstance(action, Say):
                yield Text(f"          同频：{rendered(action, language())}", style="dim")

    def _spoken(self, entry: Entry, event: MessagePosted, texts: dict[int, str]) -> Text:
        at = datetime.fromtimestamp(entry.at // SECOND_MS, self._zone)
        who = _SAID_BY.filled({"member": event.member}).spoken(language())
        return Text(f"{at:%a %H:%M} {who}：{texts.get(event.text, '')[:_MOST_TEXT]}")

    def _noted(self, fact: Fact) -> Iterator[Text]:
        if isinstance(fact, Posted):
            yield from (_indented(_POINTS, {"member": to, "amount": n}, "yellow") for to, n in fact.legs if to > 0)
        elif type(fact) in _NOTES:
            said, style = _NOTES[type(fact)]
            yield _indented(said, _fields(fact, self._explain), style)


def _fields(fact: Any, explain: Callable[[BreachFound], str]) -> dict[str, object]:  # noqa: ANN401 - any word
    fields = {name: getattr(fact, name) for name in fact.__struct_fields__}
    return fields | {"found": explain(fact)} if isinstance(fact, BreachFound) else fields


def _indented(said: Both, fields: dict[str, object], style: str) -> Text:
    return Text(f"          → {said.filled(fields).spoken(language())}", style=style)


def _texts_of(books: Store, entries: Iterable[Entry]) -> dict[int, str]:
    numbers = [fact.text for entry in entries if isinstance(fact := entry.facts[0], MessagePosted)]
    return books.texts(books.communities()[0].id, numbers)
