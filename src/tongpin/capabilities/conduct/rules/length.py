"""How long a message is at least. A message without text (a picture, say) is not asked."""

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


class Settings(RuleSettings):
    rule: Literal["length", "字数"] = KIND
    at_least: Count = described(
        "每条至少几个字（空白不算）",
        "How many characters a message has at least, white space left out",
        default=10,
        ge=1,
    )

    def asked(self) -> Both:
        characters = counted(self.at_least, "个字", "character")
        return Both(
            run_on("每条消息至少", characters.zh) + "，空白和口令不算",
            f"A message has at least {characters.en}, white space and commands left out",
        )


def judge(settings: Settings, _compiling: Compiling) -> Judge:
    at_least = settings.at_least

    def judge_length(_view: View, message: MessagePosted) -> Finding | None:
        length = message.reading.length
        if length >= at_least or not message.text:
            return None
        return Finding(length, at_least)

    return judge_length


def measure(settings: Settings, _view: View, message: MessagePosted) -> Finding:
    return Finding(message.reading.length, settings.at_least)


RULE = Rule(
    "length",
    Settings,
    judge,
    Both(
        "有 {measured} 个字；有文字的至少要 {limit} 个字",
        "{measured} characters; {limit} at least where there are any",
    ),
    measure,
    commands=False,
)
