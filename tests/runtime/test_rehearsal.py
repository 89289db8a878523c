"""What a rehearsal decides, line by line."""

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.rehearsing import PLAYBOOK, START, compiled, decisions, rehearsed, said, written
from tongpin.kernel.capability import View, Words
from tongpin.kernel.fold import Fold
from tongpin.kernel.snapshot import state_hash
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import EventFailed, PlaybookAdopted, TimerDue
from tongpin.kernel.words.entry import Entry
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.history import HistoryUnreadable
from tongpin.runtime.rehearsal import rehearse as module
from tongpin.runtime.rehearsal.rehearse import Plan, RehearsalFailed, rehearse

MUTED_AT = int(START.timestamp() * 1000) + 61_000


def test_every_message_and_action_has_its_line(tmp_path: Path) -> None:
    rehearsed(
        tmp_path,
        [
            said(0, "ann", "大家好", id="m1"),
            said(1, "bob", "", kind="join"),
            said(2, "bob", "喝茶", kind="action", ts="2024-03-04T17:00:02+08:00"),
            said(3, "bob", "早", id=7),
            said(4, "cat", "", kind="nick"),
        ],
    )
    quiet: dict[str, object] = {"chat": "main", "rule": None, "rules": [], "actions": [], "reason": None}
    assert decisions(tmp_path) == [
        {"id": "m1", "sender": "ann", "ts": "2024-03-04T09:00:00Z", **quiet},
        {"id": "3", "sender": "bob", "ts": "2024-03-04T17:00:02+08:00", **quiet},
        {
            "id": "7",
            "sender": "bob",
            "chat": "main",
            "ts": "2024-03-04T09:00:03Z",
            "rule": "length",
            "rules": ["length"],
            "actions": ["remind"],
            "reason": "只有 1 个字，至少要 2 个字",
        },
    ]


def test_the_reason_is_in_the_playbooks_language(tmp_path: Path) -> None:
    rehearsed(tmp_path, [said(0, "ann", "a")], PLAYBOOK.replace("zone: UTC", "zone: UTC, language: en"))
    assert decisions(tmp_path)[0]["reason"] == "1 characters, where 2 are the least"


def test_all_rules_that_are_broken_are_named(tmp_path: Path) -> None:
    rehearsed(tmp_path, [said(second, "ann", "加微信") for second in range(4)])
    last = decisions(tmp_path)[-1]
    assert (last["rule"], last["rules"]) == ("flood", ["flood", "keywords"])


def test_whoever_would_be_muted_is_judged_on(tmp_path: Path) -> None:
    rehearsed(
        tmp_path,
        [
            said(0, "ann", "早"),
            said(61, "ann", "早"),
            said(122, "ann", "大家好"),
            said(183, "ann", "早"),
            said(200, "bob", "大家好"),
            said(90_000, "ann", "我回来了"),
        ],
    )
    lines = [(line["sender"], line["rule"], line["actions"], line.get("after")) for line in decisions(tmp_path)]
    assert lines == [
        ("ann", "length", ["remind"], None),
        ("ann", "length", ["recall", "mute"], None),
        ("ann", None, [], "muted"),
        ("ann", "length", ["recall", "mute"], "muted"),
        ("bob", None, [], None),
        ("ann", None, [], None),
    ]


def test_timers_are_decided_before_what_comes_after_them(tmp_path: Path) -> None:
    entries: list[Entry] = []
    rehearsed(
        tmp_path,
        [said(0, "ann", "早"), said(61, "ann", "早"), said(7_200, "bob", "大家好")],
        plan={"entries": entries.append},
    )
    kinds = [type(entry.facts[0]) for entry in entries]
    assert kinds == [PlaybookAdopted, MessagePosted, MessagePosted, TimerDue, MessagePosted]
    assert [entry.n for entry in entries] == [1, 2, 3, 4, 5]
    assert (entries[0].at, entries[3].at) == (entries[1].at, MUTED_AT + 3_600_000)


def test_the_entries_lead_to_the_same_state_again(tmp_path: Path) -> None:
    entries: list[Entry] = []
    lines = [said(second * 7, f"u{second % 5}", "早" if second % 9 == 0 else "大家好，签到") for second in range(300)]
    rehearsed(tmp_path, lines, plan={"entries": entries.append})
    folds = [Fold(CAPABILITIES, compiled()) for _ in range(2)]
    for entry in entries:
        folds[0].replay(entry)
        if type(entry.facts[0]) is not TimerDue:
            timers = list(folds[1].due(entry.at))
            assert folds[1].decide(entry.facts[0], entry.sent) == entry, timers  # type: ignore[arg-type]
    assert state_hash(folds[0]) == state_hash(folds[1])


