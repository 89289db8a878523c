from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from tests.kernel.playbook.toys import HEAD, SPEECH, TOYS, Flood, Ladder, Patterns, Words, only_a_section
from tongpin.kernel.playbook.hours import read_windows
from tongpin.kernel.playbook.playbook import CommunitySection, Playbook, read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem
from tongpin.kernel.playbook.rates import Often
from tongpin.text.plan import TextPlan


def read(text: str, read_file: Callable[[str], str] | None = None) -> Playbook:
    return read_playbook(text, TOYS, read_file=read_file)


def problems(text: str) -> list[Problem]:
    with pytest.raises(PlaybookInvalid) as invalid:
        read(text)
    return list(invalid.value.problems)


def places(text: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems(text)]


def test_a_playbook_of_two_lines_has_every_section_with_its_defaults() -> None:
    playbook = read(HEAD)
    assert playbook.community == CommunitySection(name="测试群")
    assert (playbook.community.zone, playbook.community.language) == ("Asia/Shanghai", "zh-Hans")
    assert playbook.sections == {"speech": SPEECH.section(), "ladder": Ladder()}


def test_values_are_written_in_either_language() -> None:
    text = """\
tongpin: 1
community:
  name: 同频
  zone: 东京
  language: 繁體中文
  purpose: 一起读书
  values: [真诚, 互助]
speech:
  rules:
    - rule: 刷屏
      messages: 十
      within: 2分钟
    - {rule: words, words: [广告], do: 踢出}
    - rule: hours
      quiet: 每周五 20:00-21:30
      until: 早上8点
  best: {rule: patterns, patterns: [a+]}
  names: {张三: 3}
  active: 开
  plain: on
  often: 每周2次
ladder:
  steps: [提醒, recall]
"""
    playbook = read(text)
    speech = playbook.sections["speech"]
    assert playbook.community.values == ("真诚", "互助")
    assert speech.model_dump()["rules"] == (
        {"rule": "刷屏", "messages": 10, "within": 120_000},
        {"rule": "words", "words": ("广告",), "do": "remove"},
        {"rule": "hours", "quiet": read_windows("fri 20:00-21:30"), "until": 480},
    )
    assert [type(rule) for rule in speech.model_dump(mode="python")["rules"]] == [dict] * 3
    assert speech.model_dump(include={"names", "active", "plain", "often"}) == {
        "names": {"张三": 3},
        "active": True,
        "plain": True,
        "often": Often(2, "week"),
    }
    assert getattr(speech, "best", None) == Patterns(rule="patterns", patterns=("a+",))
    assert playbook.sections["ladder"] == Ladder(steps=("remind", "recall"))


def test_a_section_that_is_named_and_left_empty_has_its_defaults() -> None:
    assert read(HEAD + "speech:\nladder: ~\n").sections == read(HEAD).sections


def test_a_word_file_is_read_through_the_caller() -> None:
    text = HEAD + "speech: {rules: [{rule: words, words: {file: words.txt}}]}\n"
    speech = read(text, {"words.txt": "广告\n代购\n"}.__getitem__).sections["speech"]
    assert getattr(speech, "rules", None) == (Words(rule="words", words=("广告", "代购"), do="remind"),)


def test_the_line_of_a_value_is_that_of_its_key_or_item() -> None:
    playbook = read(HEAD + "speech:\n  rules:\n    - rule: flood\n      within: 5m\n    - rule: flood\n  title: a\n")
    paths: list[tuple[str | int, ...]] = [
        ("speech",),
        ("speech", "rules", 1),
        ("speech", "rules", 0, "within"),
        ("speech", "title"),
        ("ladder",),
        ("speech", "rules", 7),
        ("speech", "title", "deeper"),
        ("speech", "rules", "no number"),
    ]
    assert [playbook.line_of(path) for path in paths] == [3, 7, 6, 8, 0, 0, 0, 0]


