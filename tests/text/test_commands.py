import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.text.commands import NUMERALS, Addressed, Form, Grammar, leading_number
from tongpin.text.reading import LENGTH_CAP

GRAMMAR = Grammar(
    [
        Form("checkin", ("签到", "checkin")),
        Form("board", ("签到榜", "top ten")),
        Form("appeal", ("申诉", "appeal"), "rest"),
        Form("confirm", ("确认", "confirm"), "number"),
    ]
)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("签到", ("checkin", "")),
        ("簽到", ("checkin", "")),
        (" 签到\n", ("checkin", "")),
        ("　\u200b签\u200b到\ufe0f", ("checkin", "")),
        ("/签到", ("checkin", "")),
        ("／签到", ("checkin", "")),
        ("/checkin", ("checkin", "")),
        ("!checkin", ("checkin", "")),
        ("！ＣｈｅｃｋＩｎ", ("checkin", "")),
        ("确认 12", ("confirm", "12")),
        ("确认12 看过了", ("confirm", "12 看过了")),
        ("确认：十二", ("confirm", "十二")),
        ("/confirm 3", ("confirm", "3")),
        ("确认", None),
        ("确认 一下", None),
        ("确认十二", None),
        ("确认 0", None),
        ("确认，明天 3 点见", None),
        ("checkin", None),
        ("签到了吗大家", None),
        ("签到 大家", None),
        ("签到！", None),
        ("签到12", None),
        ("大家签到", None),
        ("/ 签到", None),
        ("//签到", None),
        ("签名册已经放在门口的桌子上了", None),
        ("签", None),
        ("", None),
        (" ", None),
        ("/", None),
        ("签到榜", ("board", "")),
        ("/top ten", ("board", "")),
        ("/top\tten", ("board", "")),
        ("/top tent", None),
        ("申诉", ("appeal", "")),
        ("申诉：", ("appeal", "")),
        ("申诉 理由", ("appeal", "理由")),
        ("申诉：理由", ("appeal", "理由")),
        ("申訴，， 理由 \n", ("appeal", "理由")),
        ("申诉 Ｔhe 簽\u200b到", ("appeal", "Ｔhe 簽\u200b到")),
        ("申\u200b诉 \u200b 理由", ("appeal", "理由")),
        ("申诉12 理由", ("appeal", "12 理由")),
        ("申诉１２理由", ("appeal", "１２理由")),
        ("/appeal12", ("appeal", "12")),
        ("/appeal why", ("appeal", "why")),
        ("/appealing", None),
        ("申诉？", None),
        ("申诉一下", None),
        ("\ud800申诉", None),
        ("签申签申签申签申签申签申", None),
        ("签申", None),
    ],
)
def test_what_is_addressed(text: str, expected: tuple[str, str] | None) -> None:
    assert GRAMMAR.parse(text) == (Addressed(*expected) if expected else None)


def test_only_the_head_of_a_long_text_is_looked_at() -> None:
    assert GRAMMAR.parse("申诉 " + "长" * 1_000_000) == Addressed("appeal", "长" * (LENGTH_CAP - 3))


def test_a_longer_word_that_does_not_fit_leaves_the_shorter_one() -> None:
    grammar = Grammar([Form("ask", ("问",), "rest"), Form("board", ("问 榜",))])
    assert grammar.parse("问 榜") == Addressed("board")
    assert grammar.parse("问 榜样") == Addressed("ask", "榜样")


def test_a_form_may_name_a_word_twice() -> None:
    assert Grammar([Form("checkin", ("签到", "簽到"))]).parse("签到") == Addressed("checkin")


def test_two_forms_may_not_share_a_word() -> None:
    with pytest.raises(ValueError, match="签到 calls two commands: checkin and other"):
        Grammar([Form("checkin", ("签到",)), Form("other", ("簽到",))])


def test_no_forms() -> None:
    assert Grammar([]).parse("签到") is None


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_parsed(text: str) -> None:
    for form, word in [("checkin", "签到"), ("appeal", "申诉")]:
        addressed = GRAMMAR.parse(word + text)
        assert addressed is None or (addressed.name == form and addressed.rest in text)


@pytest.mark.parametrize(
    "rest,number,remaining",
    [
        ("12 理由", 12, "理由"),
        ("12", 12, ""),
        ("12理由", 12, "理由"),
        ("１２：理由", 12, "理由"),
        ("1\u200b2 理由", 12, "理由"),
        ("007", 7, ""),
        ("123456789", 123456789, ""),
        ("13800138000 骗子", 0, "13800138000 骗子"),
        ("9" * 8000, 0, "9" * 8000),
        ("一 理由", 1, "理由"),
        ("十", 10, ""),
        ("十二、理由", 12, "理由"),
        ("二十", 20, ""),
        ("九十九 x", 99, "x"),
        ("三个人", 0, "三个人"),
        ("十十 x", 0, "十十 x"),
        ("理由 12", 0, "理由 12"),
        ("-3", 0, "-3"),
        ("\u200b", 0, "\u200b"),
        ("", 0, ""),
    ],
)
def test_leading_numbers(rest: str, number: int, remaining: str) -> None:
    assert leading_number(rest) == (number, remaining)


def test_chinese_numerals() -> None:
    assert list(NUMERALS.values()) == list(range(1, 100))
    assert [NUMERALS[numeral] for numeral in ("一", "九", "十", "十一", "三十", "四十二")] == [1, 9, 10, 11, 30, 42]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_may_begin_with_a_number(rest: str) -> None:
    number, remaining = leading_number(rest)
    assert number >= 0
    assert rest.endswith(remaining)