# --- failures


def failing(*texts: int) -> tuple[Any, ...]:
    """The capabilities, of which `members` cannot bear messages of some lengths."""
    members = CAPABILITIES[0]
    sound = members.listens[MessagePosted]

    def on_message(view: View, message: MessagePosted) -> Words:
        if message.reading.length in texts:
            raise ValueError("too much")
        return sound(view, message)

    return (replace(members, listens={**members.listens, MessagePosted: on_message}), *CAPABILITIES[1:])


def test_an_event_that_fails_is_left_out_and_named(tmp_path: Path) -> None:
    entries: list[Entry] = []
    lines = [said(0, "ann", "早"), said(10, "ann", "七个字的消息呀", id="bad"), said(20, "ann", "早")]
    summary = rehearsed(tmp_path, lines, plan={"capabilities": failing(7), "entries": entries.append})
    assert [(each.id, each.kind, each.error) for each in summary.failed] == [
        ("bad", "MessagePosted", "ValueError: too much")
    ]
    assert [line["rule"] for line in decisions(tmp_path)] == ["length", None, "length"]
    assert decisions(tmp_path)[1]["reason"] == "ValueError: too much"
    assert (summary.decided, summary.touched, summary.untouched) == (2, 2, 0)
    last = entries[-3:]
    assert last[1].facts == [EventFailed("MessagePosted", "ValueError: too much")]


def test_what_failed_changes_nothing(tmp_path: Path) -> None:
    good = [said(second * 20, "ann", "早" if second % 3 == 0 else "大家好") for second in range(12)]
    rehearsed(tmp_path, good)
    expected = [(line["ts"], line["rule"], line["actions"]) for line in decisions(tmp_path)]
    bad = [said(second * 20 + 1, "zoe", "七个字的消息呀") for second in (0, 3, 7)]
    rehearsed(tmp_path, sorted([*good, *bad], key=lambda line: str(line["ts"])), plan={"capabilities": failing(7)})
    kept = [(line["ts"], line["rule"], line["actions"]) for line in decisions(tmp_path) if line["sender"] == "ann"]
    assert kept == expected


def test_a_timer_that_fails_is_left_out_and_named(tmp_path: Path) -> None:
    def ring(_view: View, _timer: TimerDue) -> Words:
        raise ValueError("no bell")

    sanctions = next(each for each in CAPABILITIES if each.name == "sanctions")
    silent = replace(sanctions, timers=dict.fromkeys(sanctions.timers, ring))
    chosen = tuple(silent if each is sanctions else each for each in CAPABILITIES)
    lines = [said(0, "ann", "早"), said(61, "ann", "早"), said(7_200, "bob", "大家好")]
    summary = rehearsed(tmp_path, lines, plan={"capabilities": chosen})
    assert [(each.id, each.kind, each.error) for each in summary.failed] == [("", "TimerDue", "ValueError: no bell")]
    assert (summary.timers, summary.decided) == (1, 3)


def test_when_too_much_fails_it_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FAILED", 2)
    lines = [said(second, "ann", "七个字的消息呀") for second in range(3)]
    with pytest.raises(RehearsalFailed) as stopped:
        rehearsed(tmp_path, lines, plan={"capabilities": failing(7)})
    assert "ValueError: too much" in stopped.value.said.en
    assert list(tmp_path.iterdir()) == [tmp_path / "talk.jsonl"]


# --- files


def test_nothing_is_written_half(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("from before\n")
    with pytest.raises(HistoryUnreadable):
        rehearsed(tmp_path, [said(0, "ann", "大家好"), said(1, "", "谁")])
    assert (tmp_path / "out.jsonl").read_text() == "from before\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.jsonl", "talk.jsonl"]


def test_an_empty_history_is_rehearsed(tmp_path: Path) -> None:
    summary = rehearsed(tmp_path, [])
    assert (summary.lines, summary.decided, summary.share, decisions(tmp_path)) == (0, 0, 0.0, [])


def test_no_file_is_needed(tmp_path: Path) -> None:
    history = written(tmp_path / "talk.jsonl", [said(0, "ann", "早")])
    summary = rehearse(Plan(history=history, compiled=compiled(), capabilities=CAPABILITIES))
    assert (summary.touched, list(tmp_path.iterdir())) == (1, [history])


def test_the_collector_works_again_afterwards(tmp_path: Path) -> None:
    rehearsed(tmp_path, [said(0, "ann", "早")])
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)
