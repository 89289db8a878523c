import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.playbook import document
from tongpin.kernel.playbook.document import read_document
from tongpin.kernel.playbook.spots import node_at


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(fault.code, *fault.place[:2]) for fault in read_document(text).faults]


def data(text: str) -> object:
    read = read_document(text)
    assert (read.faults, read.root is None) == ([], False)
    return read.root.data() if read.root else None


def test_scalars_mean_what_the_core_schema_says() -> None:
    text = """\
text: 你好 # a comment
time: 12:30
no: no
date: 2024-01-01
code: 007
number: -12
large: 1234567890123456789012
half: 0.5
yes: true
quoted: '12'
none:
nothing: ~
"""
    assert data(text) == {
        "text": "你好",
        "time": "12:30",
        "no": "no",
        "date": "2024-01-01",
        "code": "007",
        "number": -12,
        "large": "1234567890123456789012",
        "half": 0.5,
        "yes": True,
        "quoted": "12",
        "none": None,
        "nothing": None,
    }


def test_keys_are_text() -> None:
    assert data("1: a\ntrue: b\n~: c\n2.5: d\n") == {"1": "a", "true": "b", "null": "c", "2.5": "d"}


def test_an_alias_stands_for_what_its_anchor_holds() -> None:
    text = "a: &x [1, {b: 2}]\nc: *x\n&k d: *k\n"
    assert data(text) == {"a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": "d"}


def test_a_byte_order_mark_is_no_text() -> None:
    assert data("\ufeffa: 1\n") == {"a": 1}


def test_every_key_and_value_has_its_place() -> None:
    root = read_document("甲:\n  - 乙: 10分   # why\n    丙: |\n      text\n    丁:\n").root
    assert root is not None
    places = {
        path: (node.key and tuple(node.key), tuple(node.place))
        for path in [("甲",), ("甲", 0), ("甲", 0, "乙"), ("甲", 0, "丁")]
        if (node := node_at(root, path))
    }
    assert places == {
        ("甲",): ((1, 1, 1), (2, 3, 0)),
        ("甲", 0): (None, (2, 5, 0)),
        ("甲", 0, "乙"): ((2, 5, 1), (2, 8, 3)),
        ("甲", 0, "丁"): ((5, 5, 1), (6, 1, 0)),
    }


@pytest.mark.parametrize(
    "text, code, line, column",
    [
        ("a: 'x\nb: 1\n", "PB112", 1, 4),
        ('a: "x\n---\nb: 1\n', "PB112", 1, 4),
        ("a: [1, 2\nb: 1\n", "PB113", 1, 4),
        ("a:\n  b: {c: [1, 2}\n", "PB113", 2, 10),
        ("a: [\n", "PB113", 1, 4),
        ("a: [x,,y]\n", "PB113", 1, 4),
        ("a: b: c\n", "PB114", 1, 5),
        ("a: 'x' : y\n", "PB114", 1, 8),
        ("a: 1\nb\nc: 2\n", "PB115", 2, 1),
        ("a: @x\n", "PB116", 1, 4),
        ("a: `x`\n", "PB116", 1, 4),
        ("a: %x\n", "PB116", 1, 4),
        ("a: & b\n", "PB116", 1, 4),
        ("a: * b\n", "PB116", 1, 4),
        ("a: ]\n", "PB116", 1, 4),
        ("a: ? b\n", "PB116", 1, 4),
        ("a:\n  b: 1\n   c: 2\n", "PB117", 3, 4),
        ("a:\n  b: 1\n c: 2\n", "PB117", 3, 2),
        ('a: "x" y\n', "PB117", 1, 8),
        ("a: [1, 2]]\n", "PB117", 1, 10),
        ("- a\nb: 1\n", "PB117", 2, 1),
        ("a: | text\n", "PB119", 1, 6),
        ('a: "\\d"\n', "PB120", 1, 6),
        ('a: "\\xZZ"\n', "PB120", 1, 7),
        ("a: - b\n", "PB121", 1, 4),
        ("%YAML x\n---\na: 1\n", "PB101", 1, 7),
        ("a: 1\nb：3\nc: 2\n", "PB103", 2, 2),
        ("a: 1\n- b：3\n", "PB103", 2, 4),
        ("a:\n  b：3\n\n  c: 4\n", "PB103", 2, 4),
        ("\n  a : b: c", "PB114", 2, 8),
    ],
)
def test_broken_syntax_is_one_fault_where_it_begins(text: str, code: str, line: int, column: int) -> None:
    read = read_document(text)
    assert (faults(text), read.root) == ([(code, line, column)], None)


