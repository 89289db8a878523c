"""What rules say of themselves, in plain words."""

from typing import Any

import pytest

from tongpin.capabilities.conduct.playbook import ConductSection
from tongpin.kernel.playbook.bilingual import Both


@pytest.mark.parametrize(
    "rule, zh, en",
    [
        (
            {"rule": "刷屏", "value": "不打扰"},
            "一分钟里最多八条消息，各个群合起来算；为的是“不打扰”。",
            "At most 8 messages in 1 minute, all chats together; for the sake of “不打扰”.",
        ),
        (
            {"rule": "length", "at_least": 12, "active": "off", "chats": ["main", "side"]},
            "（已停用）每条消息至少 12 个字，空白和口令不算；只管“main”“side”。",
            "(Off) A message has at least 12 characters, white space and commands left out; only in “main” and “side”.",
        ),
        (
            {"rule": "bare_link", "own": 1, "weight": 2},
            "发链接时自己至少写一个字；一次算 2 次违规。",
            "A link comes with at least 1 character of one's own; it counts as 2 breaches.",
        ),
        (
            {"rule": "duplicate", "within": "90m"},
            "同样的话 1 小时 30 分钟里只说一遍，不到九个字的不管。",
            "The same is said once in 1 hour 30 minutes; texts of less than 9 characters are not compared.",
        ),
        (
            {"rule": "keywords", "words": list("甲乙丙丁戊己")},
            "不说“甲”“乙”“丙”“丁”“戊”等 6 个，换个写法也算。",
            "Nobody says “甲”, “乙”, “丙”, “丁”, “戊” and 1 more, in whatever disguise.",
        ),
        (
            {"rule": "patterns", "patterns": ["v信"]},
            "不写合乎这些正则的内容：“v信”。",
            "Nothing is written that these patterns match: “v信”.",
        ),
        ({"rule": "mentions", "at_most": 0}, "消息里不点名。", "A message mentions nobody."),
        ({"rule": "mentions"}, "一条消息最多点名五个人。", "A message mentions at most 5 members."),
        (
            {"rule": "hours", "quiet": "23:00-7:00"},
            "每天 23:00 到次日 7:00 不说话。",
            "Nobody speaks from 23:00 to 7:00 every day.",
        ),
        (
            {"rule": "hours", "allowed": "周末", "quiet": "周六 12:00-13:00"},
            "只在周末全天说话，周六 12:00 到 13:00 不说话。",
            "One speaks only all day on weekends, and nobody speaks from 12:00 to 13:00 on Saturdays.",
        ),
    ],
)
def test_a_rule_says_what_it_asks_where_and_why(rule: dict[str, Any], zh: str, en: str) -> None:
    (told,) = ConductSection.model_validate({"rules": [{"id": "名字", **rule}]}).told()
    assert told == (("rules", 0), Both(zh, en), "名字")


def test_its_reason_is_a_sentence_of_its_own() -> None:
    section = ConductSection.model_validate(
        {"rules": [{"rule": "mentions"}, {"rule": "flood", "reason": "别人也想说"}]}
    )
    assert [(told.path, told.about) for told in section.told()] == [
        (("rules", 0), "mentions"),
        (("rules", 1), "flood"),
        (("rules", 1, "reason"), "flood"),
    ]
    assert list(section.told())[-1].said == ("理由：别人也想说", "Reason: 别人也想说")


def test_no_rules_are_said_too() -> None:
    assert [told.said for told in ConductSection().told()] == [("没有发言规则。", "There are no rules of speech.")]
