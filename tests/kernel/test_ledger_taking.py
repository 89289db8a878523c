"""Giving, taking at most what is there, and undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kernel.bookkeeping import ANNA, BEN, Books, code
from tongpin.kernel.ledger import (
    CLEARING,
    HELD,
    ISSUED,
    MOST,
    WRITTEN_OFF,
    Ledger,
    Posted,
    Refused,
    Uncleared,
    adjust,
    apply,
    audit,
    balance,
    expire,
    grant,
    hold,
    penalty,
    reverse,
    settle,
    uncleared,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongpin.kernel.ledger import Plan


def test_a_grant_is_issued_to_the_member() -> None:
    plan = grant(Ledger(), "checkin:123:points", ANNA, 5, "checkin:123", "points")

    assert plan == Posted(1, "checkin:123:points", "points", ((ANNA, 5), (ISSUED, -5)), "grant", "checkin:123")


def test_planning_changes_nothing() -> None:
    ledger = Ledger()

    grant(ledger, "k", ANNA, 5, "c", "points")

    assert ledger == Ledger()


def test_an_empty_book_holds_nothing() -> None:
    assert balance(Ledger(), ANNA, "points") == 0


def test_units_never_mix() -> None:
    books = Books()
    books.given(ANNA, 5, "points")
    books.given(ANNA, 7, "cents")

    books.book(penalty(books.ledger, "p", ANNA, 6, "case:7", "cents"))

    assert balance(books.ledger, ANNA, "points") == 5
    assert balance(books.ledger, ANNA, "cents") == 1
    assert balance(books.ledger, ISSUED, "points") == -5
    assert balance(books.ledger, ISSUED, "cents") == -1
    assert audit(books.ledger) == []


@pytest.mark.parametrize("take, kind", [(penalty, "penalty"), (expire, "expiry")])
def test_taking_what_is_there(take: Callable[..., Plan], kind: str) -> None:
    books = Books()
    books.given(ANNA, 10)

    taken = books.book(take(books.ledger, "t", ANNA, 10, "case:7", "points"))

    assert taken == Posted(2, "t", "points", ((ANNA, -10), (ISSUED, 10)), kind, "case:7")  # type: ignore[arg-type]
    assert balance(books.ledger, ANNA, "points") == 0


@pytest.mark.parametrize("take", [penalty, expire])
def test_what_is_not_there_is_written_off(take: Callable[..., Plan]) -> None:
    books = Books()
    books.given(ANNA, 6)

    taken = books.book(take(books.ledger, "t", ANNA, 10, "case:7", "points"))

    assert taken.legs == ((ANNA, -6), (ISSUED, 10), (WRITTEN_OFF, -4))
    assert taken.written_off == 4
    assert balance(books.ledger, ANNA, "points") == 0
    assert balance(books.ledger, WRITTEN_OFF, "points") == -4


def test_a_penalty_on_nothing_still_names_its_member() -> None:
    plan = penalty(Ledger(), "t", ANNA, 10, "case:7", "points")

    assert isinstance(plan, Posted)
    assert plan.legs == ((ANNA, 0), (ISSUED, 10), (WRITTEN_OFF, -10))


@pytest.mark.parametrize(
    "change, legs, written_off",
    [
        (4, ((ANNA, 4), (ISSUED, -4)), 0),
        (-4, ((ANNA, -4), (ISSUED, 4)), 0),
        (-9, ((ANNA, -6), (ISSUED, 9), (WRITTEN_OFF, -3)), 3),
    ],
)
def test_an_adjustment_goes_up_or_down(change: int, legs: tuple[tuple[int, int], ...], written_off: int) -> None:
    books = Books()
    books.given(ANNA, 6)

    adjusted = books.book(adjust(books.ledger, "a", ANNA, change, "counted wrong", "points"))

    assert (adjusted.kind, adjusted.legs, adjusted.written_off) == ("adjust", legs, written_off)


def test_undoing_a_penalty_gives_back_exactly_what_was_taken() -> None:
    books = Books()
    books.given(ANNA, 6)
    taken = books.book(penalty(books.ledger, "t", ANNA, 10, "case:7", "points"))
    books.given(ANNA, 100)

    undone = books.book(reverse(books.ledger, "u", taken.tx, "appeal:7"))

    assert undone.legs == ((ANNA, 6), (ISSUED, -10), (WRITTEN_OFF, 4))
    assert (undone.kind, undone.reverses, undone.written_off) == ("reversal", taken.tx, 0)
    assert balance(books.ledger, ANNA, "points") == 106
    assert balance(books.ledger, WRITTEN_OFF, "points") == 0


def test_taking_a_grant_back_takes_at_most_the_balance() -> None:
    books = Books()
    given = books.given(ANNA, 10)
    books.book(penalty(books.ledger, "t", ANNA, 7, "case:7", "points"))

    undone = books.book(reverse(books.ledger, "u", given.tx, "message:5 recalled"))

    assert undone.legs == ((ANNA, -3), (ISSUED, 10), (WRITTEN_OFF, -7))
    assert undone.written_off == 7


def test_undoing_a_clawback_gives_back_what_it_took_and_no_more() -> None:
    books = Books()
    given = books.given(ANNA, 10)
    books.book(penalty(books.ledger, "t", ANNA, 7, "case:7", "points"))
    undone = books.book(reverse(books.ledger, "u", given.tx, "message:5 recalled"))

    again = books.book(reverse(books.ledger, "v", undone.tx, "appeal:5"))

    assert again.legs == ((ANNA, 3), (ISSUED, -10), (WRITTEN_OFF, 7))
    assert balance(books.ledger, ANNA, "points") == 3


def test_a_penalty_that_is_put_back_writes_off_what_was_spent_meanwhile() -> None:
    books = Books()
    books.given(ANNA, 6)
    taken = books.book(penalty(books.ledger, "t", ANNA, 10, "case:7", "points"))
    undone = books.book(reverse(books.ledger, "u", taken.tx, "appeal:7"))
    books.book(penalty(books.ledger, "s", ANNA, 4, "case:8", "points"))

    again = books.book(reverse(books.ledger, "v", undone.tx, "appeal:7 was a mistake"))

    assert again.legs == ((ANNA, -2), (ISSUED, 10), (WRITTEN_OFF, -8))
    assert again.written_off == 8


def test_a_transaction_is_undone_once() -> None:
    books = Books()
    given = books.given(ANNA, 10)
    undone = books.book(reverse(books.ledger, "u", given.tx, "recalled"))

    assert reverse(books.ledger, "v", given.tx, "recalled") == Refused(
        "reversed", f"Transaction {given.tx} was reversed by {undone.tx} already."
    )


def test_what_was_never_posted_is_not_undone() -> None:
    assert code(reverse(Ledger(), "u", 1, "recalled")) == "unknown"


@pytest.mark.parametrize("amount", [0, -5, MOST + 1, 1.5, 2.0, True])
def test_an_amount_is_a_whole_number_within_bounds(amount: int) -> None:
    ledger = Ledger()

    assert code(grant(ledger, "k", ANNA, amount, "c", "points")) == "amount"
    assert code(penalty(ledger, "k", ANNA, amount, "c", "points")) == "amount"
    assert code(expire(ledger, "k", ANNA, amount, "c", "points")) == "amount"


@pytest.mark.parametrize("change", [0, -MOST - 1, MOST + 1, -1.5])
def test_an_adjustment_is_a_whole_number_within_bounds(change: int) -> None:
    assert code(adjust(Ledger(), "k", ANNA, change, "c", "points")) == "amount"


@pytest.mark.parametrize("member", [0, ISSUED, HELD])
def test_only_members_are_granted_to(member: int) -> None:
    assert code(grant(Ledger(), "k", member, 5, "c", "points")) == "member"


@pytest.mark.parametrize("source", [HELD, WRITTEN_OFF, BEN])
def test_grants_come_from_issue_or_clearing(source: int) -> None:
    assert code(grant(Ledger(), "k", ANNA, 5, "c", "points", source)) == "account"


def test_no_account_holds_more_than_the_most() -> None:
    books = Books()
    books.given(ANNA, MOST)

    assert code(grant(books.ledger, "k", ANNA, 1, "c", "points")) == "full"
    assert code(grant(books.ledger, "k", BEN, 1, "c", "points")) == "full"


def test_a_flow_through_clearing_ends_at_zero() -> None:
    books = Books()
    books.given(ANNA, 10, "cents")
    held = books.book(hold(books.ledger, "h", ANNA, 10, "order:9", "cents", due=100))

    paid = books.book(settle(books.ledger, "s", held.tx, CLEARING, "order:9", at=3))

    assert paid.flow == "order:9"
    assert uncleared(books.ledger, 90_000_003) == [Uncleared("cents", "order:9", 10, 90_000_000)]

    books.book(grant(books.ledger, "o1", BEN, 4, "order:9", "cents", CLEARING))
    assert uncleared(books.ledger, 90_000_003) == [Uncleared("cents", "order:9", 6, 90_000_000)]

    last = books.book(grant(books.ledger, "o2", BEN, 6, "order:9", "cents", CLEARING))
    assert uncleared(books.ledger, 90_000_003) == []
    assert audit(books.ledger) == []

    undone = reverse(books.ledger, "u", last.tx, "refund:9")
    assert isinstance(undone, Posted)
    apply(books.ledger, undone, 50)
    assert (undone.cause, undone.flow) == ("refund:9", "order:9")
    assert uncleared(books.ledger, 60) == [Uncleared("cents", "order:9", 6, 10)]
