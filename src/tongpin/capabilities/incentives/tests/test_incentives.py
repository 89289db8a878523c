from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from tests.conformance.cases import Case, Conversation, cases_beside, facts_of
from tongpin.capabilities.incentives.capability import INCENTIVES
from tongpin.capabilities.incentives.decide import tallies
from tongpin.capabilities.incentives.decide.caps import period_of
from tongpin.capabilities.incentives.decide.state import RECALLS_KEPT
from tongpin.capabilities.incentives.playbook import COSTING, REWARDABLE, Incentives, snake
from tongpin.kernel.playbook.rates import Often
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.incentives import TallyBooked
from tongpin.kernel.words.ledger import Posted

SPEECH = {"incentives": {"rewards": [{"when": "发言", "grant": 1}]}}


@pytest.mark.parametrize("case", cases_beside(__file__), ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    conversation = case.check([INCENTIVES])
    assert INCENTIVES.verify
    assert INCENTIVES.verify(conversation.fold.states["incentives"], conversation.fold.standing) == []


def test_whatever_is_recorded_of_a_member_can_be_rewarded() -> None:
    assert {"checked_in", "message_posted", "membership_began", "breach_found", "duty_given"} <= set(REWARDABLE)
    assert not {"posted", "reward_earned", "timer_due", "leaderboard_chosen"} & set(REWARDABLE)
    assert all(snake(fact.__name__) == name for name, fact in REWARDABLE.items())


def test_what_costs_belongs_to_a_case_that_can_be_undone() -> None:
    assert {"case_opened", "sanction_imposed", "member_muted"} <= set(COSTING)
    free = {"sanction_undone", "sanction_lapsed", "member_unmuted", "appeal_lodged", "appeal_decided"}
    assert not free & set(COSTING)


@pytest.mark.parametrize(
    "section,found",
    [
        ({"rewards": [{"when": "签到", "grant": 5}], "costs": [{"when": "处分", "cost": 1}]}, []),
        ({"rewards": [{"when": "签到", "grant": 5}, {"when": "checked_in", "grant": 1}]}, [("rewards", 1, "PB505")]),
        ({"costs": [{"when": "违规", "cost": 5}, {"when": "立案", "cost": 1}]}, [("costs", 1, "PB505")]),
        ({"rewards": [{"when": "发言", "grant": 5, "at_most": "3/hour"}]}, [("rewards", 0, "PB506")]),
        ({"rewards": [{"when": "签到", "grant": 5, "at_most": "0/day"}]}, [("rewards", 0, "PB507")]),
        (
            {
                "rewards": [
                    {"when": "发言", "grant": 5, "at_most": "3/day"},
                    {"when": "签到", "grant": 1, "at_most": "1/hour"},
                ]
            },
            [],
        ),
    ],
)
def test_what_the_section_finds_wrong(section: dict[str, Any], found: list[tuple[str, int, str]]) -> None:
    whole: Any = None
    findings = Incentives.model_validate(section).check(whole)
    assert [(each.path[0], each.path[1], each.code) for each in findings] == found


def test_a_sanction_may_cost_and_be_rewarded_at_once() -> None:
    line = {"when": "member_muted", "grant": 3}, {"when": "member_muted", "cost": 2}
    conversation = Conversation([INCENTIVES], {"incentives": {"rewards": [line[0]], "costs": [line[1]]}})
    muted = {"member": 1, "chat": 1, "until": 0, "case": 1}
    facts = facts_of(conversation.happens({"ts": "mon 10:00", "MemberMuted": muted}), Posted)
    assert [fact.legs[0] for fact in facts if isinstance(fact, Posted)] == [(1, 3), (1, -2)]


def test_one_fact_of_an_entry_is_rewarded_once() -> None:
    conversation = Conversation([INCENTIVES], {"incentives": {"rewards": [{"when": "签到", "grant": 5}]}})
    view = conversation.fold.views["incentives"]
    (entry,) = conversation.happens({"ts": "mon 10:00", "CheckedIn": {"member": 1, "chat": 1, "day": 1, "streak": 1}})
    assert list(INCENTIVES.listens[type(entry.facts[0])](view, entry.facts[0])) == []


WHOLE_DAYS = st.integers(date(2000, 1, 1).toordinal(), date(2040, 1, 1).toordinal())


@given(WHOLE_DAYS, WHOLE_DAYS, st.integers(0, 1439), st.integers(0, 1439))
def test_periods_are_those_of_the_calendar(one: int, other: int, minute: int, later: int) -> None:
    first, second = date.fromordinal(one), date.fromordinal(other)
    same = {
        "hour": (first, minute // 60) == (second, later // 60),
        "day": first == second,
        "week": first.isocalendar()[:2] == second.isocalendar()[:2],
        "month": (first.year, first.month) == (second.year, second.month),
        "ever": True,
    }
    for name, expected in same.items():
        often = Often(1, name)
        assert (period_of(often, one, minute) == period_of(often, other, later)) is expected
        assert period_of(often, one, minute) > 0
    assert period_of(None, one, minute) == 0


def test_a_long_day_is_booked_in_several_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "BOOKED_AT_ONCE", 2)
    conversation = Conversation([INCENTIVES], SPEECH)
    for name in ("ann", "bob", "cat", "dan", "eva"):
        conversation.says("mon 10:00", name, "hi")
    entries = conversation.passes("tue 00:00")
    booked = [fact.counts for fact in facts_of(entries, TallyBooked) if isinstance(fact, TallyBooked)]
    assert [len(counts) for counts in booked] == [2, 2, 1]
    assert [conversation.fold.standing.balance[member] for member in range(1, 6)] == [1] * 5
    conversation.check_replay()


def test_recalls_that_are_remembered_are_bounded() -> None:
    conversation = Conversation([INCENTIVES], SPEECH)
    for number in range(1, RECALLS_KEPT + 2):
        conversation.says("mon 10:00", "ann", "hi")
        recalled = {"message": number, "chat": 1, "member": 1, "case": number}
        conversation.happens({"ts": "mon 10:00", "MessageRecalled": recalled})
    recalls = conversation.fold.states["incentives"].tally.recalls
    assert list(recalls) == list(range(2, RECALLS_KEPT + 2))


def test_the_rows_of_the_books() -> None:
    conversation = Conversation([INCENTIVES], SPEECH)
    conversation.says("mon 10:00", "ann", "hi")
    conversation.says("mon 10:00", "bob", "hi")
    (entry,) = conversation.passes("tue 00:00")
    assert rows(conversation, entry) == [
        (
            1,
            3,
            entry.at,
            "message_posted:3:1",
            "points",
            "grant",
            "message_posted:738886",
            0,
            2,
            0,
            0,
            [[1, 1], [2, 1], [-1, -2]],
        ),
        (1, 1, 1),
        (1, "points", 1),
        (2, 1, 1),
        (2, "points", 1),
    ]
    (entry,) = conversation.happens(
        {"ts": "tue 10:00", "MessageRecalled": {"message": 1, "chat": 1, "member": 1, "case": 7}}
    )
    assert rows(conversation, entry) == [
        (2, 4, entry.at, "recalled:7", "points", "penalty", "case:7", 1, -1, 0, 0, [[1, -1], [-1, 1]]),
        (1, 2, -1),
        (1, "points", 0),
    ]


MONDAY, NEXT = 738_886, 738_893
"""The first Monday on which the cases are told, and the one after it."""


def test_the_rows_of_the_leaderboards() -> None:
    conversation = Conversation([INCENTIVES], {"incentives": {"rewards": [{"when": "签到", "grant": 5}]}})
    checked_in = {"member": 1, "chat": 1, "day": 1, "streak": 1}
    happened: list[tuple[dict[str, Any], tuple[int, ...]]] = [
        ({"MembershipBegan": {"member": 1, "number": 8, "how": "joined"}}, (1, 8, 1, 1, 0, 0, 0, 0)),
        ({"CheckedIn": checked_in}, (1, 8, 1, 1, 5, MONDAY, 5, 5)),
        ({"CheckedIn": checked_in}, (1, 8, 1, 1, 10, MONDAY, 10, 10)),
        ({"LeaderboardChosen": {"member": 1, "shown": False}}, (1, 8, 1, 0, 10, MONDAY, 10, 10)),
        ({"ts": "mon+1 10:00", "CheckedIn": checked_in}, (1, 8, 1, 0, 15, NEXT, 5, 10)),
        ({"MembershipEnded": {"member": 1, "how": "left"}}, (1, 8, 0, 0, 15, NEXT, 5, 10)),
    ]
    for event, score in happened:
        (entry,) = conversation.happens({"ts": "mon 10:00"} | event)
        assert set(rows(conversation, entry, "incentives_scores")) == {score}


def test_whoever_is_paid_for_messages_stands_on_the_leaderboards() -> None:
    conversation = Conversation(
        [INCENTIVES], {"incentives": {"rewards": [{"when": "发言", "grant": 2, "at_most": "1/week"}]}}
    )
    conversation.says("mon 10:00", "ann", "hi")
    conversation.says("mon 10:00", "bob", "hi")
    (entry,) = conversation.passes("tue 00:00")
    scores = [(1, 0, 0, 1, 2, MONDAY, 2, 2), (2, 0, 0, 1, 2, MONDAY, 2, 2)]
    assert rows(conversation, entry, "incentives_scores") == [*scores, *scores]
    conversation.says("tue 10:00", "ann", "hi")
    (entry,) = conversation.passes("wed 00:00")
    assert rows(conversation, entry, "incentives_scores") == [], "beyond the cap nothing changes"


BOOKS = ("incentives_transactions", "incentives_shares", "incentives_balances")


def rows(conversation: Conversation, entry: Entry, *tables: str) -> list[tuple[Any, ...]]:
    assert INCENTIVES.projection
    state = conversation.fold.states["incentives"]
    found: list[tuple[Any, ...]] = []
    for fact in entry.facts:
        project = INCENTIVES.projection.projects.get(type(fact))
        for table, row in project(state, conversation.fold.standing, entry, fact) if project else ():
            assert len(row) == len(table.columns)
            if table.name in (tables or BOOKS):
                found.append((*row[:-1], json.decode(row[-1]) if isinstance(row[-1], str) else row[-1]))
    return found
