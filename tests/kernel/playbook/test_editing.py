"""One place of a playbook changed: the cases show the whole text before and after."""

import re
from collections.abc import Callable
from functools import partial

import pytest

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.document import read_document
from tongpin.kernel.playbook.edit_refusals import (
    ALIAS,
    BROKEN,
    COMMENT,
    NO_VALUE,
    NOT_ALONE,
    NOWHERE,
    SHARED,
    UNUSUAL,
    EditRefused,
)
from tongpin.kernel.playbook.editing import added, edited, moved, parted, removed, switched
from tongpin.kernel.playbook.writing import Data

RULES = """\
# head
conduct:
    rules:
        - rule: 刷屏    # flood
          id: 一
          within: 60秒   # a minute

        - {rule: 字数, id: 说清楚, at_least: 4}   # length
"""
Edit = Callable[[str], str]


def put(*path: str | int, value: Data) -> Edit:
    return partial(edited, path=path, value=value)


def add(*path: str | int, value: Data) -> Edit:
    return partial(added, path=path, value=value)


def take(*path: str | int) -> Edit:
    return partial(removed, path=path)


def move(*path: str | int, by: int) -> Edit:
    return partial(moved, path=path, by=by)


def switch(*path: str | int, on: bool) -> Edit:
    return partial(switched, path=path, on=on)


@pytest.mark.parametrize(
    "before, edit, after",
    [
        ("a: 1   # c\n", put("a", value=12), "a: 12   # c\n"),
        ("a: 'x'  # c\nb: 1", put("a", value="y"), "a: y  # c\nb: 1"),
        ("a: 1\n", put("a", value="1"), "a: '1'\n"),
        ("a: '1'\n", put("a", value=1), "a: 1\n"),
        ("a: x\n", put("a", value="说清楚: 好"), "a: '说清楚: 好'\n"),
        ("a: x\n", put("a", value="是，的"), "a: 是，的\n"),
        ("a: [x]\n", put("a", 0, value="是，的"), "a: ['是，的']\n"),
        ("a: {b: x}\n", put("a", "b", value="a, b"), "a: {b: 'a, b'}\n"),
        ("a: x\n", put("a", value="it's\nso"), 'a: "it\'s\\nso"\n'),
        ("a: x\n", put("a", value=None), "a: null\n"),
        ("a: 1\n", put("a", value=True), "a: true\n"),
        ("a: 1\n", put("a", value=0.5), "a: 0.5\n"),
        ("a: 1\n", put("a", value=1), "a: 1\n"),
        ("a: one\n  two   # c\nb: 1\n", put("a", value="three"), "a: three   # c\nb: 1\n"),
        ("a:   # c\nb: 1\n", put("a", value=2), "a: 2   # c\nb: 1\n"),
        ("a:\n", put("a", value=2), "a: 2\n"),
        ("a: [1, 2]   # c\n", put("a", value="x"), "a: x   # c\n"),
        ("a:   # c\n  # d\n  - 1  # one\n  - 2  # two\nb: 1\n", put("a", value="x"), "a: x   # c\n  # d\nb: 1\n"),
        ("a:   # c\n  b: 1\n", put("a", value=[1, 2]), "a: [1, 2]   # c\n"),
        ("a:\n  b: 1\n", put("a", value=[{"c": 1}]), "a:\n  - {c: 1}\n"),
        ("a: x   # c\nb: 1\n", put("a", value={"c": {"d": 1}}), "a:   # c\n  c:\n    d: 1\nb: 1\n"),
        ("a: &k x   # c\n", put("a", value=1), "a: &k 1   # c\n"),
        ("a: &k\n", put("a", value=1), "a: &k 1\n"),
        ("a: &k  # c\n  b: 1\n", put("a", value=1), "a: &k 1  # c\n"),
        ("a: &k [1]\nb: *k\n", put("b", value=2), "a: &k [1]\nb: 2\n"),
        ("? a\n: 1\nb: 2\n", put("a", value=3), "? a\n: 3\nb: 2\n"),
        ("a: &k x\n*k : 1\nb: 2\n", put("b", value=3), "a: &k x\n*k : 1\nb: 3\n"),
        ("{a: 1, b: [2]}\n", put("b", 0, value=3), "{a: 1, b: [3]}\n"),
        ("a: [\n  x,  # c\n  y,\n]\n", put("a", 0, value="z"), "a: [\n  z,  # c\n  y,\n]\n"),
        ("\ufeffa: 1\n", put("a", value=2), "\ufeffa: 2\n"),
    ],
)
def test_a_value_takes_the_place_of_another(before: str, edit: Edit, after: str) -> None:
    assert edit(before) == after


