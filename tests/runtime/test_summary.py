"""What a rehearsal comes to: numbers that add up, surprises, comparison, labels, limits."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.runtime.rehearsing import PLAYBOOK, compiled, decisions, rehearsed, said
from tongpin.runtime.history import HistoryUnreadable
from tongpin.runtime.rehearsal.limits import read_limit
from tongpin.runtime.rehearsal.scoring import Score, read_labels
from tongpin.runtime.rehearsal.summary import MemberHits, RuleHits, Summary

MILDER = PLAYBOOK.replace("at_least: 2", "at_least: 1").replace("[加微信]", "[加微信, 你好]")


def talk() -> list[dict[str, Any]]:
    return [
        said(0, "ann", "", kind="join"),
        said(5, "ann", "大家好"),
        said(10, "bob", "早", id="b1"),
        said(20, "bob", "挥手", kind="action"),
        said(30, "cat", "我在加微信", id="c1"),
        said(40, "bob", "早", id="b2"),
        said(60, "cat", "", kind="nick"),
        said(70, "cat", "你好呀", id="c2"),
        said(75, "bob", "我还能说话吗"),
        said(80, "ann", "跳舞", kind="command"),
    ]


def adds_up(summary: Summary) -> bool:
    lines = summary.lines == sum(summary.kinds.values()) + sum(summary.passed_over.values())
    spoken = summary.kinds.get("message", 0) + summary.kinds.get("action", 0)
    failed = sum(each.kind == "MessagePosted" for each in summary.failed)
    gravest = sum(rule.gravest for rule in summary.rules) == summary.touched
    return lines and gravest and spoken == summary.decided + failed == summary.touched + summary.untouched + failed


def test_the_numbers_add_up(tmp_path: Path) -> None:
    summary = rehearsed(tmp_path, talk())
    assert adds_up(summary)
    assert summary.kinds == {"message": 6, "action": 1, "command": 1, "join": 1}
    assert (summary.lines, summary.passed_over, summary.not_understood) == (10, {"nick": 1}, 1)
    assert (summary.decided, summary.touched, summary.untouched, summary.share) == (7, 3, 4, 0.428571)
    assert summary.rules == [
        RuleHits("length", 5, 2, 2, "day", 0),
        RuleHits("flood", 6, 0, 0, "second", 0),
        RuleHits("keywords", 7, 1, 1, "day", 0),
    ]
    assert summary.actions == {"remind": 2, "mute": 1, "recall": 1}
    assert summary.after == {"muted": 1}
    assert summary.members == [MemberHits("bob", 2, 4), MemberHits("cat", 1, 2)]


def test_the_lines_and_the_summary_agree(tmp_path: Path) -> None:
    lines = [said(second * 5, f"u{second % 7}", "早" if second % 4 == 0 else "加微信聊聊") for second in range(400)]
    summary = rehearsed(tmp_path, lines)
    written = decisions(tmp_path)
    assert adds_up(summary)
    assert len(written) == summary.decided
    assert sum(line["rule"] is not None for line in written) == summary.touched
    assert {rule.rule: rule.hits for rule in summary.rules} == {
        rule.rule: sum(rule.rule in line["rules"] for line in written) for rule in summary.rules
    }
    assert sum("after" in line for line in written) == sum(summary.after.values())


def test_a_rule_that_needs_a_finer_clock_is_not_asked(tmp_path: Path) -> None:
    lines = [said(0, "ann", "大家好，早上好", ts_precision="day") for _ in range(5)]
    summary = rehearsed(tmp_path, [*lines, said(1, "bob", "大家好")])
    assert [(rule.rule, rule.needs, rule.not_asked, rule.hits) for rule in summary.rules] == [
        ("length", "day", 0, 0),
        ("flood", "second", 5, 0),
        ("keywords", "day", 0, 0),
    ]


def test_what_surprises_most_comes_first(tmp_path: Path) -> None:
    day = 86_400
    lines = [
        said(0, "boss", "大家好"),
        said(1, "boss", "owner", kind="duty"),
        *(said(10 + second * 70, "old", "大家早上好") for second in range(60)),
        said(40 * day, "new", "早", id="new"),
        said(40 * day + 70, "old", "早", id="old"),
        said(40 * day + 140, "boss", "早", id="boss"),
    ]
    surprising = rehearsed(tmp_path, lines).surprising
    assert [(hit.id, hit.duties, hit.days, hit.messages, hit.hits) for hit in surprising] == [
        ("boss", ("owner",), 40, 1, 0),
        ("old", (), 40, 60, 0),
        ("new", (), 0, 0, 0),
    ]


def test_a_narrow_hit_surprises(tmp_path: Path) -> None:
    playbook = PLAYBOOK.replace("at_least: 2", "at_least: 10")
    lines = [said(0, "ann", "九个字的一条消息呀", id="narrow"), said(70, "bob", "早", id="wide")]
    surprising = rehearsed(tmp_path, lines, playbook).surprising
    assert [(hit.id, hit.narrow) for hit in surprising] == [("narrow", True), ("wide", False)]


def test_only_the_most_surprising_are_kept(tmp_path: Path) -> None:
    lines = [said(second * 70, f"u{second}", "早", id=f"m{second}") for second in range(30)]
    lines += [said(30 * 70, "u0", "早", id="again")]
    surprising = rehearsed(tmp_path, lines).surprising
    assert [hit.id for hit in surprising] == ["again", *(f"m{second}" for second in range(19))]


# --- comparison


def test_another_playbook_is_compared(tmp_path: Path) -> None:
    summary = rehearsed(tmp_path, talk(), plan={"against": ("milder.yaml", compiled(MILDER))})
    comparison = summary.comparison
    assert comparison is not None
    assert (comparison.against, comparison.both, comparison.neither, comparison.differently) == ("milder.yaml", 1, 3, 0)
    assert (comparison.only_this.messages, comparison.only_this.rules) == (2, {"length": 2})
    assert [(each.id, each.rule, each.actions) for each in comparison.only_other.examples] == [
        ("c2", "keywords", ("recall", "mute"))
    ]
    assert comparison.both + comparison.neither + comparison.only_this.messages + comparison.only_other.messages == 7


def test_a_playbook_is_no_different_from_itself(tmp_path: Path) -> None:
    comparison = rehearsed(tmp_path, talk(), plan={"against": ("same.yaml", compiled())}).comparison
    assert comparison is not None
    assert (comparison.both, comparison.neither, comparison.differently) == (3, 4, 0)
    assert (comparison.only_this.examples, comparison.only_other.examples) == ([], [])


# --- labels


def test_labels_are_scored(tmp_path: Path) -> None:
    labels = {"b1": "ok", "c1": "ad", "c2": "ad", "gone": "ok"}
    summary = rehearsed(tmp_path, talk(), plan={"labels": labels})
    assert summary.labels is not None
    assert (summary.labels.labelled, summary.labels.unknown) == (3, 1)
    assert summary.labels.scores == [
        Score("ad", 2, 2, 1, 0.5, 0.5, 1.0),
        Score("insult", 0, 2, 0, 0.0, None, 0.6667),
        Score("ok", 1, 1, 0, 0.0, 0.0, 0.5),
    ]


def test_labels_are_read(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id":"m1","label":"ad"}\n\n{"id":2,"label":"ok"}\n')
    assert read_labels(path) == {"m1": "ad", "2": "ok"}


@pytest.mark.parametrize("bad", ['{"id":"m1","label":"spam"}', '{"id":"m1"}', "m1,ad"])
def test_a_bad_label_is_named(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id":"m1","label":"ad"}\n' + bad)
    with pytest.raises(HistoryUnreadable) as stopped:
        read_labels(path)
    assert stopped.value.said.en.startswith(f"{path}, line 2 is no label (")


def test_missing_labels_are_named(tmp_path: Path) -> None:
    with pytest.raises(HistoryUnreadable) as stopped:
        read_labels(tmp_path / "none")
    assert "cannot be read" in stopped.value.said.en


# --- limits


@pytest.mark.parametrize(
    "text,over",
    [
        ("touched>2", True),
        ("touched>3", False),
        ("touched >= 3", True),
        ("untouched<5", True),
        ("untouched<=3", False),
        ("touched>42%", True),
        ("touched>42.9%", False),
        ("recalls>0", True),
        ("recall>1", False),
        ("removes>0", False),
        ("length>1", True),
        ("failed>0", False),
    ],
)
def test_limits(tmp_path: Path, text: str, over: bool) -> None:
    summary = rehearsed(tmp_path, talk())
    assert read_limit(text, {"length", "flood"}).is_over(summary) is over


@pytest.mark.parametrize("text", ["touched", "kittens>3", "touched>many", "touched=3", ">3"])
def test_a_limit_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_limit(text, {"length"})


def test_a_limit_on_nothing_is_kept(tmp_path: Path) -> None:
    assert not read_limit("touched>0%", set()).is_over(rehearsed(tmp_path, []))


def test_the_summary_is_one_document(tmp_path: Path) -> None:
    summary = rehearsed(tmp_path, talk(), plan={"against": ("same", compiled()), "labels": {"b1": "ok"}})
    assert msgspec.json.decode(msgspec.json.encode(summary), type=Summary) == summary
