"""The same text again, by the same member, among his last few: equal but for disguise, case and white space."""

from __future__ import annotations

from typing import Literal

from tongpin.capabilities.conduct.rules.rule import KIND, TEXTS_KEPT, Finding, Judge, Rule, RuleSettings
from tongpin.kernel.capability import View
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.moment import SECOND_MS
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import described
from tongpin.kernel.playbook.values import Count, Duration
from tongpin.kernel.playbook.wording import counted, lasting, run_on
from tongpin.kernel.words.chat import MINUTE, MessagePosted


class Settings(RuleSettings):
    rule: Literal["duplicate", "重复"] = KIND
    within: Duration = described("在多长时间里", "Within how long", default="10m", ge=SECOND_MS)
    shortest: Count = described("短于几个字的不管", "Texts with fewer characters are not compared", default=9, ge=1)

    def asked(self) -> Both:
        within, short = lasting(self.within), counted(self.shortest, "个字", "character")
        return Both(
            run_on("同样的话", within.zh, "里只说一遍") + run_on("，不到", short.zh, "的不管"),
            f"The same is said once in {within.en}; texts of less than {short.en} are not compared",
        )


def judge(settings: Settings, compiling: Compiling) -> Judge:
    compiling.fingerprints = True
    within, shortest = settings.within, settings.shortest

    def judge_duplicate(view: View, message: MessagePosted) -> Finding | None:
        reading = message.reading
        if reading.length < shortest or view.state.texts.count(message.member, reading.fingerprint) == 1:
            return None
        if not reading.fingerprint:
            return None
        same = _count(view, message, within)
        return None if same == 1 else Finding(same, 1)

    return judge_duplicate


def measure(settings: Settings, view: View, message: MessagePosted) -> Finding:
    compared = message.reading.fingerprint and message.reading.length >= settings.shortest
    return Finding(_count(view, message, settings.within) if compared else 1, 1)


def _count(view: View, message: MessagePosted, within: int) -> int:
    return 1 + sum(_is_again(view, message, back, within) for back in range(1, TEXTS_KEPT))


def _is_again(view: View, message: MessagePosted, back: int, within: int) -> bool:
    """Whether the message so many places back has the same text and is near enough: both rings turn together."""
    if view.state.texts.newest(message.member, back) != message.reading.fingerprint:
        return False
    return abs(view.moment.sent - (view.state.times.newest(message.member, back) or 0)) <= within


RULE = Rule(
    "duplicate",
    Settings,
    judge,
    Both("同样的内容没有重发，或短得不必比较", "not the same text again, or too short to be compared"),
    measure,
    precision=MINUTE,
    commands=False,
)
