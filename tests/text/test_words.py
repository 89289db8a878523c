import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.text.folding import fold
from tongpin.text.plan import TextPlan
from tongpin.text.reader import Reader
from tongpin.text.reading import HITS_CAP, WORD, Hit


def words_in(text: str, *words: str) -> tuple[Hit, ...]:
    [reading] = Reader(TextPlan(words=words)).read([text])
    assert reading.signals == WORD * bool(reading.words)
    return reading.words


@pytest.mark.parametrize(
    "text,word,place",
    [
        ("大家加微信吧", "加微信", (2, 5)),
        ("加微信，加微信", "加微信", (0, 3)),
        ("加.微.信", "加微信", None),
        ("加 微信", "加微信", None),
        ("加\u200b微\ufe0f信\u200b！", "加微信", (0, 5)),
        ("\u200b加微信", "加微信", (1, 4)),
        ("簽到", "签到", (0, 2)),
        ("签到", "簽到", (0, 2)),
        ("ＡＤ", "ad", (0, 2)),
        ("аd", "AD", (0, 2)),
        ("read", "ad", None),
        ("ads", "ad", None),
        ("ad1", "ad", None),
        ("1ad", "ad", None),
        ("read ad", "ad", (5, 7)),
        ("看ad吧", "ad", (1, 3)),
        ("_ad_", "ad", (1, 3)),
        ("ad", "ad", (0, 2)),
        ("r\u200bead", "ad", None),
        ("16667", "666", None),
        ("add me!", "add me", (0, 6)),
        ("add\nme", "add me", (0, 6)),
        ("add mee", "add me", None),
        ("c++11", "c++", (0, 3)),
        ("xc++", "c++", None),
        ("加vxx", "加vx", (0, 3)),
        ("x加v", "加v", (1, 3)),
        ("", "加", None),
        ("加", "\u200b", None),
        ("加 微", " ", None),
        ("加微", " 加微 ", (0, 2)),
        ("\ud800加", "加", (1, 2)),
    ],
)
def test_one_word(text: str, word: str, place: tuple[int, int] | None) -> None:
    assert words_in(text, word) == ((Hit(0, *place),) if place else ())


def test_words_that_lie_over_one_another_are_all_found_in_the_order_of_their_places() -> None:
    assert words_in("加微信群", "微信", "微信群", "加微信", "加") == (
        Hit(3, 0, 1),
        Hit(2, 0, 3),
        Hit(0, 1, 3),
        Hit(1, 1, 4),
    )


def test_two_words_that_are_read_alike_are_both_found() -> None:
    assert words_in("签到", "簽到", "签到") == (Hit(0, 0, 2), Hit(1, 0, 2))


def test_no_more_words_than_the_cap_are_named_the_first_ones() -> None:
    alphabet = "甲乙丙丁戊己庚辛壬癸"
    assert words_in(alphabet, *reversed(alphabet)) == tuple(Hit(9 - i, i, i + 1) for i in range(HITS_CAP))


def test_a_text_full_of_the_words_of_one_list_hides_none_of_anothers() -> None:
    alphabet = "甲乙丙丁戊己庚辛壬癸"
    plan = TextPlan(words=(*alphabet, "子", "丑", "寅"), word_lists=(frozenset(range(10)), frozenset({10, 11, 12})))
    [reading] = Reader(plan).read([alphabet + "寅子丑"])
    assert reading.words == (*(Hit(i, i, i + 1) for i in range(HITS_CAP)), Hit(12, 10, 11))


def test_no_word_crosses_two_texts() -> None:
    reader = Reader(TextPlan(words=("加微信", "微 信", "ad")))
    assert [reading.words for reading in reader.read(["加微", "信", "a", "d"])] == [(), (), (), ()]


def test_a_letter_of_the_text_before_does_not_touch_a_word() -> None:
    readings = Reader(TextPlan(words=("ad",))).read(["re", "ad", "s"])
    assert [reading.words for reading in readings] == [(), (Hit(0, 0, 2),), ()]


PIECES = st.sampled_from(
    ["加", "微", "信", "簽", "签", "Ａ", "a", "d", "\u200b", "\ufe0f", " ", "，", "𝐀", "😀", "\ud800"]
)


@given(
    st.lists(PIECES, max_size=30).map("".join), st.lists(st.text("加微信签簽ad", min_size=1, max_size=3), max_size=6)
)
def test_places_hold_what_is_read_as_the_word(text: str, words: list[str]) -> None:
    hits = words_in(text, *words)
    assert [fold(text[hit.start : hit.end]) for hit in hits] == [fold(words[hit.index]) for hit in hits]


@given(st.lists(PIECES, max_size=30).map("".join), st.lists(st.text("加微信签簽", min_size=1, max_size=3), max_size=6))
def test_chinese_words_are_found_exactly_where_they_are(text: str, words: list[str]) -> None:
    expected = {index for index, word in enumerate(words) if fold(word) in fold(text)}
    assert {hit.index for hit in words_in(text, *words)} == expected


@given(
    st.lists(PIECES, max_size=30).map("".join), st.lists(st.text("加微信签簽ad", min_size=1, max_size=3), max_size=6)
)
def test_more_memory_finds_the_same_words(text: str, words: list[str]) -> None:
    plan = TextPlan(words=tuple(words), fingerprints=True, key=b"k")
    assert Reader(plan, roomy=True).read([text]) == Reader(plan).read([text])
