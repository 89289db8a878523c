"""Whole stories of members and their cases, with conduct finding the breaches."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.cases import Conversation, facts_of
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.sanctions.capability import SANCTIONS
from tongpin.capabilities.sanctions.decide.state import BREACHES_KEPT, State, verify
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import (
    BreachFound,
    CaseOpened,
    MemberRemoved,
    SanctionConfirmed,
    SanctionImposed,
    SanctionLapsed,
    SanctionUndone,
)
from tongpin.kernel.words.people import DutyGiven

PLAYBOOK: dict[str, Any] = {
    "conduct": {"rules": [{"rule": "length", "at_least": 3}, {"rule": "keywords", "words": ["刷单"], "weight": 3}]},
    "sanctions": {
        "ladder": [
            {"from": 1, "acts": ["remind"]},
            {"from": 2, "acts": ["recall"]},
            {"from": 3, "acts": ["recall", "mute"], "for": "10m"},
            {"from": 5, "acts": ["mute"], "for": "2d"},
            {"from": 6, "acts": ["remove"]},
        ],
        "breaches_expire": "30d",
    },
}
SHORT = "嗯"
OVERLAPPING = {
    **PLAYBOOK,
    "sanctions": {**PLAYBOOK["sanctions"], "ladders": {"keywords": [{"from": 1, "acts": ["mute"], "for": "5m"}]}},
}


def conversation(playbook: dict[str, Any] = PLAYBOOK) -> Conversation:
    return Conversation([CONDUCT, SANCTIONS], playbook)


def imposed(facts: list[Fact]) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.step, each.acts) for each in facts if isinstance(each, SanctionImposed)]


def test_the_ladder_is_climbed_step_by_step() -> None:
    talk = conversation()
    climbed = [imposed(facts_of(talk.says(f"mon 10:0{minute}", "ann", SHORT))) for minute in range(6)]
    assert climbed == [
        [(1, ("remind",))],
        [(2, ("recall",))],
        [(3, ("recall", "mute"))],
        [(3, ("recall", "mute"))],
        [(4, ("mute",))],
        [(5, ("remove",))],
    ]


def test_everybody_climbs_the_same_ladder() -> None:
    climbed = []
    for duties in ((), ("steward",), ("owner",), ("owner", "steward")):
        talk = conversation()
        ann = talk.member("ann")
        for duty in duties:
            talk.fold.decide(DutyGiven(ann, duty, 0), 0)  # type: ignore[arg-type] # a fact in place of an event
        entries = [entry for minute in range(6) for entry in talk.says(f"mon 10:0{minute}", "ann", SHORT)]
        climbed.append(facts_of(entries))
    assert all(facts == climbed[0] for facts in climbed)


def test_two_breaches_in_one_message_are_one_case_of_the_heavier_rule() -> None:
    facts = facts_of(conversation().says("mon 10:00", "ann", "刷单"))
    (breach,) = [each for each in facts if isinstance(each, BreachFound)]
    (opened,) = [each for each in facts if isinstance(each, CaseOpened)]
    assert (breach.rule, breach.also) == ("keywords", ("length",))
    assert (opened.rule, opened.breaches, opened.weight) == ("keywords", 3, 3)


def test_a_rule_with_a_ladder_of_its_own_is_counted_on_its_own() -> None:
    talk = conversation(OVERLAPPING)
    counted = []
    for minute, text in enumerate((SHORT, "刷单啦", SHORT, "刷单啦")):
        facts = facts_of(talk.says(f"mon 10:0{minute}", "ann", text))
        counted += [(each.rule, each.breaches) for each in facts if isinstance(each, CaseOpened)]
    assert counted == [("length", 1), ("keywords", 3), ("length", 2), ("keywords", 6)]


def test_an_old_breach_counts_no_more() -> None:
    talk = conversation()
    talk.says("mon 10:00:00", "ann", SHORT)
    on_the_day = [each for each in facts_of(talk.says("2024-01-31 09:59:59", "ann", SHORT)) if type(each) is CaseOpened]
    later = [each for each in facts_of(talk.says("2024-01-31 10:00:00", "ann", SHORT)) if type(each) is CaseOpened]
    assert [(each.case, each.breaches) for each in on_the_day + later] == [(2, 2), (3, 2)]


def test_an_undone_breach_counts_no_more() -> None:
    talk = conversation()
    talk.happens({"ts": "mon 09:00", "DutyGiven": {"member": "bob", "duty": "owner", "by": 0}})
    talk.says("mon 10:00", "ann", SHORT)
    talk.says("mon 10:01", "ann", SHORT)
    talk.says("mon 10:02", "ann", "申诉 1 手滑")
    talk.says("mon 10:03", "bob", "撤销 1 手滑")
    assert imposed(facts_of(talk.says("mon 10:04", "ann", SHORT))) == [(2, ("recall",))]


def test_a_removal_happens_once_confirmed_and_only_once() -> None:
    talk = conversation()
    talk.happens({"ts": "mon 09:00", "DutyGiven": {"member": "bob", "duty": "steward", "by": 0}})
    for minute in range(6):
        talk.says(f"mon 10:0{minute}", "ann", SHORT)
    removed = [
        facts_of(talk.says("mon 11:00", "bob", "确认 6"), MemberRemoved),
        facts_of(talk.says("mon 11:01", "bob", "确认 6"), MemberRemoved),
        facts_of(talk.passes("fri 10:00"), MemberRemoved, SanctionLapsed),
    ]
    assert [len(each) for each in removed] == [1, 0, 1]  # What lapses is case 5, the long mute.


def test_no_more_breaches_than_the_bound_are_kept_and_no_cases_that_are_over() -> None:
    playbook = {**PLAYBOOK, "sanctions": {"ladder": [{"from": 1, "acts": ["remind"]}], "appeal_within": "1h"}}
    talk = conversation(playbook)
    state: State = talk.fold.states["sanctions"]
    for day in range(1, 29):
        for hour in (10, 20):
            talk.says(f"2024-02-{day:02} {hour}:00", "ann", SHORT)
            talk.says(f"2024-02-{day:02} {hour}:00", "bob", SHORT)
    assert [len(breaches) for breaches in state.breaches.values()] == [BREACHES_KEPT, BREACHES_KEPT]
    assert len(state.cases) <= 4
    assert state.last == 112
    talk.check_replay()


def test_many_light_breaches_wipe_out_no_grave_one() -> None:
    rules = [{"rule": "length", "id": "short", "at_least": 2}, {"rule": "keywords", "id": "ad", "words": ["加微信"]}]
    gentle = [{"from": 1, "acts": ["remind"]}]
    playbook = {"conduct": {"rules": rules}, "sanctions": {"ladders": {"short": gentle}}}
    talk = conversation(playbook)
    talk.says("2024-02-01 10:00", "ann", "加微信")
    talk.says("2024-02-01 10:01", "ann", "加微信")
    for minute in range(BREACHES_KEPT + 1):
        talk.says(f"2024-02-01 11:{minute:02}", "ann", "嗯")
    later = [each for each in facts_of(talk.says("2024-02-01 12:00", "ann", "加微信")) if isinstance(each, CaseOpened)]
    assert [each.breaches for each in later] == [3]


def test_a_case_with_an_appeal_is_kept_until_it_is_answered() -> None:
    playbook = {**PLAYBOOK, "sanctions": {"ladder": [{"from": 1, "acts": ["remind"]}], "appeal_within": "1h"}}
    talk = conversation(playbook)
    talk.happens({"ts": "2024-02-01 09:00", "DutyGiven": {"member": "cat", "duty": "owner", "by": 0}})
    talk.says("2024-02-01 10:00", "ann", SHORT)
    talk.says("2024-02-01 10:01", "ann", "申诉 1 手滑")
    for day in range(2, 20):
        talk.says(f"2024-02-{day:02} 10:00", "bob", SHORT)
    assert len(facts_of(talk.says("2024-02-20 10:00", "cat", "撤销 1"), SanctionUndone)) == 1


def test_a_state_that_contradicts_the_standing_is_seen() -> None:
    talk = conversation()
    talk.says("mon 10:00", "ann", "刷单啦")
    state: State = talk.fold.states["sanctions"]
    assert verify(state, talk.fold.standing) == []
    state.cases[1].muted_until += 1
    assert len(verify(state, talk.fold.standing)) == 1


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([1, 3, 9, 60, 900, 2_000]),
        st.sampled_from(["breach", "breach", "advert", "confirm", "appeal", "undo", "keep", "wait"]),
        st.integers(1, 8),
    ),
    max_size=14,
)
TEXTS = {
    "advert": "刷单啦",
    "confirm": "确认 {}",
    "appeal": "申诉 {} 不是我",
    "undo": "撤销 {} 是",
    "keep": "维持 {} 是",
}


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_happens_a_member_is_muted_as_long_as_his_longest_case_says(
    steps: list[tuple[int, int, str, int]],
) -> None:
    talk = conversation(OVERLAPPING)
    names = ("ann", "bob", "cat")
    talk.happens({"ts": "mon 00:00", "DutyGiven": {"member": "bob", "duty": "steward", "by": 0}})
    talk.happens({"ts": "mon 00:00", "DutyGiven": {"member": "cat", "duty": "owner", "by": 0}})
    for who, minutes, what, case in steps:
        clock = talk.fold.moment.at + minutes * 60_000
        ts = f"2024-{_local(clock)}"
        if what == "wait":
            talk.passes(ts)
        else:
            talk.says(ts, names[who], TEXTS.get(what, SHORT).format(case))
        _check_mutes(talk)
        assert verify(talk.fold.states["sanctions"], talk.fold.standing) == []
    _check_that_each_change_happened_once(talk)
    talk.check_replay()


def _local(instant: int) -> str:
    minute = instant // 60_000 - 28_400_160  # Minutes since 2024-01-01 00:00 in Shanghai.
    return f"{1 + minute // 1440 // 31:02}-{1 + minute // 1440 % 31:02} {minute // 60 % 24:02}:{minute % 60:02}"


def _check_mutes(talk: Conversation) -> None:
    """The slow way: of all cases ever, those that mute now."""
    at = talk.fold.moment.at
    facts = [fact for entry in talk.entries for fact in entry.facts]
    confirmed, over = (
        {each.case for each in facts if isinstance(each, kinds)}
        for kinds in (SanctionConfirmed, (SanctionLapsed, SanctionUndone))
    )
    for member in (talk.member(name) for name in ("ann", "bob", "cat")):
        ends = [
            max(each.until, each.confirm_by) if each.case in confirmed else each.confirm_by or each.until
            for each in facts
            if isinstance(each, SanctionImposed) and each.member == member and each.case not in over
        ]
        assert max(talk.fold.standing.muted_until[member], at) == max([*ends, at])


def _check_that_each_change_happened_once(talk: Conversation) -> None:
    facts = [fact for entry in talk.entries for fact in entry.facts]
    for kind in (SanctionConfirmed, SanctionLapsed, SanctionUndone, MemberRemoved):
        cases = [each.case for each in facts if isinstance(each, kind)]
        assert len(cases) == len(set(cases))


def test_an_appeal_that_quotes_the_forbidden_word_costs_nothing() -> None:
    talk = conversation()
    talk.says("mon 10:00", "ann", "有人刷单吗")
    quoted = facts_of(talk.says("mon 10:01", "ann", "申诉 1 我说的“刷单”是在提醒别人"))
    assert [type(each) for each in quoted if isinstance(each, BreachFound | CaseOpened)] == [BreachFound]
    again = facts_of(talk.says("mon 10:02", "ann", "申诉 1 刷单 刷单"))
    assert [each.case for each in again if isinstance(each, CaseOpened)] == [2], "there is one appeal a case"
