"""The books against a model in plain dicts: whatever is asked, in whatever order, M1 to M10 hold after each step.

M1 integers within bounds, M2 transactions sum to zero in one unit, M3 all balances sum to zero and members are never
below it, M4 append only, M5 hash chain, M6 one key one transaction, M7 every hold ends once, M8 clearing flows with
their age, M9 expiry and adjustments are transactions, M10 balances are the fold of the journal.
A long run: LEDGER_EXAMPLES=2000 LEDGER_STEPS=50 pytest --timeout=0 tests/kernel/test_ledger_machine.py
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.kernel.bookkeeping import code
from tests.kernel.ledger_model import KEPT, Legs, Model
from tongpin.kernel import books as kernel_books
from tongpin.kernel import ledger as kernel_ledger
from tongpin.kernel import snapshot
from tongpin.kernel.ledger import (
    CLEARING,
    HELD,
    ISSUED,
    MOST,
    WRITTEN_OFF,
    InvariantBroken,
    Ledger,
    Plan,
    Posted,
    Uncleared,
    answer,
    apply,
    audit,
    balance,
    overdue,
    uncleared,
    verify_chain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

settings.register_profile(
    "ledger",
    max_examples=int(os.environ.get("LEDGER_EXAMPLES", "200")),
    stateful_step_count=int(os.environ.get("LEDGER_STEPS", "30")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

HOUR = 3_600_000

members = st.integers(1, 4)
units = st.sampled_from(["points", "cents"])
causes = st.sampled_from(["checkin:1", "case:7", "order:9"])
amounts = st.one_of(st.integers(1, 40), st.integers(1, MOST))
which = st.integers(0, 1_000)


class Books(RuleBasedStateMachine):
    """The ledger under test beside its model."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.model = Model()
        self.snapshot = (0, snapshot._encode(self.ledger))

    @initialize(kept=st.sampled_from([KEPT, (4, 12)]))
    def keep(self, kept: tuple[int, int]) -> None:
        self.model.kept = kernel_books.SHORT_KEPT, kernel_books.LONG_KEPT = kept

    def teardown(self) -> None:
        kernel_books.SHORT_KEPT, kernel_books.LONG_KEPT = KEPT

    def ask(self, name: str, *asked: object) -> Plan:
        """Plan twice: planning is pure."""
        before = snapshot._encode(self.ledger)
        plan: Plan = getattr(kernel_ledger, name)(self.ledger, *asked)
        assert getattr(kernel_ledger, name)(self.ledger, *asked) == plan
        assert snapshot._encode(self.ledger) == before
        return plan

    def expect(self, unit: str, wanted: Legs, flow: str, name: str, *asked: object) -> Posted | None:
        """Ask, compare with the model, book, and move the model; None where it does not fit into the accounts."""
        key = self.key()
        plan = self.ask(name, key, *asked)
        legs = self.model.covered(unit, wanted)
        if not self.model.fits(unit, legs):
            assert code(plan) == "full"
            return None
        assert isinstance(plan, Posted), plan
        assert (plan.tx, plan.key, plan.unit, dict(plan.legs)) == (self.model.last + 1, key, unit, legs)
        assert plan.written_off == max(0, -legs.get(WRITTEN_OFF, 0))
        assert plan.flow == (flow if CLEARING in legs else "")
        apply(self.ledger, plan, self.model.at)
        self.model.move(plan, name, asked, legs)
        return plan

    def key(self) -> str:
        return f"key:{self.model.last}"

    # ------------------------------------------------------------------------------------------------------- rules

    @rule(member=members, amount=amounts, cause=causes, unit=units, source=st.sampled_from([ISSUED, CLEARING]))
    def grants(self, member: int, amount: int, cause: str, unit: str, source: int) -> None:
        legs = {member: amount, source: -amount}
        self.expect(unit, legs, cause, "grant", member, amount, cause, unit, source)

    @rule(member=members, amount=amounts, cause=causes, unit=units)
    def penalises(self, member: int, amount: int, cause: str, unit: str) -> None:
        self.expect(unit, {member: -amount, ISSUED: amount}, "", "penalty", member, amount, cause, unit)

    @rule(member=members, amount=amounts, cause=causes, unit=units)
    def expires(self, member: int, amount: int, cause: str, unit: str) -> None:
        self.expect(unit, {member: -amount, ISSUED: amount}, "", "expire", member, amount, cause, unit)

    @rule(member=members, amount=amounts, sign=st.sampled_from([1, -1]), cause=causes, unit=units)
    def adjusts(self, member: int, amount: int, sign: int, cause: str, unit: str) -> None:
        change = sign * amount
        self.expect(unit, {member: change, ISSUED: -change}, "", "adjust", member, change, cause, unit)

    @rule(member=members, amount=amounts, cause=causes, unit=units, hours=st.integers(1, 60))
    def holds_some(self, member: int, amount: int, cause: str, unit: str, hours: int) -> None:
        due = self.model.at + hours * HOUR
        asked = (member, amount, cause, unit, due)
        if amount > self.model.holding[unit, member]:
            assert code(self.ask("hold", self.key(), *asked)) == "short"
            return
        posted = self.expect(unit, {member: -amount, HELD: amount}, "", "hold", *asked)
        if posted:
            self.model.holds[posted.tx] = (unit, member, amount, due)

    @precondition(
        lambda self: any(self.model.holding[unit, member] for unit in ("points", "cents") for member in range(1, 5))
    )
    @rule(pick=which, part=st.integers(1, 100), cause=causes, hours=st.integers(1, 60))
    def holds_part_of_a_balance(self, pick: int, part: int, cause: str, hours: int) -> None:
        rich = sorted(place for place, amount in self.model.holding.items() if place[1] > 0 and amount)
        unit, member = rich[pick % len(rich)]
        amount = max(1, self.model.holding[unit, member] * part // 100)
        self.holds_some(member, amount, cause, unit, hours)

    @precondition(lambda self: self.model.holds)
    @rule(pick=which, to=st.one_of(members, st.sampled_from([ISSUED, CLEARING])), cause=causes)
    def settles(self, pick: int, to: int, cause: str) -> None:
        tx = sorted(self.model.holds)[pick % len(self.model.holds)]
        unit, member, amount, due = self.model.holds[tx]
        asked = (tx, to, cause, self.model.at)
        if due <= self.model.at:
            assert code(self.ask("settle", self.key(), *asked)) == "lapsed"
        elif to == member:
            assert code(self.ask("settle", self.key(), *asked)) == "payer"
        elif self.expect(unit, {to: amount, HELD: -amount}, cause, "settle", *asked):
            self.model.effects[-1] = {to: amount, member: -amount}
            self.model.end(tx)

    @precondition(lambda self: self.model.holds)
    @rule(pick=which, cause=causes)
    def voids(self, pick: int, cause: str) -> None:
        self.void(sorted(self.model.holds)[pick % len(self.model.holds)], cause)

    @rule()
    def lapses(self) -> None:
        """What the timers do: every hold that is due goes back."""
        due = overdue(self.ledger, self.model.at)
        assert due == sorted(tx for tx, held in self.model.holds.items() if held[3] <= self.model.at)
        for tx in due:
            self.void(tx, "lapsed")

    def void(self, tx: int, cause: str) -> None:
        unit, member, amount, _ = self.model.holds[tx]
        if self.expect(unit, {member: amount, HELD: -amount}, "", "void", tx, cause):
            self.model.end(tx)

    @precondition(lambda self: self.model.ended)
    @rule(pick=which, to=members, cause=causes)
    def ends_a_hold_again(self, pick: int, to: int, cause: str) -> None:
        tx = sorted(self.model.ended)[pick % len(self.model.ended)]
        assert code(self.ask("settle", self.key(), tx, to, cause, self.model.at)) == "hold"
        assert code(self.ask("void", self.key(), tx, cause)) == "hold"

    @precondition(lambda self: self.model.journal)
    @rule(back=which, cause=causes)
    def reverses(self, back: int, cause: str) -> None:
        tx = self.model.last - back % self.model.last
        old = self.model.journal[tx - 1][0]
        asked = (tx, cause)
        if not self.model.knows(tx):
            assert code(self.ask("reverse", self.key(), *asked)) == "unknown"
        elif old.kind in {"hold", "void"}:
            assert code(self.ask("reverse", self.key(), *asked)) == "kind"
        elif tx in self.model.undone:
            assert code(self.ask("reverse", self.key(), *asked)) == "reversed"
        else:
            wanted = {account: -amount for account, amount in self.model.effects[tx - 1].items()}
            if self.expect(old.unit, wanted, old.flow, "reverse", *asked):
                self.model.undone.add(tx)
                self.gave_back_exactly(old)

    def gave_back_exactly(self, old: Posted) -> None:
        """Whoever something was taken from has it back, to the unit."""
        reversal = dict(self.model.journal[-1][0].legs)
        for account, amount in self.model.effects[old.tx - 1].items():
            if account > 0 and amount < 0:
                assert reversal[account] == -amount

    @precondition(lambda self: self.model.undone)
    @rule(pick=which, cause=causes)
    def reverses_twice(self, pick: int, cause: str) -> None:
        tx = sorted(self.model.undone)[pick % len(self.model.undone)]
        assert code(self.ask("reverse", self.key(), tx, cause)) == ("reversed" if self.model.knows(tx) else "unknown")

    @precondition(lambda self: self.model.known())
    @rule(pick=which)
    def asks_the_same_again(self, pick: int) -> None:
        posted, name, asked = self.asked_before(pick)
        assert self.ask(name, posted.key, *asked) is None
        assert answer(self.ledger, posted.key) == posted

    @precondition(lambda self: self.model.known())
    @rule(pick=which, place=which)
    def asks_something_else_under_the_same_key(self, pick: int, place: int) -> None:
        posted, name, asked = self.asked_before(pick)
        places = len(asked) - (name == "settle")  # the instant of asking is no part of what is asked
        changed = place % places
        other = (*asked[:changed], unlike(asked[changed]), *asked[changed + 1 :])
        assert code(self.ask(name, posted.key, *other)) == "key"

    def asked_before(self, pick: int) -> tuple[Posted, str, tuple[object, ...]]:
        known = self.model.known()
        posted = known[pick % len(known)]
        return posted, *self.model.asked[posted.tx - 1]

    @precondition(lambda self: self.model.journal)
    @rule(amount=st.sampled_from([0, -1, MOST + 1, 0.5, 1.0]), member=members, unit=units)
    def asks_for_an_impossible_amount(self, amount: float, member: int, unit: str) -> None:
        for name in ("grant", "penalty", "expire"):
            assert code(self.ask(name, self.key(), member, amount, "c", unit)) == "amount"

    @precondition(lambda self: self.model.journal)
    @rule(back=which)
    def books_a_transaction_again(self, back: int) -> None:
        """The guard behind the plan: an old fact, or an old fact under the next number, is never booked."""
        old = self.model.journal[-1 - back % self.model.last][0]
        before = snapshot._encode(self.ledger)
        again = [old]
        if self.model.knows(old.tx):
            again.append(msgspec.structs.replace(old, tx=self.model.last + 1))
        for posted in again:
            with pytest.raises(InvariantBroken):
                apply(self.ledger, posted, self.model.at)
        assert snapshot._encode(self.ledger) == before

    @rule()
    def a_day_and_an_hour_pass(self) -> None:
        self.model.at += 25 * HOUR

    @rule()
    def makes_a_snapshot(self) -> None:
        self.snapshot = (self.model.last, snapshot._encode(self.ledger))

    @rule(whole=st.booleans())
    def crashes(self, whole: bool) -> None:
        """The books are folded anew, from the start or from the last snapshot, and are the same to the byte."""
        start, data = (0, snapshot._encode(Ledger())) if whole else self.snapshot
        again = snapshot._decode(data, Ledger)
        for posted, at in self.model.journal[start:]:
            apply(again, posted, at)
        assert snapshot._encode(again) == snapshot._encode(self.ledger)
        self.ledger = again

    # -------------------------------------------------------------------------------------------------- invariants

    @invariant()
    def m1_integers_within_bounds(self) -> None:
        for (unit, account), amount in self.model.holding.items():
            there = balance(self.ledger, account, unit)
            assert type(there) is int
            assert (0 if account > 0 else -MOST) <= there <= MOST
            assert there == amount

    @invariant()
    def m2_transactions_sum_to_zero(self) -> None:
        assert all(sum(amount for _, amount in posted.legs) == 0 for posted, _ in self.model.journal)

    @invariant()
    def m3_all_balances_sum_to_zero(self) -> None:
        for book in self.ledger.books.values():
            assert sum(book.members.values) + sum(book.system.values()) == 0
            assert min(book.members.values, default=0) >= 0
            assert set(book.system) <= {ISSUED, WRITTEN_OFF, HELD, CLEARING}
        assert audit(self.ledger) == []

    @invariant()
    def m4_append_only(self) -> None:
        assert [posted.tx for posted, _ in self.model.journal] == list(range(1, self.model.last + 1))
        assert self.ledger.last == self.model.last
        known = [tx for tx in range(1, self.model.last + 1) if self.model.knows(tx)]
        assert self.ledger.kept == {tx: msgspec.msgpack.encode(self.model.journal[tx - 1][0]) for tx in known}
        assert set(self.ledger.reversed_by) == {tx for tx in known if tx in self.model.undone}

    @invariant()
    def m5_the_chain_holds(self) -> None:
        assert self.ledger.head == self.model.head
        assert verify_chain(posted for posted, _ in self.model.journal) == self.model.head

    @invariant()
    def m6_one_key_one_transaction(self) -> None:
        known = [posted for posted, _ in self.model.journal if self.model.knows(posted.tx)]
        assert self.ledger.marks == {posted.key: posted.tx for posted in known}

    @invariant()
    def m7_every_hold_is_open_or_ended_once(self) -> None:
        opened = {posted.tx for posted, _ in self.model.journal if posted.kind == "hold"}
        ended = [posted.hold for posted, _ in self.model.journal if posted.kind in {"post", "void"}]
        assert sorted([*self.ledger.holds, *ended]) == sorted(opened)
        assert {
            tx: (held.unit, held.member, held.amount, held.due) for tx, held in self.ledger.holds.items()
        } == self.model.holds

    @invariant()
    def m8_clearing_flows_have_an_age(self) -> None:
        assert sorted(uncleared(self.ledger, self.model.at)) == sorted(
            Uncleared(unit, flow, amount, self.model.at - since)
            for (unit, flow), (amount, since) in self.model.flows.items()
        )

    @invariant()
    def m9_and_m10_balances_are_the_fold_of_the_journal(self) -> None:
        folded: defaultdict[tuple[str, int], int] = defaultdict(int)
        for posted, _ in self.model.journal:
            for account, amount in posted.legs:
                folded[posted.unit, account] += amount
        assert nonzero(folded) == nonzero(self.model.holding)


def unlike(value: object) -> object:
    if value in {ISSUED, CLEARING}:
        return {ISSUED: CLEARING, CLEARING: ISSUED}[value]
    return value + 1 if isinstance(value, int) else f"{value}."


def nonzero(balances: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    return {place: amount for place, amount in balances.items() if amount}


def test_the_books_hold_whatever_is_asked() -> None:
    run_state_machine_as_test(Books, settings=settings.get_profile("ledger"))


UNGUARDED: dict[str, tuple[object, str, Callable[..., object]]] = {
    "takes what is not there": (kernel_ledger, "_covered", lambda _ledger, asked: asked),
    "takes any repeat for the same": (kernel_ledger, "_repeated", lambda *_: None),
    "books what is wrong": (kernel_books, "_wrong_mark", lambda *_: ""),
    "forgets nothing": (kernel_books, "_forget", lambda *_: None),
    "leaves flows as they are": (kernel_books, "_run", lambda *_: None),
    "breaks the chain": (kernel_books, "_linked", lambda head, _encoded: head),
}


@pytest.mark.parametrize("name", UNGUARDED)
def test_the_machine_sees_a_guard_that_is_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, guard, without = UNGUARDED[name]
    monkeypatch.setattr(module, guard, without)
    quick = settings(max_examples=200, stateful_step_count=30, deadline=None, phases=[Phase.generate], database=None)

    with pytest.raises((AssertionError, InvariantBroken, pytest.fail.Exception)):
        run_state_machine_as_test(Books, settings=quick)
