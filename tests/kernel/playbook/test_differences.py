"""What differs between two playbooks, in words and in lines."""

from collections.abc import Sequence

import pytest

from tongpin.kernel.playbook import differences
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.differences import Row, changes, rows
from tongpin.kernel.playbook.plain import Chapter, Sentence
from tongpin.kernel.playbook.section import Path

HEADING = Both("章", "Chapter")


def sentence(path: Path, said: str, about: str = "", line: int = 1) -> Sentence:
    return Sentence(path, line, Both(said, said), about)


def chapter(*sentences: Sentence, name: str = "c") -> Chapter:
    return Chapter(name, HEADING, sentences)


def rule(place: int, said: str, about: str) -> Sentence:
    return sentence(("rules", place), said, about)


def compared(before: Sequence[Chapter], after: Sequence[Chapter]) -> list[tuple[str, str | None, str | None]]:
    assert all(change.heading == HEADING for change in changes(before, after))
    return [
        (change.kind, change.before and change.before.said.zh, change.after and change.after.said.zh)
        for change in changes(before, after)
    ]


def test_the_same_is_no_difference() -> None:
    one = [chapter(rule(0, "a", "x"), sentence(("time",), "b"))]
    assert compared(one, one) == []
    assert changes([], []) == []


def test_a_sentence_says_something_else_or_is_new_or_gone() -> None:
    before = [chapter(sentence(("a",), "one"), sentence(("b",), "two"), sentence(("c",), "three"))]
    after = [chapter(sentence(("a",), "one"), sentence(("b",), "TWO"), sentence(("d",), "four"))]
    assert compared(before, after) == [
        ("changed", "two", "TWO"),
        ("added", None, "four"),
        ("gone", "three", None),
    ]


def test_a_rule_is_known_by_its_name_wherever_it_stands() -> None:
    before = [chapter(rule(0, "at most 8", "flood"), rule(1, "no words", "words"))]
    after = [chapter(rule(0, "hush", "hours"), rule(1, "at most 5", "flood"), rule(2, "no words", "words"))]
    assert compared(before, after) == [("added", None, "hush"), ("changed", "at most 8", "at most 5")]


def test_a_rule_that_is_taken_out_leaves_the_others_as_they_are() -> None:
    before = [chapter(rule(0, "a", "x"), rule(1, "b", "y"), rule(2, "c", "z"))]
    after = [chapter(rule(0, "b", "y"), rule(1, "c", "z"))]
    assert compared(before, after) == [("gone", "a", None)]


def test_another_order_is_a_difference_of_items_alone() -> None:
    first = (rule(0, "a", "x"), sentence(("rules", 0, "reason"), "why a", "x"))
    second = (rule(1, "b", "y"), sentence(("rules", 1, "reason"), "why b", "y"))
    third = (rule(2, "c", "z"),)
    assert compared([chapter(*first, *second, *third)], [chapter(*second, *third, *first)]) == [("moved", "a", "a")]


def test_steps_without_a_name_are_paired_by_their_places() -> None:
    before = [
        chapter(sentence(("ladder", 0), "from 1"), sentence(("ladder", 1), "from 3"), sentence(("ladder", 2), "from 5"))
    ]
    after = [
        chapter(
            sentence(("ladder", 0), "from 1"),
            sentence(("ladder", 1), "from 2"),
            sentence(("ladder", 2), "from 4"),
            sentence(("ladder", 3), "from 6"),
        )
    ]
    assert compared(before, after) == [
        ("changed", "from 3", "from 2"),
        ("changed", "from 5", "from 4"),
        ("added", None, "from 6"),
    ]


def test_a_rule_of_another_name_that_says_the_same_was_renamed() -> None:
    (change,) = changes([chapter(rule(0, "a", "old"))], [chapter(rule(0, "a", "new"))])
    assert (change.kind, change.before and change.before.about, change.after and change.after.about) == (
        "changed",
        "old",
        "new",
    )


def test_a_chapter_may_stand_on_one_side_alone() -> None:
    one, other = chapter(sentence(("a",), "a")), chapter(sentence(("b",), "b"), name="d")
    assert compared([one], [other]) == [("gone", "a", None), ("added", None, "b")]


def test_lines_side_by_side() -> None:
    before = "a\nb\nc\nd\n"
    after = "a\nB\nc\nd\ne\n"
    assert rows(before, after) == [
        Row("same", 1, 1, "a", "a"),
        Row("changed", 2, 2, "b", "B"),
        Row("same", 3, 3, "c", "c"),
        Row("same", 4, 4, "d", "d"),
        Row("added", 0, 5, "", "e"),
    ]
    assert [row.kind for row in rows(after, before)] == ["same", "changed", "same", "same", "gone"]


def test_what_is_far_from_a_difference_is_folded() -> None:
    before = "".join(f"{number}\n" for number in range(1, 21))
    after = before.replace("10\n", "ten\n")
    assert rows(before, after, context=1) == [
        Row("skipped", 1, 1, lines=8),
        Row("same", 9, 9, "9", "9"),
        Row("changed", 10, 10, "10", "ten"),
        Row("same", 11, 11, "11", "11"),
        Row("skipped", 12, 12, lines=9),
    ]
    assert rows("a\nb\nc\n", "a\nb\nC\n", context=1)[0] == Row("same", 1, 1, "a", "a")
    assert rows(before, before) == [Row("skipped", 1, 1, lines=20)]
    assert rows("", "") == []


def test_more_lines_than_before_are_added_behind_those_that_changed() -> None:
    assert [row.kind for row in rows("a\nb\nz\n", "a\nx\ny\nw\nz\n")] == ["same", "changed", "added", "added", "same"]
    assert [row.kind for row in rows("a\nx\ny\nw\nz\n", "a\nb\nz\n")] == ["same", "changed", "gone", "gone", "same"]


def test_a_line_in_the_middle_of_long_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences, "MOST_LINES", 2)
    assert [(row.kind, row.old, row.new) for row in rows("a\nb\nc\nd\ne\n", "a\nB\nc\nD\ne\n")] == [
        ("same", "a", "a"),
        ("changed", "b", "B"),
        ("same", "c", "c"),
        ("changed", "d", "D"),
        ("same", "e", "e"),
    ]
