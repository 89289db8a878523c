"""One transaction for many: each gets a share, once."""

from __future__ import annotations

import pytest

from tests.kernel.bookkeeping import ANNA, BEN, CARL, Books, code
from tongpin.kernel.ledger import ISSUED, MOST, audit, balance, grant_each


def test_each_gets_a_share_in_one_transaction() -> None:
    books = Books()
    posted = books.book(grant_each(books.ledger, "day:1", ((ANNA, 3), (CARL, 1)), "day:1", "points"))
    assert posted.legs == ((ANNA, 3), (CARL, 1), (ISSUED, -4))
    assert [balance(books.ledger, member, "points") for member in (ANNA, BEN, CARL)] == [3, 0, 1]
    assert audit(books.ledger) == []


@pytest.mark.parametrize(
    "shares,answer",
    [
        (((ANNA, 3), (CARL, 1)), "stands"),
        (((ANNA, 3), (CARL, 2)), "key"),
        (((ANNA, 3),), "key"),
        (((ANNA, 3), (BEN, 1)), "key"),
    ],
)
def test_a_repeat_is_known_by_all_its_shares(shares: tuple[tuple[int, int], ...], answer: str) -> None:
    books = Books()
    books.book(grant_each(books.ledger, "day:1", ((ANNA, 3), (CARL, 1)), "day:1", "points"))
    plan = grant_each(books.ledger, "day:1", shares, "day:1", "points")
    assert ("stands" if plan is None else code(plan)) == answer


@pytest.mark.parametrize(
    "shares,refused",
    [
        ((), "member"),
        (((ANNA, 1), (ANNA, 2)), "member"),
        (((ISSUED, 1),), "member"),
        (((ANNA, 0),), "amount"),
        (((ANNA, 5), (BEN, -1)), "amount"),
        (((ANNA, MOST + 1),), "amount"),
        (((ANNA, True),), "amount"),
    ],
)
def test_what_is_no_share_is_refused(shares: tuple[tuple[int, int], ...], refused: str) -> None:
    assert code(grant_each(Books().ledger, "day:1", shares, "day:1", "points")) == refused
