"""Booking checks what must always hold, and the books can be proved against the journal."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.kernel.bookkeeping import ANNA, BEN, Books, folded
from tongpin.kernel import books as kernel_books
from tongpin.kernel import ledger as kernel_ledger
from tongpin.kernel import snapshot
from tongpin.kernel.books import Flow
from tongpin.kernel.ledger import (
    CLEARING,
    HELD,
    ISSUED,
    MOST,
    WRITTEN_OFF,
    InvariantBroken,
    Ledger,
    Posted,
    apply,
    audit,
    hold,
    penalty,
    reverse,
    verify_chain,
)

if TYPE_CHECKING:
    from types import ModuleType

DUE = 100
GIVEN, HOLD = 1, 2


@pytest.fixture
def books() -> Books:
    books = Books()
    books.given(ANNA, 10)
    books.book(hold(books.ledger, "h", ANNA, 8, "packet:1", "points", DUE))
    return books


GRANT = ((ANNA, 5), (ISSUED, -5))
ENDED = ((BEN, 8), (HELD, -8))

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "number": ({"tx": 9}, "the next number is 3."),
    "no key": ({"key": ""}, "a transaction has a key of its own."),
    "used key": ({"key": "h"}, "a transaction has a key of its own."),
    "one leg": ({"legs": ((ANNA, 0),)}, "its legs need two accounts or more, each named once."),
    "twice": ({"legs": ((ANNA, 5), (ANNA, -5), (ISSUED, 0))}, "its legs need two accounts or more, each named once."),
    "float": ({"legs": ((ANNA, 5.0), (ISSUED, -5.0))}, "5.0 is not an integer."),
    "no account": ({"legs": ((ANNA, 5), (0, -5))}, "there is no system account 0."),
    "strange account": ({"legs": ((ANNA, 5), (-9, -5))}, "there is no system account -9."),
    "below zero": ({"legs": ((ANNA, -3), (ISSUED, 3))}, "account 1 would hold -1."),
    "too much": ({"legs": ((ANNA, MOST), (ISSUED, -MOST))}, f"account 1 would hold {MOST + 2}."),
    "too low": ({"legs": ((ISSUED, -MOST), (BEN, MOST))}, f"account -1 would hold {-MOST - 10}."),
    "too long a leg": ({"legs": ((HELD, -MOST - 1), (BEN, MOST + 1))}, f"account -3 would hold {-MOST + 7}."),
    "sum": ({"legs": ((ANNA, 5), (ISSUED, -4))}, "its legs sum to 1 instead of 0."),
    "written off": ({"written_off": 1}, "what it says is written off is not what it books."),
    "not written off": (
        {"legs": ((ANNA, 5), (WRITTEN_OFF, -5))},
        "what it says is written off is not what it books.",
    ),
    "flow unnamed": (
        {"legs": ((ANNA, 5), (CLEARING, -5))},
        "a flow is named where CLEARING is moved, and only there.",
    ),
    "flow not moved": ({"flow": "order:9"}, "a flow is named where CLEARING is moved, and only there."),
    "held by a grant": (
        {"legs": ((ANNA, 5), (HELD, -5))},
        "only a hold, its settling and its voiding move HELD.",
    ),
    "grant of a hold": ({"hold": HOLD}, "only a hold, its settling and its voiding move HELD."),
    "grant with an end": ({"due": DUE}, "only a hold, its settling and its voiding move HELD."),
    "hold without end": (
        {"kind": "hold", "legs": ((ANNA, -1), (HELD, 1))},
        "a hold sets aside an amount of one member, by a due time.",
    ),
    "hold of nothing": ({"kind": "hold", "due": DUE}, "a hold sets aside an amount of one member, by a due time."),
    "hold of zero": (
        {"kind": "hold", "due": DUE, "legs": ((ANNA, 0), (HELD, 0))},
        "a hold sets aside an amount of one member, by a due time.",
    ),
    "hold of the house": (
        {"kind": "hold", "due": DUE, "legs": ((ISSUED, -1), (HELD, 1))},
        "a hold sets aside an amount of one member, by a due time.",
    ),
    "hold of two": (
        {"kind": "hold", "due": DUE, "legs": ((ANNA, -1), (ISSUED, -1), (HELD, 2))},
        "a hold sets aside an amount of one member, by a due time.",
    ),
    "hold that ends one": (
        {"kind": "hold", "due": DUE, "legs": ((ANNA, -1), (HELD, 1)), "hold": HOLD},
        "a hold sets aside an amount of one member, by a due time.",
    ),
    "no such hold": ({"kind": "post", "legs": ENDED, "hold": 1}, "it does not end hold 1 as it stands."),
    "half a hold": (
        {"kind": "post", "legs": ((BEN, 4), (HELD, -4)), "hold": HOLD},
        "it does not end hold 2 as it stands.",
    ),
    "hold of another unit": (
        {"kind": "post", "legs": ENDED, "hold": HOLD, "unit": "cents"},
        "it does not end hold 2 as it stands.",
    ),
    "void to another": ({"kind": "void", "legs": ENDED, "hold": HOLD}, "hold 2 goes back to its payer."),
    "reversal by a grant": ({"reverses": GIVEN}, "only a reversal reverses."),
    "reversal of nothing": ({"kind": "reversal"}, "transaction 0 is not there to be reversed."),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_transaction_is_never_booked(books: Books, name: str) -> None:
    changes, reason = WRONG[name]
    good = Posted(3, "k", "points", GRANT, "grant", "c")
    before = snapshot._encode(books.ledger)

    with pytest.raises(InvariantBroken) as raised:
        apply(books.ledger, msgspec.structs.replace(good, **changes), 5)

    assert str(raised.value).endswith(f"was not booked: {reason}")
    assert snapshot._encode(books.ledger) == before


def test_the_bounds_are_what_is_promised() -> None:
    assert MOST == 9_000_000_000_000_000
    assert (kernel_books.SHORT_KEPT, kernel_books.LONG_KEPT) == (65_536, 262_144)


def test_the_error_names_the_transaction(books: Books) -> None:
    with pytest.raises(InvariantBroken) as raised:
        apply(books.ledger, Posted(7, "k", "points", GRANT, "grant", "c"), 5)

    assert str(raised.value) == "Transaction 7 (grant, 'k') was not booked: the next number is 3."


def test_a_hold_is_not_settled_at_its_due_time(books: Books) -> None:
    with pytest.raises(InvariantBroken, match="hold 2 was due at 100, and now is 100"):
        apply(books.ledger, Posted(3, "k", "points", ENDED, "post", "c", hold=HOLD), DUE)


def test_a_transaction_is_not_reversed_twice(books: Books) -> None:
    undone = books.book(reverse(books.ledger, "u", GIVEN, "c"))

    with pytest.raises(InvariantBroken, match="transaction 1 is not there to be reversed"):
        apply(
            books.ledger, msgspec.structs.replace(undone, tx=4, key="v", legs=((BEN, 0), (ISSUED, 0)), written_off=0), 5
        )


def test_the_chain_shows_any_change_of_the_journal(books: Books) -> None:
    books.book(penalty(books.ledger, "p", ANNA, 5, "case:7", "points"))

    assert verify_chain(books.facts) == books.ledger.head
    assert verify_chain([]) == Ledger().head
    for changes in ({"cause": "case:8"}, {"legs": ((ANNA, -1), (ISSUED, 1))}, {"unit": "cents"}):
        tampered = [*books.facts[:-1], msgspec.structs.replace(books.facts[-1], **changes)]
        assert verify_chain(tampered) != books.ledger.head
    assert verify_chain(books.facts[:-1]) != books.ledger.head
    assert verify_chain(books.facts[::-1]) != books.ledger.head


def test_the_chain_is_the_same_on_every_machine(books: Books) -> None:
    assert books.ledger.head.hex() == "e00284ba8a92c0b1ccfc725d357a5777c2b0d2c04fc9759f67e42e726f4e94d1"


def test_the_books_are_a_fold_of_their_transactions(books: Books) -> None:
    again = folded(books.facts)

    assert snapshot._encode(again) == snapshot._encode(books.ledger)
    assert snapshot._encode(snapshot._decode(snapshot._encode(again), Ledger)) == snapshot._encode(again)


def test_an_audit_tells_what_was_changed_from_outside(books: Books) -> None:
    assert audit(books.ledger) == []

    points = books.ledger.books["points"]
    points.members[ANNA] -= 5
    points.system[HELD] += 1
    points.flows["order:9"] = Flow(3, 0)

    assert audit(books.ledger) == [
        "All accounts in points together hold -4 instead of 0.",
        "Member 1 has -3 points.",
        "The open holds come to 8 points, their account to 9.",
        "The open flows come to 3 points, their account to 0.",
    ]


@pytest.mark.parametrize("module", [kernel_books, kernel_ledger])
def test_no_float_and_no_division_reaches_the_books(module: ModuleType) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))

    assert [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.FloorDiv))
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id in {"float", "round", "divmod"})
    ] == []
