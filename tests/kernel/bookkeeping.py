"""Books to test with: each plan is booked an instant after the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongpin.kernel.ledger import Ledger, Plan, Posted, Refused, apply, grant

if TYPE_CHECKING:
    from collections.abc import Sequence

ANNA, BEN, CARL = 1, 2, 3


class Books:
    def __init__(self) -> None:
        self.ledger = Ledger()
        self.facts: list[Posted] = []
        self.at = 0

    def book(self, plan: Plan) -> Posted:
        assert isinstance(plan, Posted), plan
        self.at += 1
        apply(self.ledger, plan, self.at)
        self.facts.append(plan)
        return plan

    def given(self, member: int, amount: int, unit: str = "points") -> Posted:
        return self.book(grant(self.ledger, f"given:{len(self.facts)}", member, amount, "given", unit))


def code(plan: Plan) -> str:
    assert isinstance(plan, Refused), plan
    return plan.code


def folded(facts: Sequence[Posted]) -> Ledger:
    ledger = Ledger()
    for at, posted in enumerate(facts, 1):
        apply(ledger, posted, at)
    return ledger
