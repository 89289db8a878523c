import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.text.batch import Batch
from tongpin.text.pattern_scan import PatternScan
from tongpin.text.patterns import COMPLAINTS, PatternError, compile_pattern, complaint
from tongpin.text.plan import TextPlan
from tongpin.text.reader import Reader
from tongpin.text.reading import HITS_CAP, PATTERN, Hit


def matches(text: str, *patterns: str) -> tuple[Hit, ...]:
    [reading] = Reader(TextPlan(patterns=patterns)).read([text])
    assert reading.signals == PATTERN * bool(reading.patterns)
    return reading.patterns


@pytest.mark.parametrize(
    "text,pattern,place",
    [
        ("电话 13800138000", r"\d{7,11}", (3, 14)),
        ("电话１３８\u200b００１３８０００", r"\d{7,11}", (2, 14)),
        ("加V信", "v[信x]", (1, 3)),
        ("免費領", "免费", (0, 2)),
        ("免费", "免費", (0, 2)),
        ("价：9", "价：\\d", (0, 3)),
        ("价:9", "价[：，]\\d", (0, 3)),
        ("价9", "价（9）", None),
        ("价(9)", "价（9）", (0, 4)),
        ("价(9)", "价\\(9\\)", (0, 4)),
        ("价+", "价＋", (0, 2)),
        ("价价", "价＋", None),
        ("Ａ", "[Ａ-Ｃ]", None),
        ("a　b", "a b", (0, 3)),
        ("Х", "[xу]", (0, 1)),
        ("龙", "[[:alpha:]龍]", (0, 1)),
        ("龙", "[^a龍]", None),
        ("签", "[-簽]", (0, 1)),
        ("签", "[簽-]", (0, 1)),
        ("签", "[^-簽]", None),
        ("]", "[]]", (0, 1)),
        ("a", "[^]a]", None),
        ("龙", "[一-龥]", (0, 1)),
        ("a-b", r"[\w-]+", (0, 3)),
        ("出号", "^出.$", (0, 2)),
        ("我出号", "^出", None),
        ("第一行\n出号", "^出", None),
        ("第一行\n出号", "行.出", (2, 5)),
        ("ad", r"\bad\b", (0, 2)),
        ("read", r"\bad\b", None),
        ("ab", "(?i)AB", (0, 2)),
        ("ab", "(?P<名>a)(?:b)", (0, 2)),
        ("ab", r"\b", None),
        ("xab", r"\b|ab", (1, 3)),
        ("a\ud800", "a.", (0, 2)),
        ("", "a", None),
    ],
)
def test_one_pattern(text: str, pattern: str, place: tuple[int, int] | None) -> None:
    assert matches(text, pattern) == ((Hit(0, *place),) if place else ())


def test_the_first_match_of_each_is_named_in_the_order_of_their_places() -> None:
    assert matches("1a2b", r"[a-z]", r"\d", r"\d[a-z]", "z") == (Hit(1, 0, 1), Hit(2, 0, 2), Hit(0, 1, 2))


def test_no_more_patterns_than_the_cap_are_named() -> None:
    assert matches("a", *["a"] * (HITS_CAP + 2)) == tuple(Hit(index, 0, 1) for index in range(HITS_CAP))


def test_a_text_full_of_the_patterns_of_one_list_hides_none_of_anothers() -> None:
    patterns = (*["a"] * HITS_CAP, "b", "c")
    plan = TextPlan(patterns=patterns, pattern_lists=(frozenset(range(HITS_CAP)), frozenset({8, 9}), frozenset({9})))
    [reading] = Reader(plan).read(["acb"])
    assert reading.patterns == (*(Hit(i, 0, 1) for i in range(HITS_CAP)), Hit(9, 1, 2))


@pytest.mark.parametrize("pattern", [r"a\s*b", "a[^x]b", "(?s)a.b", "a\nb", r"a\nb", "(?s)a.*b", r"a\Wb"])
def test_no_match_crosses_two_texts(pattern: str) -> None:
    readings = Reader(TextPlan(patterns=(pattern,))).read(["a", "b", "a", "", "b"])
    assert [reading.patterns for reading in readings] == [()] * 5


def test_each_text_of_a_batch_has_its_own_places() -> None:
    readings = Reader(TextPlan(patterns=(r"^\d+$", "信+"))).read(["１２", "微信信", "", "\u200b3", "3 信"])
    assert [reading.patterns for reading in readings] == [
        (Hit(0, 0, 2),),
        (Hit(1, 1, 3),),
        (),
        (Hit(0, 1, 2),),
        (Hit(1, 2, 3),),
    ]


