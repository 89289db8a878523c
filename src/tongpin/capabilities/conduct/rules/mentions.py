"""How many people one message may call by name."""

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
from tongpin.text.reading import MENTION


class Settings(RuleSettings):
    rule: Literal["mentions", "点名"] = KIND
    at_most: Count = described("一条最多 @ 几个人", "How many people one message mentions at most", default=5)

    def asked(self) -> Both:
        if not self.at_most:
            return Both("消息里不点名", "A message mentions nobody")
        members = counted(self.at_most, "个人", "member")
        return Both(run_on("一条消息最多点名", members.zh), f"A message mentions at most {members.en}")


def judge(settings: Settings, _compiling: Compiling) -> Judge:
    at_most = settings.at_most

    def judge_mentions(_view: View, message: MessagePosted) -> Finding | None:
        mentions = message.reading.mentions
        return None if mentions <= at_most else Finding(mentions, at_most)

    return judge_mentions


def measure(settings: Settings, _view: View, message: MessagePosted) -> Finding:
    return Finding(message.reading.mentions, settings.at_most)


RULE = Rule(
    "mentions",
    Settings,
    judge,
    Both("一条里 @ 了 {measured} 个人，最多 {limit} 个", "{measured} people mentioned, {limit} at most"),
    measure,
    needs=MENTION,
)
