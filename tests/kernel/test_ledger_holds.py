"""What is set aside ends in a payment or goes back."""

from __future__ import annotations

import pytest

from tests.kernel.bookkeeping import ANNA, BEN, CARL, Books, code
from tongpin.kernel.ledger import (
    HELD,
    ISSUED,
    WRITTEN_OFF,
    Posted,
    Refused,
    audit,
    balance,
    hold,
    overdue,
    penalty,
    reverse,
    settle,
    void,
)

DUE = 1_000


@pytest.fixture
def books() -> Books:
    books = Books()
    books.given(ANNA, 10)
    return books


@pytest.fixture
def held(books: Books) -> Posted:
    return books.book(hold(books.ledger, "h", ANNA, 8, "packet:1", "points", DUE))


def test_a_hold_sets_an_amount_aside(books: Books, held: Posted) -> None:
    assert held == Posted(2, "h", "points", ((ANNA, -8), (HELD, 8)), "hold", "packet:1", due=DUE)
    assert balance(books.ledger, ANNA, "points") == 2
    assert balance(books.ledger, HELD, "points") == 8
    assert audit(books.ledger) == []


def test_nobody_sets_aside_more_than_there_is(books: Books) -> None:
    assert hold(books.ledger, "h", ANNA, 11, "packet:1", "points", DUE) == Refused(
        "short", "Member 1 has 10 points; setting aside 11 takes more."
    )


def test_a_penalty_leaves_what_is_held(books: Books, held: Posted) -> None:
    taken = books.book(penalty(books.ledger, "p", ANNA, 5, "case:7", "points"))

    assert taken.legs == ((ANNA, -2), (ISSUED, 5), (WRITTEN_OFF, -3))


def test_a_hold_needs_an_end(books: Books) -> None:
    assert code(hold(books.ledger, "h", ANNA, 8, "packet:1", "points", 0)) == "due"
    assert isinstance(hold(books.ledger, "h", ANNA, 8, "packet:1", "points", 1), Posted)


@pytest.mark.parametrize("amount", [0, -1, 1.5])
def test_a_hold_is_of_a_whole_amount(books: Books, amount: int) -> None:
    assert code(hold(books.ledger, "h", ANNA, amount, "packet:1", "points", DUE)) == "amount"


@pytest.mark.parametrize("to", [BEN, ISSUED])
def test_settling_pays_the_hold(books: Books, held: Posted, to: int) -> None:
    paid = books.book(settle(books.ledger, "s", held.tx, to, "grab:1", at=DUE - 1))

    assert paid == Posted(3, "s", "points", ((to, 8), (HELD, -8)), "post", "grab:1", hold=held.tx)
    assert balance(books.ledger, HELD, "points") == 0
    assert books.ledger.holds == {}


def test_voiding_gives_the_hold_back(books: Books, held: Posted) -> None:
    gone = books.book(void(books.ledger, "v", held.tx, "packet:1 closed"))

    assert gone == Posted(3, "v", "points", ((ANNA, 8), (HELD, -8)), "void", "packet:1 closed", hold=held.tx)
    assert balance(books.ledger, ANNA, "points") == 10
    assert books.ledger.holds == {}


def test_a_hold_that_is_due_can_only_be_voided(books: Books, held: Posted) -> None:
    assert overdue(books.ledger, DUE - 1) == []
    assert overdue(books.ledger, DUE) == [held.tx]
    assert code(settle(books.ledger, "s", held.tx, BEN, "grab:1", at=DUE)) == "lapsed"

    books.book(void(books.ledger, "v", held.tx, "lapsed"))

    assert overdue(books.ledger, DUE) == []


def test_a_hold_ends_once(books: Books, held: Posted) -> None:
    books.book(void(books.ledger, "v", held.tx, "closed"))

    assert code(settle(books.ledger, "s", held.tx, BEN, "grab:1", at=5)) == "hold"
    assert code(void(books.ledger, "w", held.tx, "closed")) == "hold"


@pytest.mark.parametrize("to, reason", [(ANNA, "payer"), (HELD, "account"), (WRITTEN_OFF, "account"), (0, "account")])
def test_a_hold_is_paid_to_others(books: Books, held: Posted, to: int, reason: str) -> None:
    assert code(settle(books.ledger, "s", held.tx, to, "grab:1", at=5)) == reason


def test_undoing_a_payment_gives_the_payer_all_and_takes_what_the_payee_has(books: Books, held: Posted) -> None:
    paid = books.book(settle(books.ledger, "s", held.tx, BEN, "grab:1", at=5))
    books.book(penalty(books.ledger, "p", BEN, 5, "case:7", "points"))

    undone = books.book(reverse(books.ledger, "u", paid.tx, "packet:1 was void"))

    assert undone.legs == ((BEN, -3), (ANNA, 8), (WRITTEN_OFF, -5))
    assert balance(books.ledger, ANNA, "points") == 10
    assert audit(books.ledger) == []


@pytest.mark.parametrize("end", ["hold", "void"])
def test_holds_and_voids_are_not_reversed(books: Books, held: Posted, end: str) -> None:
    gone = books.book(void(books.ledger, "v", held.tx, "closed"))

    assert code(reverse(books.ledger, "u", {"hold": held, "void": gone}[end].tx, "why")) == "kind"


def test_a_stranger_has_nothing_to_set_aside(books: Books) -> None:
    assert code(hold(books.ledger, "h", CARL, 1, "packet:1", "points", DUE)) == "short"


def test_the_smallest_hold_is_of_one_and_is_paid_to_the_first_member(books: Books) -> None:
    books.given(BEN, 1)
    held = books.book(hold(books.ledger, "h", BEN, 1, "packet:1", "points", books.at + 9))

    assert books.book(settle(books.ledger, "s", held.tx, ANNA, "grab:1", at=books.at)).legs == ((ANNA, 1), (HELD, -1))
