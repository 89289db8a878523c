from zoneinfo import ZoneInfo

import pytest

from tongpin.kernel.playbook.naming import LANGUAGES, chooser, listing, read_switch, read_zone
from tongpin.kernel.playbook.numerals import whole_number
from tongpin.kernel.playbook.rates import Often, read_rate
from tongpin.kernel.playbook.refusals import PlaybookListError, PlaybookValueError, shown
from tongpin.kernel.playbook.wordlists import read_pattern, read_words


def refusal_of(read: object, *values: object) -> PlaybookValueError:
    assert callable(read)
    with pytest.raises(PlaybookValueError) as refusal:
        read(*values)
    return refusal.value


@pytest.mark.parametrize(
    "text, number",
    [
        ("10", 10),
        ("-3", -3),
        ("+3", 3),
        ("十", 10),
        ("十二", 12),
        ("二十三", 23),
        ("两百零五", 205),
        ("一万二千", 12_000),
        ("万", 10_000),
        ("二五", 25),
        ("零", 0),
        ("一百", 100),
        ("二三十", None),
        ("十人", None),
        ("", None),
        ("1.5", None),
    ],
)
def test_whole_numbers_are_read_in_both_scripts(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text, often",
    [
        ("1/day", Often(1, "day")),
        ("每天1次", Often(1, "day")),
        ("3/week", Often(3, "week")),
        ("每周三次", Often(3, "week")),
        ("2/hour", Often(2, "hour")),
        ("每小时2次", Often(2, "hour")),
        ("一天一次", Often(1, "day")),
        ("3 times a week", Often(3, "week")),
        ("once a day", Often(1, "day")),
        ("每个月最多2次", Often(2, "month")),
        ("总共3次", Often(3, "ever")),
        ("once ever", Often(1, "ever")),
    ],
)
def test_a_rate_is_a_number_and_a_period(text: str, often: Often) -> None:
    assert read_rate(text) == often


@pytest.mark.parametrize(
    "value, instead",
    [
        (3, ("每天3次", "3/day")),
        ("3次", ("每天3次", "3/day")),
        ("5/10m", ("每天5次", "5/day")),
        ("二三十/天", ""),
        ("often", ""),
        (None, ""),
        ("", ""),
    ],
)
def test_what_is_no_rate_is_refused(value: object, instead: object) -> None:
    refusal = refusal_of(read_rate, value)
    assert (refusal.code, refusal.instead) == ("PB209", instead)


def test_a_choice_takes_names_and_aliases_in_any_case_and_width() -> None:
    read = chooser({"remind": ("提醒",), "recall": ("撤回", "收回"), "hold": ()})
    assert [read(word) for word in ("remind", "ＲＥＭＩＮＤ", " 提醒 ", "收回", "Hold")] == [
        "remind",
        "remind",
        "remind",
        "recall",
        "hold",
    ]


@pytest.mark.parametrize("value, instead", [("recal", "recall"), ("撤会", ""), ("“撤回”", "撤回"), (3, ""), (None, "")])
def test_what_is_not_to_be_chosen_is_refused_with_the_nearest(value: object, instead: str) -> None:
    refusal = refusal_of(chooser({"remind": ("提醒",), "recall": ("撤回",), "hold": ()}), value)
    assert (refusal.code, refusal.instead, refusal.values["allowed"]) == (
        "PB215",
        instead,
        ("提醒、撤回、hold", "remind, recall, hold"),
    )


def test_each_reader_is_shown_the_names_in_his_script() -> None:
    assert listing(["flood", "刷屏", "words"]) == ("刷屏", "flood, words")
    assert listing(["flood"]) == ("flood", "flood")
    assert listing(["刷屏"]) == ("刷屏", "刷屏")


def test_languages_have_their_own_names() -> None:
    read = chooser(LANGUAGES)
    assert [read(name) for name in ("简体中文", "zh", "繁體中文", "zh-TW", "English")] == [
        "zh-Hans",
        "zh-Hans",
        "zh-Hant",
        "zh-Hant",
        "en",
    ]


@pytest.mark.parametrize(
    "text, zone",
    [("北京时间", "Asia/Shanghai"), ("asia/tokyo", "Asia/Tokyo"), ("Europe/Paris", "Europe/Paris"), ("GMT", "UTC")],
)
def test_a_zone_is_known_by_city_or_iana_name(text: str, zone: str) -> None:
    assert read_zone(text) == zone
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    "value, instead",
    [
        ("Asia/Shanhai", "Asia/Shanghai"),
        ("Bejing", "Asia/Shanghai"),
        ("Europe/Pariss", "Europe/Paris"),
        ("月球", ""),
        (8, ""),
    ],
)
def test_an_unknown_zone_is_refused(value: object, instead: str) -> None:
    refusal = refusal_of(read_zone, value)
    assert (refusal.code, refusal.instead) == ("PB210", instead)


