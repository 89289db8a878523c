import importlib.util
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from tongpin.text import look_alikes
from tongpin.text.folding import NONE, SPACE, SURROGATES, UNREADABLE, fold, table, translation

SCRIPT = Path(__file__).parents[2] / "scripts/look_alikes.py"

DISGUISES = [
    # what it is, as written, as read
    ("plain", "加微信abc123", "加微信abc123"),
    ("case", "ABC", "abc"),
    ("full width", "ＡｂＣ１２３！？：，（）", "abc123!?:,()"),
    ("half-width katakana", "ｶﾀｶﾅ", "カタカナ"),
    ("circled", "①②③ⓐⓑⒸ㊀㊁", "123abc一二"),
    ("filled circles", "❶❾➀➉➊⓵⓿🅐🅩", "191➉110az"),
    ("squared", "🄰🅰🈶🈚", "aa有无"),
    ("in brackets", "⑴⒈㈠🄐", "11一a"),
    ("mathematical", "𝐀𝑏𝒞𝔡𝕖𝖋𝗴𝘩𝙞𝚓𝟎𝟙𝟮", "abcdefghij012"),
    ("superscript", "¹²³ⁿ", "123n"),
    ("accents", "wēixìn É", "weixin e"),
    ("Cyrillic look-alikes", "ВКонтаКтЕ раураl", "bkohtakte paypal"),
    ("Greek look-alikes", "ΑΒΕ ορ", "abe op"),
    ("small capitals", "ᴡᴇᴄʜᴀᴛ", "wechat"),
    ("traditional", "簽到領錢開戶", "签到领钱开户"),
    ("radicals", "⼀⼈⾦", "一人金"),
    ("zero width", "加\u200b微\u200d信\ufeff", "加微信"),
    ("soft hyphen", "a\u00add", "ad"),
    ("bidi", "\u202eda\u202c\u2066x\u2069", "dax"),
    ("variation selectors", "微\ufe0f信\U000e0100", "微信"),
    ("tags", "a\U000e0041\U000e007fd", "ad"),
    ("control", "a\x00\x07d\x7f", "ad"),
    ("strokes through", "加̶微̸信͓", "加微信"),
    ("key caps", "1\ufe0f\u20e32\u20e3", "12"),
    ("fillers", "a\u3164\u115fd", "ad"),
    ("white space", "a\tb\nc\u3000d\u00a0e\u2028f\u2800g", "a b c d e f g"),
    ("dashes and quotes", "1–2—3−4“a”‘b’", "1-2-3-4\"a\"'b'"),
    ("half a character", "a\ud83dd\udc00", f"a{UNREADABLE}d{UNREADABLE}"),
    ("left as they are", "。、😀ßが一ㄅ", "。、😀ßが一ㄅ"),
    ("one for several", "…㍿⑩ﬁ", "…㍿⑩ﬁ"),
]


def committed() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scripts_look_alikes", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("written,read", [case[1:] for case in DISGUISES], ids=[case[0] for case in DISGUISES])
def test_disguises(written: str, read: str) -> None:
    assert fold(written) == read


def test_folding_twice_is_folding_once() -> None:
    assert (table()[table()] == table()).all()


def test_no_newline_or_other_control_is_left() -> None:
    assert sorted({int(code) for code in table() if code <= SPACE}) == [NONE, SPACE]


def test_the_two_forms_of_the_table_agree() -> None:
    differing = {code for code in range(0x110000) if table()[code] != code}
    translated = {code: NONE if plain is None else ord(plain) for code, plain in translation().items()}
    # NUL is read as nothing, and NONE happens to be its number.
    assert {code: int(table()[code]) for code in differing} | {0: NONE} == translated
    assert {int(table()[code]) for code in SURROGATES} == {ord(UNREADABLE)}


@pytest.mark.skipif(
    unicodedata.unidata_version != look_alikes.UNICODE,
    reason=f"The table was made from Unicode {look_alikes.UNICODE}; this Python knows another.",
)
def test_the_table_is_what_the_script_makes() -> None:
    assert Path(look_alikes.__file__).read_text(encoding="utf-8") == committed().module()
