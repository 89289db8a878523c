"""A sentence in words: fields, sentences within it, spans of time; cut where too long."""

import pytest

from tongpin.kernel.words.acts import Say
from tongpin.webkit.sentences import MOST_SAID, MOST_VALUE, rendered

FIELDS: tuple[tuple[str, int | str], ...] = (
    ("case", 12),
    ("rule", "不刷屏"),
    ("found_said", "conduct.flood"),
    ("measured", 9),
    ("limit", 8),
    ("value", "认真听"),
    ("value_said", "sanctions.serves"),
    ("breaches", 3),
    ("mute_span", 5_400_000),
    ("appeal_span", 604_800_000),
)


def test_a_notice_tells_rule_measure_value_and_what_follows() -> None:
    assert rendered(Say(1, "sanctions.mute", FIELDS), "zh-Hans") == (
        "第 12 号：这条消息触犯了规则“不刷屏”：短时间内连发了 9 条，最多 8 条。这条规则是为了“认真听”。"
        "累计 3 次，禁言 1 小时 30 分钟。不同意可以在 7 天内私信“申诉 12 理由”。"
    )
    assert rendered(Say(1, "sanctions.mute", FIELDS), "en") == (
        "Case 12: this message breaks the rule “不刷屏”: 9 messages in a short time, where 8 are the most. "
        "It serves “认真听”. 3 so far: muted for 1 h 30 min. "
        "If you disagree, write “/appeal 12 why” to me in private within 7 d."
    )


def test_a_sentence_within_may_be_left_out() -> None:
    fields = tuple({**dict(FIELDS), "value_said": ""}.items())
    assert "这条规则是为了" not in rendered(Say(1, "sanctions.mute", fields), "zh-Hans")


@pytest.mark.parametrize("span,said", [(0, "0 秒"), (1_000, "1 秒"), (90_061_000, "1 天 1 小时 1 分钟 1 秒")])
def test_a_span_is_said_in_its_units(span: int, said: str) -> None:
    fields = tuple({**dict(FIELDS), "mute_span": span}.items())
    assert f"禁言 {said}。" in rendered(Say(1, "sanctions.mute", fields), "zh-Hans")


def test_what_is_said_has_an_end() -> None:
    fields = tuple({**dict(FIELDS), "value": "长" * 5_000}.items())
    said = rendered(Say(1, "sanctions.mute", fields), "zh-Hans")
    assert said.count("长") == MOST_VALUE
    assert len(said) <= MOST_SAID
