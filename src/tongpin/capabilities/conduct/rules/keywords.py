"""Words that are not said, however they are disguised."""

from __future__ import annotations

from typing import Literal

from tongpin.capabilities.conduct.rules.rule import KIND, Finding, Judge, Rule, RuleSettings
from tongpin.kernel.capability import View
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import described
from tongpin.kernel.playbook.values import WordList
from tongpin.kernel.playbook.wording import quoted
from tongpin.kernel.words.chat import MessagePosted
from tongpin.text.reading import WORD


class Settings(RuleSettings):
    rule: Literal["keywords", "词表"] = KIND
    words: WordList = described(
        "不许出现的词：直接写，或写 {file: 词表.txt}", "Words that may not occur: a list, or {file: words.txt}"
    )

    def asked(self) -> Both:
        words = quoted(self.words)
        return Both(f"不说{words.zh}，换个写法也算", f"Nobody says {words.en}, in whatever disguise")


def judge(settings: Settings, compiling: Compiling) -> Judge:
    indexes = compiling.word_indexes(settings.words)

    def judge_keywords(_view: View, message: MessagePosted) -> Finding | None:
        marks = tuple((hit.start, hit.end) for hit in message.reading.words if hit.index in indexes)
        return Finding(len(marks), 0, marks) if marks else None

    return judge_keywords


RULE = Rule(
    "keywords",
    Settings,
    judge,
    Both("没有这条规则不许出现的词", "none of the words that this rule does not allow"),
    needs=WORD,
)