def test_yes_and_no_are_read_in_both_languages() -> None:
    assert [read_switch(value) for value in (True, False, "是", "开", "Yes", "否", "关", "off")] == [
        True,
        False,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert refusal_of(read_switch, "maybe").code == "PB216"
    assert refusal_of(read_switch, 1).code == "PB216"


def test_a_pattern_is_what_the_text_floor_compiles() -> None:
    assert read_pattern("加.{0,3}微信") == "加.{0,3}微信"
    assert refusal_of(read_pattern, 3).code == "PB201"


@pytest.mark.parametrize(
    "pattern, position, zh",
    [
        ("加(微信", 1, "这个“(”没有关上；补上“)”，要的就是这个符号则写“\\(”。"),
        ("a(?=b)", 1, "RE2 不支持这种写法（前后查找、反向引用等），这样才能保证速度。"),
        ("a**", 1, "两个重复符号连在了一起；去掉一个，或把里面的放进括号。"),
        ("a*", 0, "它能匹配空内容，因而会匹配每一条消息。"),
        (r"\p{Nonsense}", 0, "字符范围前后颠倒了，或没有这种字符类。"),
    ],
)
def test_what_is_wrong_with_a_pattern_is_said_in_both_languages(pattern: str, position: int, zh: str) -> None:
    refusal = refusal_of(read_pattern, pattern)
    why = refusal.values["why"]
    assert isinstance(why, tuple)
    assert (refusal.code, refusal.offset, why[0]) == ("PB212", position, zh)


def test_words_are_listed_or_stand_in_a_file() -> None:
    assert read_words(["广告", " 代购 "], None) == ("广告", "代购")
    text = "\ufeff# 广告词\n广告\n\n代购  # 常见\n"
    assert read_words({"file": "words.txt"}, {"words.txt": text}.__getitem__) == ("广告", "代购")


def test_every_wrong_word_of_a_list_is_named() -> None:
    with pytest.raises(PlaybookListError) as refusal:
        read_words(["VX", "ｖｘ", "", 3, "微信", "微  信", "\u200b"], None)
    assert [(each.code, each.at) for each in refusal.value.errors] == [
        ("PB214", (1,)),
        ("PB213", (2,)),
        ("PB201", (3,)),
        ("PB213", (6,)),
    ]


def no_such_file(_name: str) -> str:
    raise FileNotFoundError


@pytest.mark.parametrize(
    "value, read_file, code, at",
    [
        ("广告", None, "PB220", ()),
        (None, None, "PB220", ()),
        ({"file": "a.txt", "more": 1}, None, "PB220", ()),
        ([], None, "PB213", ()),
        ({"file": 3}, None, "PB218", ("file",)),
        ({"file": "/etc/passwd"}, None, "PB218", ("file",)),
        ({"file": "../a.txt"}, None, "PB218", ("file",)),
        ({"file": "a.txt"}, None, "PB217", ("file",)),
        ({"file": "a.txt"}, no_such_file, "PB217", ("file",)),
        ({"file": "a.txt"}, lambda _name: "# nothing\n", "PB213", ("file",)),
        ({"file": "a.txt"}, lambda _name: "a\n\nA\n", "PB219", ("file",)),
    ],
)
def test_what_is_no_word_list_is_refused(value: object, read_file: object, code: str, at: tuple[str, ...]) -> None:
    refusal = refusal_of(read_words, value, read_file)
    assert (refusal.code, refusal.at) == (code, at)


def test_a_doubled_word_of_a_file_is_named_by_its_lines() -> None:
    refusal = refusal_of(read_words, {"file": "a.txt"}, lambda _name: "# words\na\n\nA\n")
    assert refusal.values == {"line": 4, "first": 2, "given": "A"}


def test_values_are_shown_as_yaml_writes_them_and_cut_short() -> None:
    assert [shown(value) for value in (None, True, 3, "a\nb")] == ["null", "true", "3", "a b"]
    assert [shown(value) for value in ([1, 2], {"a": 1, "b": 2})] == ["[…]", "{a: …, b: …}"]
    assert shown("长" * 50) == "长" * 39 + "…"
