"""Laws of the points, over any conversation: sums, caps, and that a case undone never was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.cases import compile_sections
from tongpin.capabilities.incentives.capability import INCENTIVES
from tongpin.kernel.fold import Fold
from tongpin.kernel.snapshot import dump
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import MessageRecalled, SanctionImposed, SanctionUndone
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.ledger import Posted
from tongpin.text.reading import Reading

HOUR_MS = 3_600_000
FIRST = 1_704_067_200_000
PLAYBOOK = {
    "incentives": {
        "rewards": [
            {"when": "签到", "grant": 5, "at_most": "每天1次"},
            {"when": "发言", "grant": 2, "at_most": "每天3次"},
        ],
        "costs": [{"when": "处分", "cost": 4}],
    }
}
MEMBERS = (1, 2, 3)

steps = st.lists(
    st.tuples(
        st.sampled_from(["says", "says", "says", "says", "checks in", "breaks", "breaks", "undone", "night"]),
        st.sampled_from(MEMBERS),
        st.integers(0, 5),
    ),
    max_size=60,
)


class Talk:
    """A conversation of three members, of which some messages are recalled and cost points."""

    def __init__(self) -> None:
        self.fold = Fold([INCENTIVES], compile_sections([INCENTIVES], PLAYBOOK, "UTC"))
        self.entries: list[Entry] = []
        self.at = FIRST
        self.messages: dict[int, list[int]] = {member: [] for member in MEMBERS}
        self.posted = 0
        self.open_cases: dict[int, int] = {}
        self.cases = 0

    def play(self, taken: Iterable[tuple[str, int, int]], *, with_cases: bool = True) -> None:
        for what, member, which in taken:
            self.at += 60_000
            if what == "says":
                self.posted += 1
                self.messages[member].append(self.posted)
                self.happens(MessagePosted(1, member, self.posted, 0, Reading(3)))
            elif what == "checks in":
                self.happens(CheckedIn(member, 1, 0, 1))
            elif what == "night":
                self.at += 24 * HOUR_MS
                self.pass_time()
            elif with_cases and what == "breaks" and self.messages[member]:
                self.recall(member, self.messages[member].pop(-1 - which % len(self.messages[member])))
            elif with_cases and what == "undone" and self.open_cases:
                self.undo(min(self.open_cases))

    def recall(self, member: int, message: int) -> None:
        self.cases += 1
        self.open_cases[self.cases] = member
        self.happens(MessageRecalled(message, 1, member, self.cases))
        self.happens(SanctionImposed(self.cases, member, 1, message, 1, ("recall",)))

    def undo(self, case: int) -> None:
        self.happens(SanctionUndone(case, self.open_cases.pop(case), 9))

    def end(self) -> None:
        self.at += 24 * HOUR_MS
        self.pass_time()

    def happens(self, event: Fact) -> None:
        self.pass_time()
        self.entries.append(self.fold.decide(event, self.at))  # type: ignore[arg-type]

    def pass_time(self) -> None:
        self.entries += self.fold.due(self.at)

    def balances(self) -> list[int]:
        return [self.fold.standing.balance[member] for member in MEMBERS]

    def wrong(self) -> list[str]:
        assert INCENTIVES.verify
        return INCENTIVES.verify(self.fold.states["incentives"], self.fold.standing)


@settings(max_examples=80, deadline=None)
@given(steps)
def test_the_books_are_right_at_every_step(taken: list[tuple[str, int, int]]) -> None:
    talk = Talk()
    for step in taken:
        talk.play([step])
        assert talk.wrong() == []


@settings(max_examples=150, deadline=None)
@given(steps)
def test_a_case_that_is_undone_never_was(taken: list[tuple[str, int, int]]) -> None:
    talk, peaceful = Talk(), Talk()
    talk.play(taken)
    for case in sorted(talk.open_cases):
        talk.undo(case)
    talk.end()
    peaceful.play(taken, with_cases=False)
    peaceful.end()
    assert talk.balances() == peaceful.balances()
    assert talk.fold.states["incentives"].tally.day == 0


@settings(max_examples=80, deadline=None)
@given(steps)
def test_no_day_pays_more_than_its_cap(taken: list[tuple[str, int, int]]) -> None:
    talk = Talk()
    talk.play(taken)
    talk.end()
    paid = Counter[tuple[int, str]]()
    for posted in all_posted(talk.entries):
        if posted.cause.startswith("message_posted:"):
            paid.update({(account, posted.cause): amount for account, amount in posted.legs if account > 0})
    assert max(paid.values(), default=0) <= 3 * 2


@settings(max_examples=50, deadline=None)
@given(steps)
def test_entries_lead_to_the_same_state(taken: list[tuple[str, int, int]]) -> None:
    talk = Talk()
    talk.play(taken)
    again = Fold([INCENTIVES], compile_sections([INCENTIVES], PLAYBOOK, "UTC"))
    for entry in talk.entries:
        again.replay(entry)
    assert dump(again) == dump(talk.fold)


def all_posted(entries: list[Entry]) -> list[Posted]:
    return [fact for entry in entries for fact in entry.facts if isinstance(fact, Posted)]


def test_a_wrong_standing_and_wrong_books_are_found() -> None:
    talk = Talk()
    talk.play([("checks in", 1, 0), ("checks in", 2, 0)])
    talk.fold.standing.balance[2] = 6
    books: Any = talk.fold.states["incentives"].ledger.books
    books["points"].members[1] = 4
    assert talk.wrong() == [
        "All accounts in points together hold -1 instead of 0.",
        "The standing shows 5 points of member 1, the books hold 4.",
        "The standing shows 6 points of member 2, the books hold 5.",
    ]