def test_a_compiled_playbook_holds_what_its_sections_ask_for() -> None:
    text = HEAD + "speech: {rules: [{rule: words, words: [甲, 乙]}, {rule: words, words: [乙, 丙]}]}\n"
    compiled = read(text).compile(7, b"key", TOYS)
    assert (compiled.version, compiled.language, compiled.clock.zone) == (7, "zh-Hans", ZoneInfo("Asia/Shanghai"))
    lists = (frozenset({0, 1}), frozenset({1, 2}))
    assert compiled.plan == TextPlan(("甲", "乙", "丙"), (), fingerprints=True, key=b"key", word_lists=lists)
    assert compiled.settings == {"speech": [frozenset({0, 1}), frozenset({1, 2})], "ladder": Ladder()}
    assert (compiled.card_separators, compiled.scopes) == ("-", {})


HASTY = """\
tongpin: 2
community:
  zone: 月球
  language: 火星文
speech:
  rules:
    - rule: 刷屏
      messages: 20人
      within: 10分      # note
    - rule: flood
      messages: 0
      within: 0.5秒
      whithin: 1m
    - rule: flood
      messages: 16
      within: 25小时
    - rule: words
      do: 撤会
    - rule: words
      words: [a, A, '']
      words: [b]
    - rule: patterns
      patterns: ['加(微信', "a**", 3]
    - rule: patterns
      patterns: []
    - rule: flod
    - messages: 3
    - rule: hours
      quiet: [9:00-9:00, 周八]
      until: 晚上9点
    - 刷屏
  best:
    rule: nothing
  most: {rule: flood, messages: 30}
  names: {甲: -1}
  title: 太长太长太长
  nick: A b
  share: 很多
  active: maybe
  weight: 0
  plain: [1]
  often: 5/10m
  even: 3
  numbers: 3
  标题: x
  份: x
  zzzz: x
ladder: true
社群: x
sppech: x
"""
FOUND_IN_HASTY = [
    ("PB304", 1, 10),
    ("PB303", 2, 1),
    ("PB210", 3, 9),
    ("PB211", 4, 13),
    ("PB202", 8, 17),
    ("PB203", 9, 15),
    ("PB222", 11, 17),
    ("PB222", 12, 15),
    ("PB301", 13, 7),
    ("PB223", 15, 17),
    ("PB223", 16, 15),
    ("PB303", 17, 7),
    ("PB215", 18, 11),
    ("PB214", 20, 18),
    ("PB213", 20, 21),
    ("PB104", 21, 7),
    ("PB212", 23, 20),
    ("PB212", 23, 28),
    ("PB201", 23, 33),
    ("PB225", 25, 17),
    ("PB215", 26, 13),
    ("PB303", 27, 7),
    ("PB208", 29, 15),
    ("PB207", 29, 26),
    ("PB223", 30, 14),
    ("PB221", 31, 7),
    ("PB215", 33, 11),
    ("PB223", 34, 33),
    ("PB222", 35, 14),
    ("PB224", 36, 10),
    ("PB228", 37, 9),
    ("PB202", 38, 10),
    ("PB216", 39, 11),
    ("PB222", 40, 11),
    ("PB216", 41, 10),
    ("PB209", 42, 10),
    ("PB227", 43, 9),
    ("PB226", 44, 12),
    ("PB302", 45, 3),
    ("PB302", 46, 3),
    ("PB301", 47, 3),
    ("PB221", 48, 9),
    ("PB302", 49, 1),
    ("PB301", 50, 1),
]


def test_all_problems_are_found_at_once_in_the_order_of_the_file() -> None:
    assert places(HASTY) == FOUND_IN_HASTY


def said(line: str) -> tuple[str, str]:
    (problem,) = problems(HEAD + line)
    return problem.message.zh, problem.fix.zh


