"""The sentence of the first page: every row of its tables, and that it claims no more than numbers carry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tongpin.console.headline import DAY, SMALLEST_BASE, WEEK, Situation, counted_change, headline

AS_EVER = Situation(DAY, is_young=False, spoke=48, spoke_before=50, messages=600, messages_before=610)
LIVELIER = replace(AS_EVER, spoke=90, messages=1_000)
QUIETER = replace(AS_EVER, spoke=20, messages=200)
NOTHING_WAITS = "Nothing waits for you."


def said(now: Situation, language: str = "en") -> str:
    with override(language):
        return headline(now)


@pytest.mark.parametrize(
    "now,sentence",
    [
        (
            replace(AS_EVER, is_young=True),
            "48 spoke in the last 24 hours. There is not enough data yet to compare with.",
        ),
        (
            replace(AS_EVER, is_young=True, period=WEEK),
            "48 spoke in the last 7 days. There is not enough data yet to compare with.",
        ),
        (replace(AS_EVER, spoke=0, spoke_before=0), "Nobody spoke in the last 24 hours, nor in the 24 before."),
        (
            replace(AS_EVER, spoke=3, spoke_before=5, period=WEEK),
            "3 spoke in the last 7 days, 5 in the 7 before: too few to make more of it.",
        ),
        (
            replace(AS_EVER, spoke=80, spoke_before=19),
            "80 spoke in the last 24 hours, 19 in the 24 before: too few to make more of it.",
        ),
        (LIVELIER, "Livelier than the day before: 90 spoke in the last 24 hours, 80 % more."),
        (QUIETER, "Quieter than the day before: 20 spoke in the last 24 hours, 60 % fewer."),
        (AS_EVER, "About as lively as the day before: 48 spoke in the last 24 hours, 50 before."),
        (
            replace(AS_EVER, period=WEEK),
            "About as lively as the week before: 48 spoke in the last 7 days, 50 before.",
        ),
    ],
)
def test_it_says_how_lively_it_is(now: Situation, sentence: str) -> None:
    assert said(now) == f"{sentence} {NOTHING_WAITS}"


@pytest.mark.parametrize(
    "now,cause",
    [
        (
            replace(QUIETER, unsent=3),
            "3 of the things that Tongpin had to do in chats were not done, which may be why.",
        ),
        (replace(QUIETER, chat="茶馆", chat_change=-300), "Most of the difference is in “茶馆”: -300 messages."),
        (replace(LIVELIER, chat="茶馆", chat_change=300), "Most of the difference is in “茶馆”: +300 messages."),
        (replace(LIVELIER, newcomers=25), "25 of the members are new."),
        (replace(LIVELIER, version=7), "Version 7 of the playbook came into force meanwhile."),
        (replace(LIVELIER, unsent=3), ""),
        (replace(LIVELIER, newcomers=19), ""),
        (replace(LIVELIER, chat="茶馆", chat_change=100), ""),
        (replace(LIVELIER, chat="茶馆", chat_change=-300), ""),
        (replace(AS_EVER, newcomers=48, unsent=3, chat="茶馆", chat_change=-300, version=7), ""),
        (replace(QUIETER, is_young=True, unsent=3), ""),
        (replace(QUIETER, spoke=0, spoke_before=19, unsent=3), ""),
    ],
)
def test_it_names_a_cause_only_where_the_data_shows_one(now: Situation, cause: str) -> None:
    without = said(replace(now, unsent=0, chat="", chat_change=0, newcomers=0, version=0))
    assert said(now) == without.replace(NOTHING_WAITS, f"{cause} {NOTHING_WAITS}" if cause else NOTHING_WAITS)


@pytest.mark.parametrize(
    "waiting,words", [(0, NOTHING_WAITS), (1, "1 thing waits for you."), (7, "7 things wait for you.")]
)
def test_it_ends_with_what_waits(waiting: int, words: str) -> None:
    assert said(replace(AS_EVER, waiting=waiting)).endswith(f" {words}")


def test_chinese_sentences_stand_close() -> None:
    chinese = "和前一天差不多：过去 24 小时 48 人发言，之前是 50 人。有 2 件事等你处理。"
    assert said(replace(AS_EVER, waiting=2), "zh-hans") == chinese


@given(
    st.builds(
        Situation,
        period=st.sampled_from([DAY, WEEK]),
        is_young=st.booleans(),
        **dict.fromkeys(("spoke", "spoke_before", "messages", "messages_before"), st.integers(0, 500)),
        newcomers=st.integers(0, 99),
        chat=st.sampled_from(["", "100 % 茶馆 %(x)s"]),
        chat_change=st.integers(-500, 500),
        unsent=st.integers(0, 9),
        version=st.integers(0, 9),
        waiting=st.integers(0, 9),
    )
)
def test_a_share_needs_a_base_and_a_change_more_than_chance(now: Situation) -> None:
    claims_share = "%" in said(replace(now, chat="茶馆"))
    assert claims_share == bool(not now.is_young and now.spoke_before >= SMALLEST_BASE and now.change)


@pytest.mark.parametrize(
    "now,before,change", [(10, 10, 0), (50, 40, 0), (110, 80, 30), (80, 110, -30), (5, 0, 5), (4, 0, 0)]
)
def test_small_differences_come_by_themselves(now: int, before: int, change: int) -> None:
    assert counted_change(now, before) == change