@pytest.mark.parametrize(
    "before, value, after",
    [
        ("a: |  # c\n  x\n  y\n\nb: 1\n", "z\n\nw\n", "a: |  # c\n  z\n\n  w\n\nb: 1\n"),
        ("a: >-\n  x\nb: 1\n", "z\nw", "a: |-\n  z\n  w\nb: 1\n"),
        ("a: |  # c\n  x\n\n# d\nb: 1\n", "z", "a: z  # c\n\n# d\nb: 1\n"),
        ("a: |\n  x\nb: 1\n", " z\nw", 'a: " z\\nw"\nb: 1\n'),
        ("a: |\n  x\nb: 1\n", [1], "a: [1]\nb: 1\n"),
        ("a: |-\n  x", "z\nw", 'a: "z\\nw"'),
        ("a: |\nb: 1\n", "z\nw", "a: |-\n  z\n  w\nb: 1\n"),
        ("a: &k |\n  x\nb: 1\n", "z", "a: &k z\nb: 1\n"),
    ],
)
def test_a_text_of_several_lines_stays_one_where_it_can(before: str, value: Data, after: str) -> None:
    assert edited(before, ("a",), value) == after


@pytest.mark.parametrize(
    "before, edit, after",
    [
        (
            "a: [x, y, z]   # c\n",
            put("a", value=["x", "w", "z", "v"]),
            "a: [x, w, z, v]   # c\n",
        ),
        (
            "a:\n- x  # 1\n- y  # 2\n- z  # 3\n",
            put("a", value=["w", "x", "z"]),
            "a:\n- w\n- x  # 1\n- z  # 3\n",
        ),
        (
            "a:\n  b: 1  # b\n  c: {d: 2}  # c\n  e: 3  # e\n",
            put("a", value={"c": {"d": 2, "f": ("x",)}, "b": 4}),
            "a:\n  b: 4  # b\n  c: {d: 2, f: [x]}  # c\n",
        ),
        (
            "a:\n  - x  # gone\n",
            put("a", value=[str(number) for number in range(30)]),
            "a:\n" + "".join(f"  - '{number}'\n" for number in range(30)),
        ),
        (
            "a: [x]\n",
            put("a", value=[str(number) for number in range(30)]),
            f"a: [{', '.join(repr(str(number)) for number in range(30))}]\n",
        ),
        ("a: [x, y]\nb: 1\n", put("a", value=[]), "a: []\nb: 1\n"),
        ("a: []  # c\n", put("a", value=[{"b": {"c": {"d": 1}}}]), "a:  # c\n  - b:\n      c:\n        d: 1\n"),
    ],
)
def test_of_a_list_or_mapping_only_what_differs_is_touched(before: str, edit: Edit, after: str) -> None:
    assert edit(before) == after


