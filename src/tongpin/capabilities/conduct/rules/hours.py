"""When one may speak: quiet hours, and windows outside which all rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tongpin.capabilities.conduct.rules.rule import KIND, Finding, Judge, Rule, RuleSettings
from tongpin.kernel.capability import View
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook import section
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import described
from tongpin.kernel.playbook.values import WindowList
from tongpin.kernel.playbook.wording import in_windows, run_on
from tongpin.kernel.words.chat import MINUTE, MessagePosted

_DAY = 24 * 60
_WEEK = 7 * _DAY


class Settings(RuleSettings):
    rule: Literal["hours", "时段"] = KIND
    quiet: WindowList = described("这些时段不说话", "Nobody speaks in these windows", default=())
    allowed: WindowList = described(
        "只在这些时段说话；不写就不限", "One speaks in these windows only; at all times where left out", default=()
    )

    def asked(self) -> Both:
        quiet, allowed = in_windows(self.quiet), in_windows(self.allowed)
        chinese = [run_on("只在", allowed.zh, "说话")] if self.allowed else []
        english = [f"One speaks only {allowed.en}"] if self.allowed else []
        chinese += [run_on(quiet.zh, "不说话")] if self.quiet else []
        english += [f"{'nobody' if self.allowed else 'Nobody'} speaks {quiet.en}"] if self.quiet else []
        return Both("，".join(chinese), ", and ".join(english))

    def faults(self) -> Iterable[section.Finding]:
        if not self.quiet and not self.allowed:
            yield section.Finding(
                (),
                "PB507",
                "这条规则没有写时段，什么也管不了",
                "This rule names no hours, so it can never take effect",
                "写上 quiet: 23:00-7:00 或 allowed: 每周五 20:00-21:30",
                "Add quiet: 23:00-7:00 or allowed: fri 20:00-21:30",
            )
        elif 0 not in _closed(self):
            yield section.Finding(
                (),
                "PB506",
                "按这些时段，任何时候都不能说话",
                "By these hours nobody may ever speak",
                "缩短 quiet，或让 allowed 有一段不在 quiet 里",
                "Shorten `quiet`, or let some of `allowed` lie outside it",
            )
        elif 1 not in _closed(self):
            yield section.Finding(
                (),
                "PB507",
                "allowed 写的是全部时间，这条规则什么也管不了",
                "`allowed` is the whole week, so that this rule can never take effect",
                "只写可以说话的时段，例如 allowed: 每周五 20:00-21:30",
                "Name only when one may speak, for instance allowed: fri 20:00-21:30",
            )


def judge(settings: Settings, compiling: Compiling) -> Judge:
    clock = compiling.clock
    closed = _closed(settings)

    def judge_hours(view: View, _message: MessagePosted) -> Finding | None:
        minute = clock.minute_of_week(view.moment.sent)
        if not closed[minute]:
            return None
        return Finding(minute % _DAY, _opens(closed, minute) % _DAY)

    return judge_hours


def _closed(settings: Settings) -> bytes:
    """One byte a minute of the week from Monday 00:00: 1 where one may not speak."""
    closed = bytearray(_WEEK)
    if settings.allowed:
        closed = bytearray(b"\1" * _WEEK)
        for start, end in settings.allowed:
            closed[start:end] = bytes(end - start)
    for start, end in settings.quiet:
        closed[start:end] = b"\1" * (end - start)
    return bytes(closed)


def _opens(closed: bytes, minute: int) -> int:
    """The minute of the week from which one may speak again; `minute` itself where that is never."""
    found = (closed.find(0, minute), closed.find(0), minute)
    return next(each for each in found if each >= 0)


def measure(settings: Settings, view: View, _message: MessagePosted) -> Finding:
    minute = view.clock.minute_of_week(view.moment.sent)
    return Finding(minute % _DAY, _opens(_closed(settings), minute) % _DAY)


RULE = Rule(
    "hours",
    Settings,
    judge,
    Both("这个时候可以说话", "one may speak at this time"),
    measure,
    precision=MINUTE,
    commands=False,
)
