"""A form is made from the models, and shows what the file has as its writer wrote it."""

from typing import Any

import pytest

from tests.kernel.playbook.toys import HEAD, Act, Ladder, Speech
from tongpin.kernel.playbook.document import read_document
from tongpin.kernel.playbook.editing import edited
from tongpin.kernel.playbook.field_types import Option
from tongpin.kernel.playbook.fields import FormField
from tongpin.kernel.playbook.forms import blank_item, form_at
from tongpin.kernel.playbook.playbook import CommunitySection
from tongpin.kernel.playbook.section import Path, Section, described
from tongpin.kernel.playbook.values import Duration

MODELS: dict[str, type[Section]] = {"community": CommunitySection, "speech": Speech, "ladder": Ladder}

WRITTEN = """\
tongpin: 1
community: {name: '测试群', language: 中文}
speech:
  rules:
    - rule: 刷屏
      messages: 十
      within: 90秒   # a while
    - {rule: words, words: [广告, "加 微信"], do: 撤回}
    - {rule: words, words: {file: 词表.txt}}
    - rule: hours
      quiet: [23:00-7:00, 每周五 20:00-21:30]
      until: 8pm
  names: {甲: 1, 乙: 0x}
  title: 一二
    三
  share: 007
  active: 关
  plain: true
  most:
ladder:
  steps: [提醒, recall, 开除]
"""


def form(*path: str | int, text: str = WRITTEN) -> FormField:
    return form_at(MODELS, read_document(text), path)


def shown(*path: str | int, text: str = WRITTEN) -> tuple[Any, ...]:
    field = form(*path, text=text)
    return field.kind, field.is_set, field.line, field.written, field.chosen


@pytest.mark.parametrize(
    "path, expected",
    [
        (("community", "name"), ("text", True, 2, "测试群", ())),
        (("community", "language"), ("choice", True, 2, "中文", ("zh-Hans",))),
        (("community", "zone"), ("zone", False, 0, "", ())),
        (("speech", "rules", 0, "rule"), ("fixed", True, 5, "刷屏", ())),
        (("speech", "rules", 0, "messages"), ("number", True, 6, "十", ())),
        (("speech", "rules", 0, "within"), ("duration", True, 7, "90秒", ())),
        (("speech", "rules", 1, "words"), ("words", True, 8, "广告\n加 微信", ())),
        (("speech", "rules", 1, "do"), ("choice", True, 8, "撤回", ("recall",))),
        (("speech", "rules", 2, "do"), ("choice", False, 0, "", ("remind",))),
        (("speech", "rules", 2, "words"), ("other", True, 9, "{file: 词表.txt}", ())),
        (("speech", "rules", 3, "quiet"), ("windows", True, 11, "23:00-7:00\n每周五 20:00-21:30", ())),
        (("speech", "rules", 3, "until"), ("time", True, 12, "8pm", ())),
        (("speech", "names", "甲"), ("number", True, 13, "1", ())),
        (("speech", "title"), ("text", True, 14, "一二 三", ())),
        (("speech", "share"), ("number", True, 16, "007", ())),
        (("speech", "active"), ("switch", True, 17, "关", ("off",))),
        (("speech", "plain"), ("switch", True, 18, "true", ("on",))),
        (("speech", "often"), ("other", False, 0, "", ())),
        (("speech", "best"), ("section", False, 0, "", ())),
        (("speech", "most"), ("section", True, 19, "", ())),
        (("ladder", "steps"), ("choices", True, 21, "提醒\nrecall\n开除", ("remind", "recall"))),
    ],
)
def test_a_field_shows_what_stands_in_the_file(path: Path, expected: tuple[Any, ...]) -> None:
    assert shown(*path) == expected


def test_a_section_has_a_field_for_each_key_its_own_first() -> None:
    speech = form("speech")
    assert (speech.path, speech.line, [field.name for field in speech.inner][:3]) == (
        ("speech",),
        3,
        ["rules", "best", "most"],
    )
    assert [field.name for field in form("speech", "rules", 0).inner] == ["rule", "messages", "within"]
    assert [(item.kind, item.help, item.line) for item in form("speech", "rules").inner] == [
        ("section", ("刷屏", "flood"), 5),
        ("section", ("词表", "words"), 8),
        ("section", ("词表", "words"), 9),
        ("section", ("hours", "hours"), 10),
    ]


def test_a_field_tells_its_bounds_default_and_options() -> None:
    within = form("speech", "rules", 0, "within")
    assert (within.least, within.most, within.default, within.needed) == (
        ("1秒", "1s"),
        ("1天", "1d"),
        ("1分钟", "1m"),
        False,
    )
    assert within.type.examples[:2] == ("10分钟", "10m")
    words = form("speech", "rules", 1, "words")
    assert (words.default, words.needed) == (("", ""), True)
    weight = form("speech", "weight")
    assert (weight.least, weight.most, weight.default) == (("1", "1"), ("9", "9"), ("1", "1"))
    assert (form("speech", "share").least, form("speech", "share").most) == (("", ""), ("", ""))
    title = form("speech", "title")
    assert (title.type.least, title.type.most, title.default) == (0, 5, ("", ""))
    steps = form("ladder", "steps")
    assert steps.default == ("提醒、撤回", "remind, recall")
    assert steps.type.options[2] == Option("remove", steps.type.options[2].written)
    assert [option.written for option in steps.type.options] == [
        ("提醒", "remind"),
        ("撤回", "recall"),
        ("移出", "remove"),
        ("hold", "hold"),
    ]