@pytest.mark.parametrize(
    "before, edit, after",
    [
        ("a:\n    b: 1  # c\n# d\ne: 2\n", put("a", "c", value=3), "a:\n    b: 1  # c\n    c: 3\n# d\ne: 2\n"),
        ("a: {b: 1}\n", put("a", "c: c", value="x"), "a: {b: 1, 'c: c': x}\n"),
        ("a: {}\n", put("a", "c", value="x"), "a: {c: x}\n"),
        ("a: {b: 1,}\n", put("a", "c", value="x"), "a: {b: 1, c: x,}\n"),
        ("a: 1\n", put("b", "c", "d", value="10分钟"), "a: 1\nb:\n  c:\n    d: 10分钟\n"),
        ("a:\n    x: 1\n\nb:\n    y: 2", put("c", "d", value=[1]), "a:\n    x: 1\n\nb:\n    y: 2\n\nc:\n    d: [1]"),
        ("a: 1\nb:  # c\nd: 2\n", put("b", "c", value=1), "a: 1\nb:  # c\n  c: 1\nd: 2\n"),
        ("a:\r\n  b: 1\r\n", put("a", "c", value=[{"d": 1}]), "a:\r\n  b: 1\r\n  c:\r\n    - {d: 1}\r\n"),
        ("a:\n- b: 1\n  c: 2\n", put("a", 0, "d", value=[{"e": "f"}]), "a:\n- b: 1\n  c: 2\n  d:\n  - {e: f}\n"),
        (RULES, put("conduct", "rules", 1, "active", value="关"), RULES.replace("4}", "4, active: 关}")),
        (
            RULES,
            put("conduct", "rules", 0, "weight", value=2),
            RULES.replace("# a minute\n", "# a minute\n          weight: 2\n"),
        ),
        ("---\na: 1\n...\n", put("b", value=2), "---\na: 1\nb: 2\n...\n"),
        ("{a: 1}\n", put("b", value=2), "{a: 1, b: 2}\n"),
        ("{}", put("b", "c", value=2), "{b: {c: 2}}"),
    ],
)
def test_a_key_that_is_missing_is_written_where_it_belongs(before: str, edit: Edit, after: str) -> None:
    assert edit(before) == after


@pytest.mark.parametrize(
    "before, edit, after",
    [
        ("a:\n  - x  # c\n# d\n", add("a", value="y"), "a:\n  - x  # c\n  - y\n# d\n"),
        ("a: [x]  # c\n", add("a", value="y"), "a: [x, y]  # c\n"),
        ("a: []\n", add("a", value="y"), "a: [y]\n"),
        ("a: 1\n", add("b", "c", value={"d": 1}), "a: 1\nb:\n  c:\n    - {d: 1}\n"),
        (
            RULES,
            add("conduct", "rules", value={"rule": "点名", "at_most": 5}),
            RULES + "\n        - {rule: 点名, at_most: 5}\n",
        ),
        (
            "a:\n- b: 1\n- b: 2\n  c: 3  # c\n",
            add("a", value={"b": 4, "words": ["x" * 30, "y" * 30, "z" * 30]}),
            f"a:\n- b: 1\n- b: 2\n  c: 3  # c\n- b: 4\n  words:\n  - {'x' * 30}\n  - {'y' * 30}\n  - {'z' * 30}\n",
        ),
        (
            "a:\n  - x\n",
            add("a", value={"b": "x" * 90}),
            f"a:\n  - x\n  - b: {'x' * 90}\n",
        ),
        ("a:\n  - x", add("a", value=[]), "a:\n  - x\n  - []"),
        ("a:\n  -   [x]\n", put("a", 0, value={"b": 1, "c": 2}), "a:\n  -   {b: 1, c: 2}\n"),
        (
            "a:\n  -   [x]  # c\n",
            put("a", 0, value={"b": {"c": {"d": 1}}, "e": 2}),
            "a:\n  -   b:\n        c:\n          d: 1\n      e: 2  # c\n",
        ),
        ("a:\n  -\n", put("a", 0, value={"b": {"c": {"d": 2}}}), "a:\n  - b:\n      c:\n        d: 2\n"),
        ("a:\n  - b: 1  # c\n    c: 2  # d\n", put("a", 0, value="x"), "a:\n  - x  # d\n"),
    ],
)
def test_an_item_is_written_as_its_neighbours_are(before: str, edit: Edit, after: str) -> None:
    assert edit(before) == after


