"""What the section refuses, and where its rules stand in the file."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from tests.conformance.cases import Conversation, facts_of
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.conduct.playbook import ConductSection, ready
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.moment import ClockFace
from tongpin.kernel.playbook.document import Node
from tongpin.kernel.playbook.faults import Place
from tongpin.kernel.playbook.playbook import CommunitySection, Playbook
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.words.chat import CommandGiven, MessagePosted
from tongpin.kernel.words.conduct import BreachFound
from tongpin.text.reading import LINK, MENTION, PATTERN, WORD, Reading

EVERYTHING = LINK | WORD | PATTERN | MENTION


def section(*rules: dict[str, Any]) -> ConductSection:
    return ConductSection.model_validate({"rules": list(rules)})


def found(*rules: dict[str, Any]) -> list[tuple[Path, str]]:
    community = CommunitySection(name="学习群", values=("认真听",))
    whole = Playbook(community, {}, Node({}, Place(1, 1)))
    return [(each.path, each.code) for each in section(*rules).check(whole)]


def test_what_is_sound_is_left_alone() -> None:
    rules = [{"rule": "length"}, {"rule": "flood"}, {"rule": "hours", "quiet": "23:00-7:00"}]
    assert found(*rules, {"rule": "length", "id": "longer"}) == []


def test_two_rules_may_not_share_a_name() -> None:
    assert found({"rule": "length"}, {"rule": "length"}) == [(("rules", 1, "id"), "PB505")]


def test_a_rule_may_not_count_further_than_is_remembered() -> None:
    assert found({"rule": "flood", "messages": 15}, {"rule": "flood", "id": "x", "messages": 16}) == [
        (("rules", 1, "messages"), "PB502")
    ]


def test_a_rule_serves_a_value_of_the_community() -> None:
    rules = [{"rule": "length", "value": "认真听"}, {"rule": "flood", "value": "快点说"}]
    assert found(*rules) == [(("rules", 1, "value"), "PB504")]


def test_a_rule_on_hours_must_name_some() -> None:
    assert found({"rule": "hours"}) == [(("rules", 0), "PB507")]


def test_a_rule_on_hours_leaves_some_to_speak_in_and_takes_some_away() -> None:
    shut = {"rule": "hours", "allowed": "fri 20:00-21:00", "quiet": "fri 19:00-22:00"}
    assert found(shut) == [(("rules", 0), "PB506")]
    assert found({"rule": "hours", "quiet": "0:00-24:00"}) == [(("rules", 0), "PB506")]
    assert found({"rule": "hours", "allowed": "0:00-24:00"}) == [(("rules", 0), "PB507")]


@pytest.mark.parametrize("rule", ["flood", "duplicate"])
def test_a_rule_looks_back_a_second_or_more(rule: str) -> None:
    assert found({"rule": rule, "within": "1s"}) == []
    with pytest.raises(ValidationError):
        section({"rule": rule, "within": "0"})


@pytest.mark.parametrize(
    "rule",
    [{"rule": "unheard"}, {"rule": "length", "except": ["ann"]}, {"rule": "length", "id": "a b"}, {}],
)
def test_what_is_no_rule_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        section(rule)


def test_a_breach_names_the_line_of_its_rule() -> None:
    lines: dict[Path, int] = {("conduct", "rules", 0): 7, ("conduct", "rules", 1): 12}
    compiling = Compiling(ClockFace(ZoneInfo("UTC")), lines.__getitem__)
    rules = ready(section({"rule": "length"}, {"rule": "flood"}), compiling).rules
    assert [(rule.id, rule.line) for rule in rules] == [("length", 7), ("flood", 12)]


def test_fingerprints_are_taken_only_where_a_rule_compares_them() -> None:
    asked = []
    for rule in ({"rule": "length"}, {"rule": "duplicate"}):
        compiling = Compiling(ClockFace(ZoneInfo("UTC")), lambda _path: 0)
        ready(section(rule), compiling)
        asked.append(compiling.fingerprints)
    assert asked == [False, True]


def test_without_a_fingerprint_nothing_is_a_duplicate() -> None:
    conversation = Conversation([CONDUCT], {"conduct": {"rules": [{"rule": "duplicate"}]}})
    message = MessagePosted(1, 1, 1, 1, Reading(20))
    assert [facts_of([conversation.fold.decide(message, 0)]) for _ in range(2)] == [[], []]


@pytest.mark.parametrize("scope", [0, 1, 2])
@pytest.mark.parametrize("precision", [0, 1, 2])
@pytest.mark.parametrize("command", ["", "checkin"])
def test_whatever_a_message_is_the_same_rules_are_asked_as_one_by_one(scope: int, precision: int, command: str) -> None:
    rules = [
        {"rule": "length", "at_least": 100},
        {"rule": "bare_link", "own": 100, "chats": ["study"]},
        {"rule": "mentions", "at_most": 0},
        {"rule": "hours", "quiet": "每天 全天"},
    ]
    conversation = Conversation([CONDUCT], {"conduct": {"rules": rules}})
    for signals in range(EVERYTHING + 1):
        reading = Reading(5, 5, signals & LINK, 1 if signals & MENTION else 0, 0, signals)
        message = MessagePosted(1, 1, 1, 1, reading, 0, command, precision, scope=scope)
        expected = []
        if not command:
            expected.append("length")
        if signals & LINK and scope == 1:
            expected.append("bare_link")
        if signals & MENTION:
            expected.append("mentions")
        if not command and precision < 2:
            expected.append("hours")
        entry = conversation.fold.decide(message, 0)
        breaches = [fact for fact in entry.facts if isinstance(fact, BreachFound)]
        assert [name for breach in breaches for name in (breach.rule, *breach.also)] == expected
        assert sum(isinstance(fact, CommandGiven) for fact in entry.facts) == bool(command)