@pytest.mark.parametrize(
    "text, path, kind",
    [
        ("speech: {rules: none}", ("speech", "rules"), "other"),
        ("speech: {rules: [none]}", ("speech", "rules", 0), "other"),
        ("speech: {rules: [{rule: nothing}]}", ("speech", "rules", 0), "other"),
        ("speech: {rules: [{rule: [flood]}]}", ("speech", "rules", 0), "other"),
        ("speech: {names: [1]}", ("speech", "names"), "other"),
        ("speech: {title: [1]}", ("speech", "title"), "other"),
        ("speech: {most: 1}", ("speech", "most"), "other"),
        ("speech: {rules: [{rule: hours, quiet: [[1]]}]}", ("speech", "rules", 0, "quiet"), "other"),
        ("speech: {best: {rule: flood}}", ("speech", "best", "messages"), "number"),
        ("speech: {rules: }", ("speech", "rules"), "sections"),
        ("speech: {names: }", ("speech", "names"), "mapping"),
        ("speech: [1", ("speech", "rules"), "sections"),
        ("", ("speech", "rules"), "sections"),
    ],
)
def test_what_no_field_can_show_is_left_to_the_yaml(text: str, path: Path, kind: str) -> None:
    assert form(*path, text=HEAD + text).kind == kind


def test_one_more_item_is_a_blank_form() -> None:
    document = read_document(WRITTEN)
    rule = blank_item(MODELS, document, ("speech", "rules"), "flood")
    assert (rule.path, rule.help, rule.is_set) == (("speech", "rules", 4), ("规则", "Rules"), False)
    assert [(field.name, field.kind, field.default) for field in rule.inner] == [
        ("rule", "fixed", ("刷屏", "flood")),
        ("messages", "number", ("8", "8")),
        ("within", "duration", ("1分钟", "1m")),
    ]
    item = form("speech", "rules").type.item
    assert item is not None
    assert [variant.written for variant in item.variants()] == [
        ("刷屏", "flood"),
        ("词表", "words"),
        ("patterns", "patterns"),
        ("hours", "hours"),
    ]


@pytest.mark.parametrize("path", [("speech", "nothing"), ("speech", "rules", 9), ("speech", "rules", 0, "messages", 0)])
def test_where_there_is_no_place_there_is_no_form(path: Path) -> None:
    with pytest.raises(LookupError):
        form(*path)


@pytest.mark.parametrize("path, variant", [(("speech", "names"), ""), (("speech", "rules"), "shouting")])
def test_what_cannot_be_added_has_no_form(path: Path, variant: str) -> None:
    with pytest.raises(LookupError):
        blank_item(MODELS, read_document(WRITTEN), path, variant)


@pytest.mark.parametrize(
    "path, given, data",
    [
        (("community", "name"), [" 新\r\n名 "], "新\n名"),
        (("community", "name"), ["8"], "8"),
        (("community", "name"), [" "], None),
        (("community", "values"), ["甲\r\n\r\n 乙 \n"], ["甲", "乙"]),
        (("community", "language"), ["zh-Hans"], "中文"),
        (("community", "language"), ["en"], "英文"),
        (("speech", "rules", 0, "messages"), ["12"], 12),
        (("speech", "rules", 0, "within"), ["2分钟"], "2分钟"),
        (("speech", "rules", 1, "words"), ["广告\n007"], ["广告", "007"]),
        (("speech", "rules", 3, "quiet"), ["23:00-7:00\n"], "23:00-7:00"),
        (("speech", "rules", 3, "quiet"), ["23:00-7:00\n12:00-13:00"], ["23:00-7:00", "12:00-13:00"]),
        (("speech", "active"), ["off"], "关"),
        (("speech", "active"), ["on"], "开"),
        (("speech", "plain"), ["on"], True),
        (("speech", "rules", 1, "do"), ["nonsense"], "nonsense"),
        (("ladder", "steps"), ["recall", "remove"], ["recall", "移出"]),
        (("ladder", "steps"), [], None),
    ],
)
def test_what_is_handed_in_becomes_data(path: Path, given: list[str], data: object) -> None:
    made = form(*path).data(given, "zh-Hans")
    assert (type(made), made) == (type(data), data)


def test_what_is_handed_in_is_written_in_the_language_of_the_playbook() -> None:
    field = form("speech", "active", text=HEAD)
    assert (field.data(["off"], "en"), field.data(["off"], "zh-Hans")) == ("off", "关")
    text = edited(HEAD, field.path, field.data(["off"], "en"))
    assert form("speech", "active", text=text).written == "off"


@pytest.mark.parametrize(
    "path", [("speech",), ("speech", "rules"), ("speech", "names"), ("speech", "rules", 0, "rule")]
)
def test_what_consists_of_fields_takes_no_value(path: Path) -> None:
    with pytest.raises(ValueError, match="takes no value"):
        form(*path).data(["x"], "en")


def test_a_field_of_no_known_kind_is_left_to_the_yaml() -> None:
    class Odd(Section):
        several: Duration | Act = described("一些", "Some", default="1m")
        nested: tuple[tuple[str, ...], ...] = described("一些", "Some", default=())
        either: Ladder | CommunitySection | None = described("一些", "Some", default=None)

    field = form_at({"odd": Odd}, read_document(HEAD), ("odd",))
    assert [each.kind for each in field.inner] == ["other", "other", "other"]
