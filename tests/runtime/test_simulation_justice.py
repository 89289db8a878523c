"""What the cast notices of Tongpin, and how it leaves something to decide."""

from __future__ import annotations

from tongpin.kernel.chance import Chance
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    CaseOpened,
    MemberMuted,
    MemberRemoved,
    MemberUnmuted,
    SanctionConfirmed,
    SanctionImposed,
    SanctionLapsed,
    SanctionUndone,
)
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.people import MembershipBegan, MembershipEnded
from tongpin.runtime.simulation.company import Company
from tongpin.runtime.simulation.justice import STEWARD, Justice
from tongpin.runtime.simulation.people import GUESTS, MEMBERS, YOU, external_of, population
from tongpin.runtime.simulation.witness import Witness

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


class Court:
    """A witness and a justice, and a clock that goes on by a minute an entry."""

    def __init__(self) -> None:
        company = Company(population(MEMBERS))
        self.witness = Witness(lambda number: external_of(number - 1))
        self.now = 0
        self.n = 0
        self.justice = Justice(
            self.witness, lambda external: None if external in GUESTS else company.member(external), Chance(b"court")
        )

    def hear(self, *facts: Fact) -> None:
        self.now += MINUTE
        self.n += 1
        self.witness.hear([Entry(self.n, self.now, self.now, 1, list(facts), [])])

    def open(self, case: int, member: int, *, provisional: bool = False, lasting: int = DAY) -> None:
        """Open a case against a member; it can be appealed for `lasting` ms."""
        imposed = SanctionImposed(
            case, member, 1, case, 1, ("recall",), provisional=provisional, appeal_by=self.now + MINUTE + lasting
        )
        self.hear(CaseOpened(case, member, 1, case, case, "广告", 1, 1), imposed)

    def appeal(self, case: int, member: int) -> None:
        self.hear(AppealLodged(case, member, 1, 1))

    def says(self) -> str:
        """What comes next, by whom; a minute has gone by since."""
        self.now += MINUTE
        plea = self.justice.next(self.now)
        return f"{plea.who.external} {' '.join(plea.says.split()[:2])}" if plea else ""


YOUR_NUMBER = YOU.place + 1


def test_a_witness_knows_who_is_here_and_who_may_speak() -> None:
    court = Court()
    witness = court.witness
    court.hear(MembershipBegan(7, 7, "joined"), MembershipBegan(8, 8, "joined"), MembershipBegan(9, 9, "joined"))
    court.hear(MemberMuted(7, 1, 10 * MINUTE, 1), MembershipEnded(8, "left"), MemberRemoved(9, 1, 2))
    assert (witness.here, witness.known) == ({"s0007"}, {"s0007", "s0008", "s0009"})
    assert [witness.is_muted("s0007", at) for at in (0, 9 * MINUTE, 10 * MINUTE)] == [True, True, False]
    court.hear(MemberUnmuted(7, 1, 1))
    assert not witness.is_muted("s0007")


def test_a_witness_knows_the_latest_day_of_a_check_in() -> None:
    court = Court()
    court.hear(CheckedIn(7, 1, 20, 1), CheckedIn(7, 1, 18, 2, makeup=True))
    assert (court.witness.checked_in_on("s0007"), court.witness.checked_in_on("s0008")) == (20, 0)


def test_a_witness_knows_what_is_open() -> None:
    court = Court()
    for case in range(1, 6):
        court.open(case, 10 + case, provisional=True)
    court.appeal(4, 14)
    court.appeal(1, 11)
    court.hear(
        SanctionConfirmed(2, 12, 2), SanctionLapsed(3, 13), SanctionUndone(5, 15, 2), AppealDecided(4, 14, 2, False, 1)
    )
    assert [each.number for each in court.witness.waiting()] == [1]
    assert [each.number for each in court.witness.unconfirmed()] == [1, 4]
    assert [each.number for each in court.witness.appealable(court.now)] == [3, 2]


def test_a_witness_forgets_what_is_over() -> None:
    court = Court()
    court.open(1, 11, lasting=MINUTE)
    court.open(2, 12, provisional=True, lasting=MINUTE)
    for case in range(3, 9):
        court.open(case, case, lasting=MINUTE)
    assert [each.number for each in court.witness.unconfirmed()] == [2]
    assert len(court.witness._cases) <= 4


def test_nobody_objects_where_there_is_nothing_to_object_to() -> None:
    assert Court().says() == ""


def test_somebody_objects_until_two_appeals_wait() -> None:
    court = Court()
    court.open(1, 120)
    court.open(2, 118)
    court.open(3, YOUR_NUMBER)
    assert court.says() == "s0118 申诉 2"
    court.appeal(2, 118)
    assert court.says() == "s0120 申诉 1"
    court.appeal(1, 120)
    assert court.says() == ""


def test_the_oldest_of_more_than_two_appeals_is_answered_as_it_deserves() -> None:
    court = Court()
    court.justice.misread.add("s0020")
    for case, member in enumerate((20, 21, 22, 23), 1):
        court.open(case, member)
        court.appeal(case, member)
    assert court.says() == f"{STEWARD.external} 撤销 1"
    court.hear(AppealDecided(1, 20, 3, True, 1), SanctionUndone(1, 20, 3))
    assert court.says() == f"{STEWARD.external} 维持 2"
    court.hear(AppealDecided(2, 21, 3, False, 1))
    assert court.says() == ""


def test_what_a_visitor_did_is_left_to_visitors() -> None:
    court = Court()
    for case in (1, 2, 3):
        court.open(case, YOUR_NUMBER, provisional=True)
        court.appeal(case, YOUR_NUMBER)
    assert court.says() == ""


def test_the_oldest_of_more_than_two_removals_is_confirmed() -> None:
    court = Court()
    for case, member in enumerate((20, 21, 22), 1):
        court.open(case, member, provisional=True)
    court.appeal(1, 20)
    court.appeal(2, 21)
    assert court.says() == f"{STEWARD.external} 确认 1"


def test_who_has_confirmed_answers_no_appeal_against_it() -> None:
    court = Court()
    for case, member in enumerate((20, 21, 22), 1):
        court.open(case, member, provisional=True)
    for case in (4, 5):
        court.open(case, YOUR_NUMBER)
        court.appeal(case, YOUR_NUMBER)
    assert court.says() == f"{STEWARD.external} 确认 1"
    court.hear(SanctionConfirmed(1, 20, 3))
    court.appeal(1, 20)
    assert not any(word in court.says() for word in ("维持", "撤销"))


def test_now_and_then_somebody_objects_unasked_and_whoever_was_misread_does() -> None:
    court = Court()
    court.justice.misread.add("s0030")
    for case in (1, 2):
        court.open(case, 119)
        court.appeal(case, 119)
    for case in range(3, 43):
        court.open(case, 20 if case % 2 else 60)
    court.open(43, 30)
    assert court.says() == "s0030 申诉 43"
    court.hear(SanctionUndone(43, 30, 3))
    objected = {court.says() for _ in range(40)}
    assert 2 < len(objected) < 25
    assert {each for each in objected if each} <= {f"s0020 申诉 {case}" for case in range(3, 43, 2)} | {
        f"s0060 申诉 {case}" for case in range(4, 43, 2)
    }


def test_while_many_appeals_wait_nobody_objects_unasked() -> None:
    court = Court()
    for case in range(1, 6):
        court.open(case, YOUR_NUMBER)
        court.appeal(case, YOUR_NUMBER)
    court.justice.misread.add("s0030")
    court.open(6, 30)
    assert court.says() == ""
