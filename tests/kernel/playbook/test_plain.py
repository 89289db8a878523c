"""A playbook in plain words: what sections say of themselves, and what their fields say for those that do not."""

from tests.kernel.playbook.toys import HEAD, TOYS
from tongpin.kernel.playbook.plain import in_plain_words
from tongpin.kernel.playbook.playbook import read_playbook

WRITTEN = """\
speech:
  rules:
    - {rule: flood, messages: 3}
    - {rule: words, words: [广告, 加群], do: 撤回}
    - rule: hours
      quiet: 23:00-7:00
      until: 8pm
  names: {甲: 1}
  often: 每天2次
  numbers: [1, 2]
ladder: {}
"""


def said(text: str) -> list[tuple[str, int, str, str]]:
    chapters = in_plain_words(read_playbook(HEAD + text, TOYS), TOYS)
    return [
        (".".join(map(str, sentence.path)), sentence.line, *sentence.said)
        for chapter in chapters
        for sentence in chapter.sentences
    ]


def test_fields_speak_for_a_section_that_says_nothing_itself() -> None:
    assert said(WRITTEN)[3:] == [
        ("speech.rules.0.rule", 5, "种类：flood。", "Kind: flood."),
        ("speech.rules.0.messages", 5, "最多几条：3。", "Messages at most: 3."),
        ("speech.rules.0.within", 0, "多长时间里：一分钟。", "Within how long: 1 minute."),
        ("speech.rules.1.rule", 6, "种类：words。", "Kind: words."),
        ("speech.rules.1.words", 6, "不许说的词：“广告”“加群”。", "Words not to be said: “广告” and “加群”."),
        ("speech.rules.1.do", 6, "怎么处理：撤回。", "What is done: recall."),
        ("speech.rules.2.rule", 7, "种类：hours。", "Kind: hours."),
        (
            "speech.rules.2.quiet",
            8,
            "安静的时段：每天 23:00 到次日 7:00。",
            "Quiet windows: from 23:00 to 7:00 every day.",
        ),
        ("speech.rules.2.until", 9, "到几点：20:00。", "Until when: 20:00."),
        ("speech.best", 0, "最好的规则：没有。", "The best rule: none."),
        ("speech.most", 0, "最多的：没有。", "At most: none."),
        ("speech.names.甲", 10, "各人的数“甲”：1。", "Numbers by name “甲”: 1."),
        ("speech.title", 0, "标题：没有。", "Title: none."),
        ("speech.nick", 0, "代号，只用字母：abc。", "Letters alone: abc."),
        ("speech.share", 0, "份额：0。", "Share: 0."),
        ("speech.active", 0, "是否开启：开。", "Whether it is on: on."),
        ("speech.weight", 0, "分量：1。", "Weight: 1."),
        ("speech.plain", 0, "是否：关。", "Whether: off."),
        ("speech.often", 11, "次数：每天最多两次。", "How often: at most 2 times a day."),
        ("speech.even", 0, "偶数：2。", "An even number: 2."),
        ("speech.numbers", 12, "一些数：1、2。", "Numbers: 1 and 2."),
        ("ladder.steps", 0, "台阶：提醒、撤回。", "Steps: remind and recall."),
    ]


def test_the_community_says_who_it_is() -> None:
    text = "tongpin: 1\ncommunity: {name: 读书会, language: en, zone: Europe/Berlin, purpose: 读书, values: [慢]}\n"
    chapter = in_plain_words(read_playbook(text, ()), ())[0]
    assert (chapter.name, chapter.heading) == ("community", ("社群", "Community"))
    assert [(sentence.path[-1], sentence.line, *sentence.said) for sentence in chapter.sentences] == [
        ("name", 2, "社群叫“读书会”。", "The community is called “读书会”."),
        ("language", 2, "在群里说英文。", "English is spoken in its chats."),
        ("zone", 2, "钟和日历按 Europe/Berlin。", "Its clock and calendar are those of Europe/Berlin."),
        ("purpose", 2, "宗旨：读书", "Why it exists: 读书"),
        ("values", 2, "看重“慢”。", "It values “慢”."),
    ]
    assert [sentence[2] for sentence in said("")[:3]] == [
        "社群叫“测试群”。",
        "在群里说简体中文。",
        "钟和日历按北京时间。",
    ]