@pytest.mark.parametrize(
    "before, edit, after",
    [
        ("a: 1  # a\nb: 2  # b\nc: 3\n", take("b"), "a: 1  # a\nc: 3\n"),
        ("a: 1\nb: 2", take("b"), "a: 1"),
        ("a: 1\nb: 2", take("a"), "b: 2"),
        ("a:\n  - x  # c\n  - y\n", take("a", 0), "a:\n  - y\n"),
        ("a:  # c\n  - x  # d\nb: 1\n", take("a", 0), "a: []  # c\nb: 1\n"),
        ("a:\n  b: {c: 1}\n", take("a", "b", "c"), "a:\n  b: {}\n"),
        ("a: {b: 1, c: 2}\n", take("a", "b"), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", take("a", "c"), "a: {b: 1}\n"),
        ("a: [x,\n  y,\n  z]\n", take("a", 1), "a: [x,\n  z]\n"),
        ("a:\n  - b: 1  # c\n    d: 2\n", take("a", 0, "b"), "a:\n  - d: 2\n"),
        ("a:\n- x\n\n- y\n\n- z\n\nb: 1\n", take("a", 0), "a:\n- y\n\n- z\n\nb: 1\n"),
        ("a:\n- x\n\n- y\n\n- z\n\nb: 1\n", take("a", 1), "a:\n- x\n\n- z\n\nb: 1\n"),
        ("a:\n- x\n\n- y\n\n- z\n\nb: 1\n", take("a", 2), "a:\n- x\n\n- y\n\nb: 1\n"),
        ("a:\r\n- x\r\n\r\n- y\r\n\r\nb: 1\r\n", take("a", 1), "a:\r\n- x\r\n\r\nb: 1\r\n"),
        ("a: 1\n", take("b"), "a: 1\n"),
        ("a: [x]\n", take("a", 1), "a: [x]\n"),
        ("a: [x]\n", take("a", "b"), "a: [x]\n"),
        ("a: x\n", take("a", "b"), "a: x\n"),
        ("a: [&k x, *k, y]\n", take("a", 1), "a: [&k x, y]\n"),
    ],
)
def test_what_is_taken_away_takes_its_own_comment_along(before: str, edit: Edit, after: str) -> None:
    assert edit(before) == after


@pytest.mark.parametrize(
    "before, edit, after",
    [
        ("a: [x, y, z]\n", move("a", 0, by=1), "a: [y, x, z]\n"),
        ("a: [x, y, z]\n", move("a", 2, by=-5), "a: [z, x, y]\n"),
        ("a: [x, y]\n", move("a", 1, by=1), "a: [x, y]\n"),
        ("a:\n- x  # x\n\n# of y\n# too\n- y", move("a", 1, by=-1), "a:\n# of y\n# too\n- y\n\n- x  # x"),
        (
            "a:\r\n  # x\r\n  - b: 1\r\n    c: 2  # c\r\n  - d\r\ne: 1\r\n",
            move("a", 0, by=1),
            "a:\r\n  - d\r\n  # x\r\n  - b: 1\r\n    c: 2  # c\r\ne: 1\r\n",
        ),
    ],
)
def test_an_item_moves_with_the_comments_right_above_it(before: str, edit: Edit, after: str) -> None:
    assert edit(before) == after


@pytest.mark.parametrize(
    "before, on, after",
    [
        ("a: {active: 关}\n", True, "a: {active: 开}\n"),
        ("a: {active: off}\n", True, "a: {active: on}\n"),
        ("a: {active: No}\n", False, "a: {active: No}\n"),
        ("a: {active: true}\n", False, "a: {active: false}\n"),
        ("a: {active: perhaps}\n", False, "a: {active: 关}\n"),
        ("a: {b: 1}\n", True, "a: {b: 1}\n"),
        ("a: {b: 1}\n", False, "a: {b: 1, active: 关}\n"),
        ("a: {b: 1}\ncommunity: {language: English}\n", False, None),
        ("a: {b: 1}\ncommunity: {language: 中文}\n", False, "a: {b: 1, active: 关}\ncommunity: {language: 中文}\n"),
    ],
)
def test_a_switch_is_turned_in_the_words_of_the_file(before: str, on: bool, after: str | None) -> None:
    if after is None:
        after = before.replace("b: 1", "b: 1, active: off")
    assert switch("a", on=on)(before) == after


def test_a_place_gets_its_own_copy_of_what_stands_elsewhere() -> None:
    own = parted("a: &k\n  - {b: 1}\nc: *k  # c\nd: 1\n", ("c",))
    assert own == "a: &k\n  - {b: 1}\nc:  # c\n  - {b: 1}\nd: 1\n"
    assert edited(own, ("a", 0, "b"), 2) == own.replace("b: 1", "b: 2", 1)


SHARING = "a: &k\n  - {b: 1}\nc: *k\nd: &l {e: &m 1, f: 2}\ng: [*m, [h]]\n"


@pytest.mark.parametrize(
    "before, edit, refusal, line",
    [
        ("a: [1\n", put("a", value=1), BROKEN, 1),
        ("a: *x\n", put("a", value=1), BROKEN, 1),
        (SHARING, put("c", 0, "b", value=2), ALIAS, 3),
        (SHARING, put("a", 0, "b", value=2), SHARED, 3),
        (SHARING, put("d", value=2), SHARED, 5),
        (SHARING, put("d", "e", value=2), SHARED, 5),
        (SHARING, take("a"), SHARED, 3),
        (SHARING, take("d"), SHARED, 5),
        ("a: [&k 1, *k]\n", move("a", 0, by=1), NOT_ALONE, 1),
        ("a: 1\n", take("a"), NOT_ALONE, 1),
        ("a: |+\n  x\n\n", put("b", value=1), NOT_ALONE, 2),
        ("a: {b: 1, # c\n  d: 2}\n", take("a", "b"), COMMENT, 1),
        ("a: [b, # c\n  d]\n", take("a", 1), COMMENT, 2),
        ("a: [b, # c\n  d]\n", move("a", 0, by=1), COMMENT, 1),
        ("a:\n  - b: 1\n    # c\n    d: 2\n", take("a", 0, "b"), COMMENT, 2),
        ("a:\n  - - b\n    - c\n", move("a", 0, 0, by=1), UNUSUAL, 2),
        ("a:\n  - - b\n    - c\n", put("a", 0, value=["x", "b", "c"]), UNUSUAL, 2),
        ("? a\n: 1\nb: 2\n", take("a"), UNUSUAL, 1),
        ("a: {b, c: 1}\n", put("a", "b", value=1), UNUSUAL, 1),
        ("a: [b: 1]\n", put("a", 0, "c", value=1), UNUSUAL, 1),
        ("a: 1\n", put("a", "b", value=1), NOWHERE, 1),
        ("a: 1\n", add("a", value=1), NOWHERE, 1),
        ("a: 1\n", put("a", 0, value=1), NOWHERE, 1),
        ("a: {b: 1}\n", put("a", 0, value=1), NOWHERE, 1),
        ("a: {b: 1}\n", put("a", 0, "c", value=1), NOWHERE, 1),
        ("a: [1]\n", put("a", 1, value=1), NOWHERE, 1),
        ("a: [1]\n", put("a", "b", value=1), NOWHERE, 1),
        ("a: [1]\n", move("a", 1, by=1), NOWHERE, 1),
        ("a: [1]\n", move("a", -1, by=1), NOWHERE, 1),
        ("a: {b: 1}\n", move("a", "b", by=1), NOWHERE, 1),
        ("a: 1\n", move("a", 0, by=1), NOWHERE, 1),
        ("a: 1\n", partial(parted, path=("b",)), NOWHERE, 1),
        ("a: 1\n", put(value={}), NOWHERE, 1),
        ("a: 1\n", take(), NOWHERE, 1),
        ("a: 1\n", move(by=1), NOWHERE, 1),
        ("a: 1\n", put("a", value=1e30), NO_VALUE, 1),
        ("a: 1\n", put("a", value=[10**20]), NO_VALUE, 1),
    ],
)
def test_what_cannot_be_done_in_its_place_is_refused(before: str, edit: Edit, refusal: Both, line: int) -> None:
    with pytest.raises(EditRefused) as refused:
        edit(before)
    assert refused.value.line == line
    for said, template in zip(refused.value.said, refusal, strict=True):
        assert re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(template)), said)


@pytest.mark.parametrize("name", ["x" * 2000, "a\nb", "", "?", "# no", "true"])
def test_a_strange_key_is_written_or_refused(name: str) -> None:
    try:
        after = edited("a: {}\n", ("a", name), 1)
    except EditRefused:
        assert len(name) > 1000
    else:
        root = read_document(after).root
        assert (root and root.data()) == {"a": {name: 1}}
