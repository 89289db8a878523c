from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conformance.cases import Case, Conversation, cases_beside, compile_sections
from tongpin.capabilities.members.capability import MEMBERS
from tongpin.capabilities.members.decide import CHATS_TOLD_APART
from tongpin.capabilities.members.playbook import Members, separators_of
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.moment import ClockFace
from tongpin.kernel.words.entry import Entry


@pytest.mark.parametrize("case", cases_beside(__file__), ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    case.check([MEMBERS])


@pytest.mark.parametrize(
    "form,separators,parts",
    [
        ("", "-", 0),
        ("昵称-职业", "-－–—", 2),
        ("城市｜昵称｜职业", "|｜", 3),
        ("nick@city-trade", "@-－–—", 3),
    ],
)
def test_the_form_of_a_card_says_what_separates_its_parts(form: str, separators: str, parts: int) -> None:
    compiling = Compiling(ClockFace(ZoneInfo("UTC")), lambda _path: 0)
    settings = MEMBERS.compile(Members.model_validate({"name_card": {"form": form}}), compiling)
    assert (compiling.card_separators, settings.card_parts) == (separators, parts)


@pytest.mark.parametrize("form,codes", [("", []), ("昵称-职业", []), ("昵称", ["PB507"]), ("-", ["PB507"])])
def test_a_form_of_one_part_asks_for_nothing(form: str, codes: list[str]) -> None:
    section = Members.model_validate({"name_card": {"form": form}})
    whole: Any = None
    assert [finding.code for finding in section.check(whole)] == codes


def test_separators_are_named_once() -> None:
    assert separators_of("a-b-c") == "-－–—"


def test_chats_beyond_those_told_apart_share_a_bit() -> None:
    conversation = Conversation([MEMBERS])
    for number in range(CHATS_TOLD_APART + 2):
        conversation.happens({"ts": "mon 10:00", "sender": "ann", "kind": "join", "chat": f"chat {number}"})
    for number in range(CHATS_TOLD_APART - 1):
        (entry,) = conversation.happens({"ts": "mon 10:01", "sender": "ann", "kind": "leave", "chat": f"chat {number}"})
        assert entry.facts[1:] == []
    last = conversation.happens({"ts": "mon 10:02", "sender": "ann", "kind": "leave", "chat": "chat 62"})
    assert [type(fact).__name__ for fact in last[0].facts[1:]] == ["MembershipEnded"]


def test_the_row_of_a_member_shows_the_standing() -> None:
    conversation = Conversation([MEMBERS], {"members": {"name_card": {"form": "a-b"}}})
    conversation.happens({"ts": "mon 10:00", "sender": "ann", "kind": "join"})
    conversation.says("mon 10:01", "ann", "one")
    conversation.happens({"ts": "mon 10:02", "sender": "ann", "kind": "card", "text": "ann-baker"})
    conversation.happens({"ts": "mon 10:02", "sender": "ann", "kind": "duty", "text": "steward"})
    conversation.says("mon 10:03", "ann", "two")
    legs = [[1, 5], [-1, -5]]
    posted = {"tx": 1, "key": "k", "unit": "points", "legs": legs, "kind": "grant", "cause": "c"}
    conversation.happens({"ts": "mon 10:04", "Posted": posted})
    minute, joined = 60_000, conversation.entries[0].at
    row = (1, 1, joined, 0, "joined", 2, 2, 1, 0, 5, 2, joined + minute, joined + 3 * minute)
    for entry in conversation.entries[-2:]:
        assert rows(conversation, entry) == [row]
    conversation.happens({"ts": "mon 10:05", "sender": "ann", "kind": "leave"})
    gone = (1, 1, 0, joined + 5 * minute, "left", *row[5:])
    left = conversation.entries[-1]
    assert rows(conversation, left) == [gone, (left.n, 1, "left", "", 0, left.at)]


def test_comings_goings_and_duties_are_each_a_row() -> None:
    conversation = Conversation([MEMBERS])
    came = conversation.happens({"ts": "mon 10:00", "sender": "ann", "kind": "join"})[0]
    conversation.happens({"ts": "mon 10:01", "sender": "bob", "kind": "join"})
    given = conversation.happens({"ts": "mon 10:02", "sender": "ann", "kind": "duty", "text": "owner"})[0]
    asked = {"member": 2, "duty": "steward", "by": 1}
    by_owner = conversation.happens({"ts": "mon 10:03", "DutyAsked": asked})[0]
    taken = conversation.happens({"ts": "mon 10:04", "DutyAsked": {**asked, "given": False}})[0]
    changes = [row for entry in (came, given, by_owner, taken) for row in rows(conversation, entry) if len(row) == 6]
    assert changes == [
        (came.n, 1, "joined", "", 0, came.at),
        (given.n, 1, "given", "owner", 0, given.at),
        (by_owner.n, 2, "given", "steward", 1, by_owner.at),
        (taken.n, 2, "taken", "steward", 1, taken.at),
    ]


def rows(conversation: Conversation, entry: Entry) -> list[tuple[Any, ...]]:
    assert MEMBERS.projection
    state = conversation.fold.states["members"]
    return [
        row
        for fact in entry.facts
        if type(fact) in MEMBERS.projection.projects
        for _, row in MEMBERS.projection.projects[type(fact)](state, conversation.fold.standing, entry, fact)
    ]


def test_the_section_may_be_left_out() -> None:
    assert compile_sections([MEMBERS]).settings["members"].welcome is False