@pytest.mark.parametrize(
    "text, code, line, column",
    [
        ("", "PB110", 1, 1),
        ("# nothing\n", "PB110", 1, 1),
        ("\n- a\n", "PB110", 2, 1),
        ("key:value\n", "PB110", 1, 1),
        ("a: 1\n---\nb: 2\n", "PB106", 2, 1),
        ("a: 1\n...\nb\n", "PB106", 3, 1),
        ("a:\tb\n", "PB102", 1, 3),
        ("a: " + "[" * 40, "PB108", 1, 35),
        ("a: &a " + "[" * 20 + "]" * 20 + "\nb: " + "[" * 15 + "*a" + "]" * 15, "PB108", 2, 19),
    ],
)
def test_what_is_no_playbook_is_one_fault(text: str, code: str, line: int, column: int) -> None:
    read = read_document(text)
    assert (faults(text), read.root) == ([(code, line, column)], None)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a: 1\nb: 2\na: 3\na: 4\n", [("PB104", 3, 1), ("PB104", 4, 1)]),
        ("a: !x 1\nb: !!str 2\nc: !y [1]\nd: !z\n", [("PB105", n, 4) for n in (1, 2, 3, 4)]),
        ("a: *x\nb: **重要**\n", [("PB118", 1, 4), ("PB116", 2, 4)]),
        ("a: &a [*a]\n", [("PB118", 1, 8)]),
        ("? [a]\n: b\n? {c: d}\n: [e]\nf: 1\n", [("PB305", 1, 3), ("PB305", 3, 3)]),
        ("a: [广告，代购、加群, '是，的', ok]\nb:\n  - 是，的\n", [("PB103", 1, 7)]),
        ("a: [{b: 是，的}, [1, 2]]\n", []),
    ],
)
def test_other_faults_are_all_found_and_the_rest_is_read(text: str, expected: list[tuple[str, int, int]]) -> None:
    read = read_document(text)
    assert (faults(text), read.root is not None) == (expected, True)


def test_tabs_and_control_characters_are_all_found_before_anything_is_read() -> None:
    text = "a:\n\tb: 1\n  \tc: 2\n\t\nd: \x01\u200b\x7f\ne: 'x\ty'\n"
    assert faults(text) == [("PB102", 2, 1), ("PB102", 3, 3), ("PB111", 5, 4), ("PB111", 5, 6)]


def test_a_tab_within_quotes_is_text() -> None:
    assert data("a: 'x\ty'\n") == {"a": "x\ty"}


def test_no_more_faults_of_the_text_are_listed_than_anybody_reads() -> None:
    assert len(faults("\x01\n" * 1000)) == 100


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LARGEST", 10)
    assert faults("a: 一二三\n") == [("PB107", 1, 1)]


def test_aliases_cannot_blow_a_file_up() -> None:
    text = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for name, inner in zip("bcdefgh", "abcdefg", strict=True):
        text += f"{name}: &{name} [{', '.join([f'*{inner}'] * 10)}]\n"
    assert faults(text) == [("PB109", 6, 12)]


@given(st.text(alphabet="ab:-[]{},'\"#&*!|>%@`\\ \n\t：，中1?", max_size=60))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    read = read_document(text)
    assert read.root is not None or read.faults
    for fault in read.faults:
        assert 1 <= fault.place.line <= len(read.lines)
        assert 1 <= fault.place.column <= len(read.lines[fault.place.line - 1]) + 1
