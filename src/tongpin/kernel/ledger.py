"""Planning transactions: pure functions from the books as they stand to what to post, or why not.

A plan holds for the books that it saw: plan the next only after the last was applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from tongpin.kernel.books import (
    MOST,
    InvariantBroken,
    Ledger,
    Uncleared,
    answer,
    apply,
    audit,
    balance,
    overdue,
    transaction,
    uncleared,
    verify_chain,
)
from tongpin.kernel.words.ledger import CLEARING, HELD, ISSUED, WRITTEN_OFF, Posted

__all__ = [
    "CLEARING",
    "HELD",
    "ISSUED",
    "MOST",
    "WRITTEN_OFF",
    "InvariantBroken",
    "Ledger",
    "Plan",
    "Posted",
    "Refused",
    "Uncleared",
    "adjust",
    "answer",
    "apply",
    "audit",
    "balance",
    "expire",
    "grant",
    "grant_each",
    "hold",
    "overdue",
    "penalty",
    "reverse",
    "settle",
    "transaction",
    "uncleared",
    "verify_chain",
    "void",
]

Code = Literal[
    "key",
    "amount",
    "member",
    "account",
    "due",
    "short",
    "full",
    "hold",
    "lapsed",
    "payer",
    "unknown",
    "kind",
    "reversed",
]


class Refused(msgspec.Struct, frozen=True):
    """Why nothing is posted: a stable code to choose a sentence by, and the reason in full for the trace."""

    code: Code
    reason: str


Plan = Posted | Refused | None
"""What to post; or why not; or None: the same was posted under this key before, and stands (`answer` shows it)."""


def grant(
    ledger: Ledger,
    key: str,
    member: int,
    amount: int,
    cause: str,
    unit: str,
    source: int = ISSUED,
) -> Plan:
    """Give a member an amount: newly issued or, with `source=CLEARING`, out of the flow named `cause`."""
    if source not in {ISSUED, CLEARING}:
        return Refused("account", f"Nothing can be granted out of account {source}.")
    legs = ((member, amount), (source, -amount))
    return _plain(ledger, Posted(ledger.last + 1, key, unit, legs, "grant", cause, flow=_flow(source, cause)), amount)


def grant_each(ledger: Ledger, key: str, shares: Sequence[tuple[int, int]], cause: str, unit: str) -> Plan:
    """Give several members a newly issued amount each, as (member, amount), in one transaction."""
    legs = (*shares, (ISSUED, -sum(amount for _, amount in shares)))
    asked = Posted(ledger.last + 1, key, unit, legs, "grant", cause)
    if key in ledger.marks:
        return _repeated(ledger, key, _body(asked))
    members = {member for member, _ in shares}
    if not shares or len(members) != len(shares) or min(members) < 1:
        return Refused("member", "A grant to several names each member once.")
    for _, amount in shares:
        if type(amount) is not int or not 1 <= amount <= MOST:
            return Refused("amount", f"An amount is a whole number from 1 to {MOST}; {amount!r} is not.")
    return _covered(ledger, asked)


def penalty(ledger: Ledger, key: str, member: int, amount: int, cause: str, unit: str) -> Plan:
    """Take an amount from a member: at most the balance, the rest is written off."""
    legs = ((member, -amount), (ISSUED, amount))
    return _plain(ledger, Posted(ledger.last + 1, key, unit, legs, "penalty", cause), amount)


def expire(ledger: Ledger, key: str, member: int, amount: int, cause: str, unit: str) -> Plan:
    """Let an amount run out: at most the balance, the rest is written off."""
    legs = ((member, -amount), (ISSUED, amount))
    return _plain(ledger, Posted(ledger.last + 1, key, unit, legs, "expiry", cause), amount)


def adjust(ledger: Ledger, key: str, member: int, change: int, cause: str, unit: str) -> Plan:
    """Mend a balance by hand, up or down; down takes at most the balance, the rest is written off."""
    legs = ((member, change), (ISSUED, -change))
    return _plain(ledger, Posted(ledger.last + 1, key, unit, legs, "adjust", cause), abs(change))


def hold(ledger: Ledger, key: str, member: int, amount: int, cause: str, unit: str, due: int) -> Plan:
    """Set a member's amount aside until it is settled or voided, by `due` at the latest; its `tx` names the hold."""
    there = balance(ledger, member, unit)
    if key not in ledger.marks and amount > there:
        return Refused("short", f"Member {member} has {there} {unit}; setting aside {amount} takes more.")
    if due < 1:
        return Refused("due", "A hold needs an instant by which it ends.")
    legs = ((member, -amount), (HELD, amount))
    return _plain(ledger, Posted(ledger.last + 1, key, unit, legs, "hold", cause, due=due), amount)