def test_when_the_set_runs_out_of_memory_every_pattern_is_tried_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a scan whose set of patterns reports nothing, not even its witness
    class Exhausted:
        def Match(self, _: bytes) -> list[int]:  # noqa: N802 - RE2's name
            return []

    scan = PatternScan(["a", "b"])
    batch = Batch(["ab", "c"])
    expected = scan.find(batch)
    monkeypatch.setattr(scan, "_all", Exhausted())
    # When a batch is scanned, then the same is found
    assert scan.find(batch) == expected == {0: (Hit(0, 0, 1), Hit(1, 1, 2))}


BAD = [
    # pattern, words of the message, position
    ("a(?=b)", "Look-ahead is not supported", 1),
    ("a(?!b)", "Look-ahead is not supported", 1),
    ("(?<=a)b", "Look-behind is not supported", 0),
    ("ab(?<!a)b", "Look-behind is not supported", 2),
    ("(?>a)", "An atomic group is not supported", 0),
    ("(a)(?(1)b)", "A condition is not supported", 3),
    ("(?P<x>a)(?P=x)", "A back-reference is not supported", 8),
    ("(a)\\1", "A back-reference is not supported", 3),
    ("a(?#b)", "A comment is not supported", 1),
    ("\\Aab", "This anchor", 0),
    ("ab\\z", "This anchor", 2),
    ("ab\\Z", "This anchor", 2),
    ("\\Qa.b\\E", "Quoting", 0),
    ("a\\Cb", "A match of single bytes", 1),
    ("a\\Kb", "A reset of the match", 1),
    ("(?-i)A", "A flag cannot be switched off", 0),
    ("(?i-m:A)", "A flag cannot be switched off", 0),
    ("a(b(c)", "This ( is never closed", 1),
    ("a)b", "This ) has no ( before it", 1),
    ("a[bc", "This [ is never closed", 1),
    ("[]", "This [ is never closed", 0),
    ("[a\\]", "This [ is never closed", 0),
    ("a\u200bb", "An invisible character stands here", 1),
    ("ab[c\u200b]", "An invisible character stands here", 4),
    ("ab\ud800", "Half a character stands here", 2),
    ("[\ud800-z]", "Half a character stands here", 1),
    ("*a", "Nothing stands before this sign", 0),
    ("ab**", "Two signs of repetition", 2),
    ("ab++", "Two signs of repetition", 2),
    ("ab{1001}", "This repeats more than 1,000 times", 2),
    ("a{2,1}", "This repeats more than 1,000 times", 1),
    ("a[z-a]", "This range runs backwards", 2),
    ("\\p{Foo}", "This range runs backwards", 0),
    ("a\\y", "This character after a \\ means nothing", 1),
    ("a(?y)", "These signs after a ( mean nothing", 1),
    ("(?P<a-b>c)", "This name of a group", 0),
    ("ab\\", "The pattern ends with a \\", 2),
    ("[\\pL]{900}", "The pattern repeats too much", 0),
    ("[\\pL]{20}", "The pattern repeats too much", 0),
    ("a*", "The pattern matches where there is nothing", 0),
    ("^", "The pattern matches where there is nothing", 0),
    ("", "The pattern matches where there is nothing", 0),
    ("加" * 342, "The pattern is longer than 1,024 bytes", 0),
]


@pytest.mark.parametrize("pattern,message,position", BAD)
def test_bad_patterns(pattern: str, message: str, position: int) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern)
    assert caught.value.message[: len(message)] == message
    assert caught.value.position == position
    assert str(caught.value) == caught.value.message


def test_a_reader_refuses_a_bad_pattern() -> None:
    with pytest.raises(PatternError):
        Reader(TextPlan(patterns=("a", "(")))


def test_a_complaint_of_re2_that_is_not_known_is_told_as_it_is() -> None:
    error = complaint("ab", "novel trouble: b")
    assert (error.message, error.position) == ("The pattern cannot be read (novel trouble: b).", 1)


def test_every_complaint_is_one_of_a_bad_pattern() -> None:
    told = {message for _, message, _ in BAD}
    assert [known for known in COMPLAINTS.values() if not any(known.startswith(start) for start in told)] == []


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_pattern_or_a_pattern_error(pattern: str) -> None:
    readable: Any = True
    try:
        compile_pattern(pattern)
    except PatternError as error:
        readable = 0 <= error.position <= len(pattern) and error.message.endswith(".")
    assert readable


@given(st.text(alphabet="ab(?:<=!P)[]^-\\{}1,*+|.$sdwA\u200b，簽\ud800", max_size=12), st.text("ab1簽，", max_size=12))
def test_a_pattern_never_breaks_reading(pattern: str, text: str) -> None:
    try:
        compile_pattern(pattern)
    except PatternError:
        return
    hits = matches(text, pattern)
    assert [0 <= hit.start < hit.end <= len(text) for hit in hits] == [True] * len(hits)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(.*a){12}b", ".*.*.*b"])
def test_patterns_that_explode_elsewhere_take_linear_time(pattern: str) -> None:
    began = time.perf_counter()
    assert matches("a" * 8192, pattern) == ()
    assert time.perf_counter() - began < 1
