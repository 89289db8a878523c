"""One key, one transaction: repeats are answered from the books, and what is kept for that is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kernel.bookkeeping import ANNA, BEN, Books, code
from tongpin.kernel import books as kept_books
from tongpin.kernel.ledger import (
    CLEARING,
    ISSUED,
    adjust,
    answer,
    expire,
    grant,
    hold,
    penalty,
    reverse,
    settle,
    transaction,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongpin.kernel.ledger import Ledger, Plan

    Ask = Callable[[Ledger], Plan]

HOLD = 2
ASKED: dict[str, tuple[Ask, list[Ask]]] = {
    "grant": (
        lambda books: grant(books, "k", ANNA, 5, "c", "points"),
        [
            lambda books: grant(books, "k", ANNA, 6, "c", "points"),
            lambda books: grant(books, "k", BEN, 5, "c", "points"),
            lambda books: grant(books, "k", ANNA, 5, "d", "points"),
            lambda books: grant(books, "k", ANNA, 5, "c", "cents"),
            lambda books: grant(books, "k", ANNA, 5, "c", "points", CLEARING),
            lambda books: adjust(books, "k", ANNA, 5, "c", "points"),
            lambda books: void(books, "k", HOLD, "c"),
        ],
    ),
    "penalty": (
        lambda books: penalty(books, "k", ANNA, 500, "c", "points"),
        [
            lambda books: penalty(books, "k", ANNA, 90, "c", "points"),
            lambda books: expire(books, "k", ANNA, 500, "c", "points"),
            lambda books: adjust(books, "k", ANNA, -500, "c", "points"),
        ],
    ),
    "hold": (
        lambda books: hold(books, "k", ANNA, 90, "c", "points", 1_000),
        [
            lambda books: hold(books, "k", ANNA, 90, "c", "points", 1_001),
            lambda books: hold(books, "k", ANNA, 1, "c", "points", 1_000),
        ],
    ),
    "settle": (
        lambda books: settle(books, "k", HOLD, BEN, "c", 9),
        [
            lambda books: settle(books, "k", HOLD, ISSUED, "c", 9),
            lambda books: settle(books, "k", HOLD, BEN, "d", 9),
            lambda books: settle(books, "k", HOLD + 1, BEN, "c", 9),
            lambda books: void(books, "k", HOLD, "c"),
        ],
    ),
    "void": (
        lambda books: void(books, "k", HOLD, "c"),
        [lambda books: void(books, "k", HOLD, "d"), lambda books: settle(books, "k", HOLD, BEN, "c", 9)],
    ),
    "reverse": (
        lambda books: reverse(books, "k", 1, "c"),
        [lambda books: reverse(books, "k", HOLD, "c"), lambda books: reverse(books, "k", 1, "d")],
    ),
}


@pytest.fixture
def books() -> Books:
    books = Books()
    books.given(ANNA, 100)
    books.book(hold(books.ledger, "h", ANNA, 10, "packet:1", "points", 1_000))
    return books


@pytest.mark.parametrize("name", ASKED)
def test_the_same_again_is_not_posted_twice_and_has_the_same_answer(books: Books, name: str) -> None:
    ask, _ = ASKED[name]
    posted = books.book(ask(books.ledger))

    assert ask(books.ledger) is None
    assert answer(books.ledger, "k") == posted


@pytest.mark.parametrize("name", ASKED)
def test_the_same_key_for_something_else_is_refused(books: Books, name: str) -> None:
    ask, others = ASKED[name]
    books.book(ask(books.ledger))

    assert [code(other(books.ledger)) for other in others] == ["key"] * len(others)


def test_a_key_that_was_not_used_has_no_answer(books: Books) -> None:
    assert answer(books.ledger, "k") is None


def test_what_was_refused_may_be_asked_again(books: Books) -> None:
    assert code(hold(books.ledger, "k", ANNA, 91, "c", "points", 1_000)) == "short"
    books.given(ANNA, 1)

    assert books.book(hold(books.ledger, "k", ANNA, 91, "c", "points", 1_000)).key == "k"


def test_ordinary_transactions_are_forgotten_first(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_books, "SHORT_KEPT", 3)
    monkeypatch.setattr(kept_books, "LONG_KEPT", 5)
    paid = books.book(settle(books.ledger, "s", HOLD, BEN, "c", 9))
    undone = books.book(reverse(books.ledger, "u", paid.tx, "c"))

    for _ in range(3):
        books.given(ANNA, 1)

    assert (books.ledger.last, list(books.ledger.kept)) == (7, [3, 4, 5, 6, 7])
    assert transaction(books.ledger, 3) == paid
    assert (books.ledger.payers, books.ledger.reversed_by) == ({3: ANNA}, {3: undone.tx})

    books.given(ANNA, 1)

    assert list(books.ledger.kept) == [4, 6, 7, 8]
    assert list(books.ledger.marks.values()) == [4, 6, 7, 8]
    assert (books.ledger.payers, books.ledger.reversed_by) == ({}, {})
    assert code(reverse(books.ledger, "v", 3, "c")) == "unknown"


def test_an_open_hold_outlives_its_key(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_books, "SHORT_KEPT", 1)
    books.given(ANNA, 1)
    books.given(ANNA, 1)

    assert answer(books.ledger, "h") is None
    assert list(books.ledger.holds) == [HOLD]
    assert books.book(void(books.ledger, "v", HOLD, "closed")).legs[0] == (ANNA, 10)
