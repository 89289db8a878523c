"""Why and why not: what each rule says when somebody asks."""

from typing import Any

import pytest

from tests.conformance.cases import Case, Conversation, cases_beside
from tests.conformance.test_sentences import fields_in
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.conduct.playbook import Ready
from tongpin.capabilities.conduct.rules import RULES
from tongpin.capabilities.conduct.rules.rule import Rule
from tongpin.kernel.capability import View
from tongpin.kernel.trace import Asked, Trace
from tongpin.kernel.words.chat import MessagePosted

PLAYBOOK = {
    "conduct": {
        "rules": [
            {"rule": "length", "at_least": 3},
            {"rule": "flood", "messages": 1},
            {"rule": "bare_link"},
            {"rule": "mentions", "active": "off"},
            {"rule": "duplicate", "chats": ["study"]},
            {"rule": "keywords", "words": ["加微信"], "weight": 2},
        ]
    }
}
EVERY_RULE: dict[str, Any] = {
    "conduct": {
        "rules": [
            {"rule": "hours", "quiet": "23:00-7:00"},
            {"rule": "length", "at_least": 3},
            {"rule": "bare_link", "own": 4},
            {"rule": "flood", "messages": 3},
            {"rule": "duplicate"},
            {"rule": "keywords", "words": ["加微信"]},
            {"rule": "patterns", "patterns": ["[0-9]{7,}"]},
            {"rule": "mentions", "at_most": 2},
        ]
    }
}
SAYS_ALL = "@ann @bob 你们看 https://example.org/a 电话 1234 也行"


def traced(playbook: dict[str, Any] = PLAYBOOK, **message: object) -> list[Asked]:
    conversation = Conversation([CONDUCT], playbook)
    trace = Trace()
    conversation.fold.trace_with(trace)
    conversation.happens({"ts": "mon 10:00", "sender": "ann", "text": "嗯", **message})
    return trace.asked


def test_every_rule_answers() -> None:
    assert traced(ts_precision="minute") == [
        Asked("length", 0, "breach", 1, 3, kind="length", weight=1),
        Asked("flood", 0, "not asked", because="precision", kind="flood", weight=1),
        Asked("bare_link", 0, "not asked", because="nothing to judge", kind="bare_link", weight=1),
        Asked("mentions", 0, "not asked", because="off", kind="mentions", weight=1),
        Asked("duplicate", 0, "not asked", because="chat", kind="duplicate", weight=1),
        Asked("keywords", 0, "not asked", because="nothing to judge", kind="keywords", weight=2),
    ]


def test_what_matched_is_marked() -> None:
    (asked,) = [each for each in traced(text="快来加微信") if each.verdict == "breach"]
    assert (asked.rule, asked.measured, asked.limit, asked.marks, asked.weight) == ("keywords", 1, 0, ((2, 5),), 2)


def test_a_clear_message_is_said_to_be_clear_and_by_how_much() -> None:
    asked = traced(EVERY_RULE, text=SAYS_ALL)
    assert [(each.rule, each.verdict, each.measured, each.limit) for each in asked] == [
        ("hours", "clear", 600, 600),
        ("length", "clear", 40, 3),
        ("bare_link", "clear", 19, 4),
        ("flood", "clear", 1, 3),
        ("duplicate", "clear", 1, 1),
        ("keywords", "not asked", 0, 0),
        ("patterns", "not asked", 0, 0),
        ("mentions", "clear", 2, 2),
    ]


def test_a_rule_whose_words_are_another_rules_finds_none_of_its_own() -> None:
    words = [{"rule": "keywords", "words": ["加微信"]}, {"rule": "keywords", "id": "more", "words": ["刷单"]}]
    asked = traced({"conduct": {"rules": words}}, text="快来加微信")
    assert [(each.rule, each.verdict, each.measured) for each in asked] == [
        ("keywords", "breach", 1),
        ("more", "clear", 0),
    ]


def test_a_bot_is_not_asked() -> None:
    assert {(each.verdict, each.because) for each in traced(bot=True)} == {("not asked", "bot")}


def test_a_short_text_is_not_compared() -> None:
    conversation = Conversation([CONDUCT], EVERY_RULE)
    conversation.says("mon 10:00", "ann", "早上好")
    trace = Trace()
    conversation.fold.trace_with(trace)
    conversation.says("mon 10:01", "ann", "早上好")
    assert [(each.verdict, each.measured) for each in trace.asked if each.rule == "duplicate"] == [("clear", 1)]


@pytest.mark.parametrize("case", cases_beside(__file__), ids=lambda case: case.name)
def test_what_is_measured_for_the_asking_is_what_the_judge_measures(case: Case) -> None:
    """Else a message would be told another number when it passes than when it is recalled."""
    conversation = Conversation([CONDUCT], case.playbook, case.zone)
    view = conversation.fold.views["conduct"]
    for step in [*case.given, *case.when]:
        for entry in conversation.happens(step):
            message = entry.facts[0]
            if isinstance(message, MessagePosted):
                for rule in view.settings.rules:
                    _check_measure(rule, view, message)


def _check_measure(rule: Ready, view: View, message: MessagePosted) -> None:
    finding = rule.judge(view, message)
    if finding is not None and rule.kind.kind not in {"keywords", "patterns"}:
        assert rule.measure(view, message)[:2] == finding[:2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_what_is_said_of_a_clear_message_has_both_languages_and_known_fields(rule: Rule) -> None:
    assert rule.clear.zh != rule.clear.en
    assert fields_in(rule.clear.zh) == fields_in(rule.clear.en) <= {"measured", "limit"}