def settle(ledger: Ledger, key: str, tx: int, to: int, cause: str, at: int) -> Plan:
    """End hold `tx` by paying it to a member, back to ISSUED, or into CLEARING as the flow `cause`; `at` is now."""
    if key in ledger.marks:
        return _repeated(ledger, key, ("post", cause, tx, to))
    held = ledger.holds.get(tx)
    if held is None:
        return Refused("hold", f"Hold {tx} is not open.")
    if held.due <= at:
        return Refused("lapsed", f"Hold {tx} was due at {held.due} and can only be voided.")
    if to == held.member:
        return Refused("payer", f"Hold {tx} goes back to member {to} by voiding it.")
    if to < 1 and to not in {ISSUED, CLEARING}:
        return Refused("account", f"A hold cannot be paid into account {to}.")
    legs = ((to, held.amount), (HELD, -held.amount))
    flow = _flow(to, cause)
    return _covered(ledger, Posted(ledger.last + 1, key, held.unit, legs, "post", cause, hold=tx, flow=flow))


def void(ledger: Ledger, key: str, tx: int, cause: str) -> Plan:
    """End hold `tx` by giving it back to its member; this is also how a hold lapses (`overdue`)."""
    if key in ledger.marks:
        return _repeated(ledger, key, ("void", cause, tx))
    held = ledger.holds.get(tx)
    if held is None:
        return Refused("hold", f"Hold {tx} is not open.")
    legs = ((held.member, held.amount), (HELD, -held.amount))
    return _covered(ledger, Posted(ledger.last + 1, key, held.unit, legs, "void", cause, hold=tx))


def reverse(ledger: Ledger, key: str, tx: int, cause: str) -> Plan:
    """Undo transaction `tx`, once: give back exactly what was taken, take back at most what is there.

    What a settled hold paid goes back to the hold's member. A reversal can itself be reversed.
    """
    if key in ledger.marks:
        return _repeated(ledger, key, ("reversal", cause, tx))
    old = transaction(ledger, tx)
    if old is None:
        return Refused("unknown", f"Transaction {tx} is not one that can still be undone; an adjustment can mend it.")
    if old.kind in {"hold", "void"}:
        return Refused("kind", f"Transaction {tx} is a {old.kind}: a hold is ended by settling or voiding it.")
    if tx in ledger.reversed_by:
        return Refused("reversed", f"Transaction {tx} was reversed by {ledger.reversed_by[tx]} already.")
    payer = ledger.payers.get(tx, HELD)
    legs = tuple((payer if account == HELD else account, -amount) for account, amount in old.legs)
    asked = Posted(ledger.last + 1, key, old.unit, legs, "reversal", cause, reverses=tx, flow=old.flow)
    return _covered(ledger, asked)


def _plain(ledger: Ledger, asked: Posted, amount: int) -> Plan:
    """Plan what moves `amount` between one member (the first leg) and a system account."""
    if asked.key in ledger.marks:
        return _repeated(ledger, asked.key, _body(asked))
    member = asked.legs[0][0]
    if member < 1:
        return Refused("member", f"{member} is not a member's number.")
    if type(amount) is not int or not 1 <= amount <= MOST:
        return Refused("amount", f"An amount is a whole number from 1 to {MOST}; {amount!r} is not.")
    return _covered(ledger, asked)


def _covered(ledger: Ledger, asked: Posted) -> Posted | Refused:
    """Take at most what members have, book the rest as written off, and refuse what no account can hold."""
    legs = dict(asked.legs)
    for account, amount in asked.legs:
        if account < 0 or amount >= 0:
            continue
        missing = -(balance(ledger, account, asked.unit) + amount)
        if missing > 0:
            legs[account] += missing
            legs[WRITTEN_OFF] = legs.get(WRITTEN_OFF, 0) - missing
    for account, amount in legs.items():
        if abs(balance(ledger, account, asked.unit) + amount) > MOST:
            return Refused("full", f"Account {account} cannot hold more than {MOST} {asked.unit}.")
    if WRITTEN_OFF not in legs:
        return asked
    return msgspec.structs.replace(asked, legs=tuple(legs.items()), written_off=max(0, -legs[WRITTEN_OFF]))


def _repeated(ledger: Ledger, key: str, body: tuple[object, ...]) -> Refused | None:
    stands = answer(ledger, key)
    if stands is not None and _body(stands) == body:
        return None
    return Refused("key", f"The key {key!r} was used for something else.")


def _body(posted: Posted) -> tuple[object, ...]:
    """Return what was asked for, whatever the books then gave: the second leg is never cut short."""
    if posted.kind == "reversal":
        return (posted.kind, posted.cause, posted.reverses)
    if posted.kind == "void":
        return (posted.kind, posted.cause, posted.hold)
    if posted.kind == "grant":
        return (posted.kind, posted.cause, posted.unit, posted.legs)
    payee = posted.legs[0][0]
    if posted.kind == "post":
        return (posted.kind, posted.cause, posted.hold, payee)
    return (posted.kind, posted.cause, posted.unit, posted.due, payee, posted.legs[1])


def _flow(account: int, cause: str) -> str:
    return cause if account == CLEARING else ""
