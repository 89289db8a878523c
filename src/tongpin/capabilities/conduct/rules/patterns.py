"""Patterns that a text may not match, on RE2."""

from __future__ import annotations

from typing import Literal

from tongpin.capabilities.conduct.rules.rule import KIND, Finding, Judge, Rule, RuleSettings
from tongpin.kernel.capability import View
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import described
from tongpin.kernel.playbook.values import Pattern
from tongpin.kernel.playbook.wording import quoted
from tongpin.kernel.words.chat import MessagePosted
from tongpin.text.reading import PATTERN


class Settings(RuleSettings):
    rule: Literal["patterns", "正则"] = KIND
    patterns: tuple[Pattern, ...] = described(
        "不许匹配的正则（RE2 语法）", "RE2 patterns that may not match", min_length=1
    )

    def asked(self) -> Both:
        patterns = quoted(self.patterns)
        return Both(
            f"不写合乎这些正则的内容：{patterns.zh}", f"Nothing is written that these patterns match: {patterns.en}"
        )


def judge(settings: Settings, compiling: Compiling) -> Judge:
    indexes = compiling.pattern_indexes(settings.patterns)

    def judge_patterns(_view: View, message: MessagePosted) -> Finding | None:
        marks = tuple((hit.start, hit.end) for hit in message.reading.patterns if hit.index in indexes)
        return Finding(len(marks), 0, marks) if marks else None

    return judge_patterns


RULE = Rule(
    "patterns",
    Settings,
    judge,
    Both("没有这条规则不许出现的写法", "nothing of a form that this rule does not allow"),
    needs=PATTERN,
)
