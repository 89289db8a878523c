from tongpin.kernel.moment import Moment
from tongpin.kernel.standing import CARD_IN_FORM, CARD_OUT_OF_FORM, EVOLVES, OWNER, STEWARD, Standing
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import ChatJoined, MessagePosted
from tongpin.kernel.words.conduct import MemberMuted, MemberUnmuted
from tongpin.kernel.words.ledger import Posted
from tongpin.kernel.words.people import DutyGiven, DutyTaken, MembershipBegan, MembershipEnded, NameCardKept
from tongpin.text.reading import Reading


def standing_after(*facts: Fact, at: int = 1_000) -> Standing:
    standing, moment = Standing(), Moment()
    for n, fact in enumerate(facts):
        moment.at = at + n
        EVOLVES[type(fact)](standing, moment, fact)
    return standing


def test_messages_leave_first_last_and_count() -> None:
    posted = MessagePosted(2, 7, 1, 1, Reading(3))
    standing = standing_after(posted, posted, posted)
    assert (standing.first_message[7], standing.last_message[7], standing.messages[7]) == (1_000, 1_002, 3)
    assert standing.chat_last[2] == 1_002
    assert standing.messages[6] == 0


def test_membership_keeps_the_number_when_it_ends() -> None:
    standing = standing_after(ChatJoined(1, 3), MembershipBegan(3, 5, "joined"))
    assert standing.is_member(3)
    assert standing.numbers_given == 5
    EVOLVES[MembershipEnded](standing, Moment(), MembershipEnded(3, "left"))
    assert not standing.is_member(3)
    assert standing.number[3] == 5


def test_duties_are_given_and_taken_one_by_one() -> None:
    standing = standing_after(DutyGiven(1, "owner", 0), DutyGiven(2, "steward", 1), DutyGiven(1, "steward", 0))
    assert not standing.holds(2, OWNER)
    assert standing.holds(2, STEWARD)
    EVOLVES[DutyTaken](standing, Moment(), DutyTaken(1, "owner", 0))
    assert not standing.holds(1, OWNER)
    assert standing.holds(1, STEWARD)


def test_those_with_a_duty_are_known_in_the_order_of_their_numbers() -> None:
    standing = standing_after(
        DutyGiven(3, "steward", 0), DutyGiven(1, "owner", 0), DutyGiven(1, "steward", 0), DutyGiven(2, "steward", 0)
    )
    assert standing.holders == [1, 2, 3]
    for taken in (DutyTaken(2, "steward", 0), DutyTaken(2, "steward", 0), DutyTaken(1, "owner", 0)):
        EVOLVES[DutyTaken](standing, Moment(), taken)
    assert standing.holders == [1, 3]


def test_cards_and_mutes() -> None:
    standing = standing_after(
        NameCardKept(1, 1, in_form=True), NameCardKept(2, 2, in_form=False), MemberMuted(1, 1, 99, 4)
    )
    assert (standing.card[1], standing.card[2]) == (CARD_IN_FORM, CARD_OUT_OF_FORM)
    assert standing.muted_until[1] == 99
    EVOLVES[MemberUnmuted](standing, Moment(), MemberUnmuted(1, 1, 4))
    assert standing.muted_until[1] == 0


def test_who_has_left_may_do_nothing_any_more_unless_he_is_the_last_owner() -> None:
    standing = standing_after(
        MembershipBegan(1, 1, "joined"),
        MembershipBegan(2, 2, "joined"),
        DutyGiven(1, "owner", 0),
        DutyGiven(2, "steward", 1),
        DutyGiven(3, "steward", 0),
        MembershipEnded(1, "left"),
        MembershipEnded(2, "removed"),
    )
    assert standing.holds(1, STEWARD), "the last owner"
    assert not standing.holds(2, STEWARD)
    assert standing.holds(3, STEWARD), "who never came in is the operator's own"
    EVOLVES[DutyGiven](standing, Moment(), DutyGiven(3, "owner", 0))
    assert not standing.holds(1, STEWARD)


def test_the_balance_is_of_points_alone() -> None:
    standing = standing_after(
        Posted(1, "a", "points", ((-1, -5), (1, 5)), "grant", "checkin:1"),
        Posted(2, "b", "cents", ((-1, -7), (1, 7)), "grant", "order:1"),
    )
    assert standing.balance[1] == 5