@pytest.mark.parametrize(
    "line, message, fix",
    [
        ("speech: {weight: 10}", "10 太大，至多是 9。", "改成 9 或更小。"),
        ("speech: {weight: 0}", "0 太小，至少是 1。", "改成 1 或更大。"),
        (
            "speech: {rules: [{rule: flood, within: 2天}]}",
            "2天 太大，至多是 1d。",
            "改成 1d 或更小。",
        ),
        (
            "speech: {rules: [{rule: hours, quiet: [], until: 23:00}]}",
            "23:00 太大，至多是 20:00。",
            "改成 20:00 或更小。",
        ),
        ("speech: {title: 太长太长太长}", "“太长太长太长”的长短不合：要 0 到 5 个字。", "改短或改长。"),
        (
            "speech: {rules: [{rule: patterns, patterns: [a, b, c, d]}]}",
            "这里有 4 项，要 1 到 3 项。",
            "删去或补上几项。",
        ),
        (
            "community2: x",
            "没有“community2”这个键。",
            "这里可用的键：tongpin、community、speech、ladder。是否想写 community？",
        ),
        (
            "speech: {标题: x}",
            "键“标题”写成了中文；键一律用英文，值可以用中文。",
            (
                "这里可用的键：rules、best、most、names、title、nick、share、active、weight、plain、often、even、numbers。"
                "是否想写 title？"
            ),
        ),
        ("speech: {title: {a: b}}", "这里要写文字，写的却是 {a: …}。", "如果就是要这几个字，加上引号。"),
        ("speech: {title: [a]}", "这里要写文字，写的却是 […]。", "如果就是要这几个字，加上引号。"),
        ("speech: {even: 3}", "“3”在这里用不了：it is odd", "这个键的含义：偶数。"),
        ("speech: {nick: A}", "“A”里有这个键不收的字符，或长短不合。", "这个键的含义：代号，只用字母。"),
        ("speech: {best: {rule: flod}}", "“flod”不是可选的值。", "可选：刷屏、词表。是否想写 flood？"),
        ("speech: {rules: [{rule: [a]}]}", "“[…]”不是可选的值。", "可选：刷屏、词表。"),
        ("speech: {even: [3]}", "这里要写一个整数，“[…]”不是。", "只写数字，不带单位：10，或者十。"),
    ],
)
def test_what_is_said_of_a_problem(line: str, message: str, fix: str) -> None:
    assert said(line) == (message, fix)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("community: {name: x}\n", [("PB303", 1, 1)]),
        ("tongpin: 1\n", [("PB303", 1, 1)]),
        ("\nspeech:\n", [("PB303", 2, 1), ("PB303", 2, 1)]),
        ("tongpin: true\ncommunity: {name: x}\n", [("PB304", 1, 10)]),
        ("tongpin:\ncommunity: {name: x}\n", [("PB304", 1, 1)]),
        ("tongpin: 1\ncommunity: ''\n", [("PB221", 2, 12)]),
        ("tongpin: 1\ncommunity:\n  name：x\n", [("PB103", 3, 7)]),
        ("tongpin: 1\ncommunity:\n", [("PB303", 2, 1)]),
        ("tongpin: 1\ncommunity: {name: }\n", [("PB201", 2, 13)]),
        ("tongpin: 1\ncommunity: {name: *x}\n", [("PB118", 2, 19)]),
        ("tongpin: 1\ncommunity: [\n", [("PB113", 2, 12)]),
    ],
)
def test_where_problems_of_the_head_stand(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(text) == expected


def test_a_section_finds_what_no_value_shows_alone() -> None:
    assert places(HEAD + "ladder:\n  steps: [提醒, remind, 撤回]\n") == [("PB503", 4, 15)]


def test_a_finding_about_what_is_not_written_stands_at_the_nearest_key_above() -> None:
    assert places(HEAD + "ladder:\n  steps: []\nspeech: {active: no}\n") == [("PB506", 3, 1), ("PB507", 3, 1)]


def test_a_finding_brings_its_own_sentences() -> None:
    (problem,) = problems(HEAD + "speech: {active: no}\n")
    assert (problem.code, problem.line, problem.message, problem.fix) == (
        "PB506",
        1,
        ("矛盾{不填}。", "Contradiction {as is}."),
        ("改。", "Mend it."),
    )


def test_a_check_that_asks_for_a_broken_section_ends_in_silence() -> None:
    text = HEAD + "speech: {active: maybe}\nladder:\n  steps: [remind, remind]\n"
    assert places(text) == [("PB216", 3, 18), ("PB503", 5, 19)]


def test_a_capability_without_a_section_of_ours_is_a_mistake_of_its_maker() -> None:
    class Foreign(BaseModel):
        pass

    foreign = only_a_section("foreign", Foreign)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        read_playbook(HEAD, [foreign])


def test_the_defaults_of_a_rule_are_read_like_any_value() -> None:
    assert Flood(rule="flood") == Flood(rule="flood", messages=8, within="1分钟")
