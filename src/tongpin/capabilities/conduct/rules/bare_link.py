"""A link needs a comment of one's own."""

from __future__ import annotations

from typing import Literal

from tongpin.capabilities.conduct.rules.rule import KIND, Finding, Judge, Rule, RuleSettings
from tongpin.kernel.capability import View
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import described
from tongpin.kernel.playbook.values import Count
from tongpin.kernel.playbook.wording import counted, run_on
from tongpin.kernel.words.chat import MessagePosted
from tongpin.text.reading import LINK


class Settings(RuleSettings):
    rule: Literal["bare_link", "光链接"] = KIND
    own: Count = described(
        "链接之外自己至少写几个字", "How many characters of one's own stand beside a link at least", default=5, ge=1
    )

    def asked(self) -> Both:
        characters = counted(self.own, "个字", "character")
        return Both(
            run_on("发链接时自己至少写", characters.zh), f"A link comes with at least {characters.en} of one's own"
        )


def judge(settings: Settings, _compiling: Compiling) -> Judge:
    least = settings.own

    def judge_bare_link(_view: View, message: MessagePosted) -> Finding | None:
        own = message.reading.own
        return None if own >= least else Finding(own, least)

    return judge_bare_link


def measure(settings: Settings, _view: View, message: MessagePosted) -> Finding:
    return Finding(message.reading.own, settings.own)


RULE = Rule(
    "bare_link",
    Settings,
    judge,
    Both(
        "链接旁边自己写了 {measured} 个字，至少要 {limit} 个字",
        "{measured} characters beside the link, {limit} are asked",
    ),
    measure,
    needs=LINK,
)
