"""What happens beside the talk of the cast, and that it does not where nobody is there for it."""

from __future__ import annotations

from itertools import count

from tests.runtime.playing import AFTERNOON
from tongpin.kernel.chance import Chance
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.conduct import CaseOpened, SanctionImposed
from tongpin.kernel.words.entry import Entry
from tongpin.runtime.simulation.company import Company
from tongpin.runtime.simulation.errands import Errand, Errands
from tongpin.runtime.simulation.justice import Justice
from tongpin.runtime.simulation.pen import Pen
from tongpin.runtime.simulation.people import MEMBERS, YOU, external_of, population, stranger
from tongpin.runtime.simulation.seeding import CLOCK
from tongpin.runtime.simulation.witness import Witness


class House:
    """Errands for a company, all of whom may speak, or nobody."""

    def __init__(self, *, speaks: bool = True) -> None:
        chance = Chance(b"errands")
        self.witness = Witness(lambda number: external_of(number - 1))
        self.company = Company(population(MEMBERS), may_speak=lambda _member: speaks)
        self.justice = Justice(self.witness, self.company.member, chance)
        pen = Pen("webchat", "x-")
        self.errands = Errands(self.company, self.witness, self.justice, pen, chance, count(MEMBERS))

    def hold(self, *cases: int) -> None:
        """Let cases wait to be confirmed."""
        for case in cases:
            imposed = SanctionImposed(case, 9, 1, 1, 1, ("remove",), provisional=True, appeal_by=1)
            self.witness.hear([Entry(case, 1, 1, 1, [CaseOpened(case, 9, 1, 1, 1, "x", 1, 1), imposed], [])])


def senders(errand: Errand | None) -> set[str]:
    assert errand is not None
    speaker = errand.scene.next_speaker
    assert speaker is not None
    return {speaker.external, *(each.sender for each in errand.before)}


def test_where_nobody_may_speak_nothing_happens_but_that_strangers_come() -> None:
    house = House(speaks=False)
    house.hold(1, 2)
    errands = house.errands
    assert [errands.breach(1), errands.checkin(1), errands.question(1), errands.arrival(1)] == [None] * 4
    assert [errands.answer(YOU, "main"), errands.relief(YOU)] == [None] * 2
    came = [senders(errands.advert(1)) for _ in range(7)]
    assert all(len(each) == 1 and place_is_later(*each) for each in came)


def place_is_later(external: str) -> bool:
    return int(external[1:]) > MEMBERS


def test_whoever_checked_in_today_does_not_again() -> None:
    house, today = House(), CLOCK.day(AFTERNOON)
    everybody_but_one = [CheckedIn(number, 1, today, 1) for number in range(1, MEMBERS + 1) if number != 7]
    house.witness.hear([Entry(1, 1, 1, 1, list(everybody_but_one), [])])
    assert senders(house.errands.checkin(AFTERNOON)) == {"s0007"}
    house.witness.hear([Entry(2, 2, 2, 1, [CheckedIn(7, 1, today, 1)], [])])
    assert house.errands.checkin(AFTERNOON) is None


def test_somebody_is_put_out_where_nothing_waits_to_be_confirmed() -> None:
    house = House()
    (out,) = senders(house.errands.breach(1))
    assert place_is_later(out)
    assert house.company.member(out) == stranger(MEMBERS)
    house.hold(1, 2)
    (gentler,) = senders(house.errands.breach(1))
    assert not place_is_later(gentler)


def test_who_is_misread_is_remembered_until_he_really_advertises() -> None:
    house = House()
    seen = set()
    for _ in range(40):
        house.errands.advert(1)
        seen |= house.justice.misread
    assert house.justice.misread
    assert len(seen) >= len(house.justice.misread)


def test_a_newcomer_comes_in_shows_his_card_and_is_welcomed() -> None:
    errand = House().errands.arrival(5)
    assert errand is not None
    assert [(each.kind, each.sent) for each in errand.before] == [("join", 5), ("card", 5)]
    hello, _ = errand.scene.take()
    errand.scene.said("hello")
    welcome, reply_to = errand.scene.take()
    assert f"@{hello.who.person.nick} " in welcome.text
    assert reply_to == "hello"
