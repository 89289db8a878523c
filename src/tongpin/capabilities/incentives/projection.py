"""The read tables of the books: every transaction, and what each member has."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import json

from tongpin.capabilities.incentives.decide.state import State
from tongpin.kernel.ledger import balance
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.ledger import Posted

TRANSACTIONS = Table(
    "incentives_transactions",
    ("tx", "n", "at", "key", "unit", "kind", "cause", "member", "amount", "written_off", "reverses", "legs"),
    grows=True,
)
BALANCES = Table("incentives_balances", ("member", "unit", "balance"), key=2)


def _posted(state: State, _standing: Standing, entry: Entry, fact: Posted) -> Iterator[tuple[Table, Row]]:
    shares = [(account, amount) for account, amount in fact.legs if account > 0]
    member = shares[0][0] if len(shares) == 1 else 0
    amount = sum(amount for _, amount in shares)
    legs = json.encode(fact.legs).decode()
    yield (
        TRANSACTIONS,
        (
            fact.tx,
            entry.n,
            entry.at,
            fact.key,
            fact.unit,
            fact.kind,
            fact.cause,
            member,
            amount,
            fact.written_off,
            fact.reverses,
            legs,
        ),
    )
    for account, _ in shares:
        yield BALANCES, (account, fact.unit, balance(state.ledger, account, fact.unit))


PROJECTION = Projection((TRANSACTIONS, BALANCES), {Posted: _posted})
