"""The read tables of the books: every transaction, whom it concerned, what each member has, and the leaderboards."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import json

from tongpin.capabilities.incentives.decide.state import State
from tongpin.kernel.ledger import balance
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.incentives import LeaderboardChosen, RewardEarned, TallyBooked
from tongpin.kernel.words.ledger import Posted
from tongpin.kernel.words.people import MembershipBegan, MembershipEnded

TRANSACTIONS = Table(
    "incentives_transactions",
    ("tx", "n", "at", "key", "unit", "kind", "cause", "member", "amount", "written_off", "reverses", "legs"),
    grows=True,
)
SHARES = Table("incentives_shares", ("member", "tx", "amount"), key=2, grows=True)
BALANCES = Table("incentives_balances", ("member", "unit", "balance"), key=2)
SCORES = Table(
    "incentives_scores",
    ("member", "number", "belongs", "shown", "balance", "week", "week_points", "best_week"),
)

Rows = Iterator[tuple[Table, Row]]
OfOne = RewardEarned | LeaderboardChosen | MembershipBegan | MembershipEnded


def _posted(state: State, standing: Standing, entry: Entry, fact: Posted) -> Rows:
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
    for account, given in shares:
        yield SHARES, (account, fact.tx, given)
        yield BALANCES, (account, fact.unit, balance(state.ledger, account, fact.unit))
        yield SCORES, _score(state, standing, account)


def _of_one(state: State, standing: Standing, _entry: Entry, fact: OfOne) -> Rows:
    yield SCORES, _score(state, standing, fact.member)


def _booked(state: State, standing: Standing, _entry: Entry, fact: TallyBooked) -> Rows:
    for member, _, paid, _ in fact.counts:
        if paid:
            yield SCORES, _score(state, standing, member)


def _score(state: State, standing: Standing, member: int) -> Row:
    """Say what leaderboards need of a member: whatever changes it is projected."""
    return (
        member,
        standing.number[member],
        int(standing.is_member(member)),
        int(not state.hidden[member]),
        standing.balance[member],
        state.week[member],
        state.week_points[member],
        state.best_week[member],
    )


PROJECTION = Projection(
    (TRANSACTIONS, SHARES, BALANCES, SCORES),
    dict.fromkeys(OfOne.__args__, _of_one) | {Posted: _posted, TallyBooked: _booked},
)
