"""The books of one community: what the ledger keeps, how a transaction is booked, and what must always hold.

Whoever posts goes through `kernel.ledger`, which plans transactions and is the door to these names too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from tongpin.kernel.columns import Column
from tongpin.kernel.words.ledger import CLEARING, HELD, ISSUED, WRITTEN_OFF, Kind, Posted

MOST = 9 * 10**15
"""No amount and no balance goes beyond this, up or down."""

SHORT_KEPT, LONG_KEPT = 1 << 16, 1 << 18
"""After how many more transactions an ordinary one, and any other one, can no longer be repeated or undone."""
_ORDINARY: frozenset[Kind] = frozenset({"grant", "expiry", "hold", "void"})
"""Many, and soon past undoing. Penalties are appealed late, so other kinds are kept longer."""

GENESIS = bytes(32)
"""The chain's head before the first transaction."""

_SYSTEM = frozenset({ISSUED, WRITTEN_OFF, HELD, CLEARING})
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Posted).decode


class InvariantBroken(Exception):  # noqa: N818 - says what happened
    """A transaction would make the books wrong. It was not booked: they are as before."""


class Hold(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a member has set aside, until `due` at the latest."""

    member: int
    unit: str
    amount: int
    due: int


class Flow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a flow has left in CLEARING, and since when there has been something."""

    amount: int
    since: int


class Uncleared(NamedTuple):
    """A flow that has not ended: `age` in milliseconds."""

    unit: str
    flow: str
    amount: int
    age: int


class Book(msgspec.Struct):
    """One unit: balances by member number and by system account, and flows that have not ended."""

    members: Column = msgspec.field(default_factory=Column)
    system: dict[int, int] = {}
    flows: dict[str, Flow] = {}


class Ledger(msgspec.Struct):
    """The state of the books: a fold of `Posted`, the same facts giving the same bytes.

    A member costs eight bytes a unit. Open holds and flows are kept until they end, whatever their age.
    Of transactions the journal keeps all, the ledger what can still be repeated or undone: key and bytes of the
    last `SHORT_KEPT` ones and, of kinds other than grant, expiry, hold and void, of the last `LONG_KEPT` ones.
    An older one cannot be reversed (`adjust` mends it) and its key would be posted again: a repeat must come within
    that bound, which the door's marks of events see to.
    """

    books: dict[str, Book] = {}
    holds: dict[int, Hold] = {}
    marks: dict[str, int] = {}
    kept: dict[int, bytes] = {}
    reversed_by: dict[int, int] = {}
    payers: dict[int, int] = {}
    last: int = 0
    head: bytes = GENESIS


def balance(ledger: Ledger, account: int, unit: str) -> int:
    """Return what an account holds, in the smallest unit."""
    book = ledger.books.get(unit)
    if book is None:
        return 0
    return book.members[account] if account > 0 else book.system.get(account, 0)


def transaction(ledger: Ledger, tx: int) -> Posted | None:
    """Return a transaction that can still be repeated or undone."""
    kept = ledger.kept.get(tx)
    return None if kept is None else _decode(kept)


def answer(ledger: Ledger, key: str) -> Posted | None:
    """Return what was posted under a key: the stored answer to whoever asks again."""
    return transaction(ledger, ledger.marks.get(key, 0))


def overdue(ledger: Ledger, at: int) -> list[int]:
    """Return the open holds that were due by `at`, oldest first: each must be voided."""
    return [tx for tx, hold in ledger.holds.items() if hold.due <= at]


def uncleared(ledger: Ledger, at: int) -> list[Uncleared]:
    """Return the flows that have left something in CLEARING; one older than a day is an alarm."""
    return [
        Uncleared(unit, name, flow.amount, at - flow.since)
        for unit, book in ledger.books.items()
        for name, flow in book.flows.items()
    ]


def verify_chain(facts: Iterable[Posted]) -> bytes:
    """Return the head that these transactions lead to; where it is not the ledger's, the journal was changed."""
    head = GENESIS
    for posted in facts:
        head = _linked(head, _encode(posted))
    return head


def audit(ledger: Ledger) -> list[str]:
    """Return in full sentences what is wrong with the books: nothing, unless they were changed from outside."""
    wrong: list[str] = []
    for unit, book in ledger.books.items():
        if total := sum(book.members.values) + sum(book.system.values()):
            wrong.append(f"All accounts in {unit} together hold {total} instead of 0.")
        wrong += [
            f"Member {member} has {amount} {unit}." for member, amount in enumerate(book.members.values) if amount < 0
        ]
        held = sum(hold.amount for hold in ledger.holds.values() if hold.unit == unit)
        if held != book.system.get(HELD, 0):
            wrong.append(f"The open holds come to {held} {unit}, their account to {book.system.get(HELD, 0)}.")
        flowing = sum(flow.amount for flow in book.flows.values())
        if flowing != book.system.get(CLEARING, 0):
            wrong.append(f"The open flows come to {flowing} {unit}, their account to {book.system.get(CLEARING, 0)}.")
    return wrong


def apply(ledger: Ledger, posted: Posted, at: int) -> None:
    """Book a transaction at the instant `at` of its entry, or raise `InvariantBroken` and change nothing."""
    legs = dict(posted.legs)
    wrong = (
        _wrong_mark(ledger, posted)
        or _wrong_legs(ledger, posted, legs)
        or _wrong_hold(ledger, posted, legs, at)
        or _wrong_reversal(ledger, posted)
    )
    if wrong:
        raise InvariantBroken(f"Transaction {posted.tx} ({posted.kind}, {posted.key!r}) was not booked: {wrong}")
    _move(ledger, posted, at)
    _turn_hold(ledger, posted)
    _keep(ledger, posted)


def _wrong_mark(ledger: Ledger, posted: Posted) -> str:
    if posted.tx != ledger.last + 1:
        return f"the next number is {ledger.last + 1}."
    if not posted.key or posted.key in ledger.marks:
        return "a transaction has a key of its own."
    return ""


def _wrong_legs(ledger: Ledger, posted: Posted, legs: Mapping[int, int]) -> str:
    if len(legs) != len(posted.legs) or len(legs) < 2:  # noqa: PLR2004 - double entry
        return "its legs need two accounts or more, each named once."
    total = 0
    for account, amount in posted.legs:
        if type(amount) is not int:
            return f"{amount!r} is not an integer."
        if account <= 0 and account not in _SYSTEM:
            return f"there is no system account {account}."
        after = balance(ledger, account, posted.unit) + amount
        if not (0 if account > 0 else -MOST) <= after <= MOST or not -MOST <= amount <= MOST:
            return f"account {account} would hold {after}."
        total += amount
    if total:
        return f"its legs sum to {total} instead of 0."
    if posted.written_off != max(0, -legs.get(WRITTEN_OFF, 0)):
        return "what it says is written off is not what it books."
    if (CLEARING in legs) is not bool(posted.flow):
        return "a flow is named where CLEARING is moved, and only there."
    return ""


def _wrong_hold(ledger: Ledger, posted: Posted, legs: Mapping[int, int], at: int) -> str:
    moved = legs.get(HELD, 0)
    if posted.kind == "hold":
        payer = posted.legs[0][0]
        whole = legs == {payer: -moved, HELD: moved} and payer > 0 and moved > 0 and posted.due > 0 and not posted.hold
        return "" if whole else "a hold sets aside an amount of one member, by a due time."
    if posted.kind not in {"post", "void"}:
        return "only a hold, its settling and its voiding move HELD." if moved or posted.hold or posted.due else ""
    hold = ledger.holds.get(posted.hold)
    if hold is None or hold.unit != posted.unit or hold.amount != -moved:
        return f"it does not end hold {posted.hold} as it stands."
    if posted.kind == "void":
        return "" if legs.get(hold.member) == hold.amount else f"hold {posted.hold} goes back to its payer."
    return f"hold {posted.hold} was due at {hold.due}, and now is {at}." if hold.due <= at else ""


def _wrong_reversal(ledger: Ledger, posted: Posted) -> str:
    if posted.kind != "reversal":
        return "only a reversal reverses." if posted.reverses else ""
    if posted.reverses not in ledger.kept or posted.reverses in ledger.reversed_by:
        return f"transaction {posted.reverses} is not there to be reversed."
    return ""


def _move(ledger: Ledger, posted: Posted, at: int) -> None:
    book = ledger.books.get(posted.unit)
    if book is None:
        book = ledger.books[posted.unit] = Book()
    for account, amount in posted.legs:
        if account > 0:
            book.members[account] += amount
        else:
            book.system[account] = book.system.get(account, 0) + amount
        if account == CLEARING:
            _run(book, posted.flow, amount, at)


def _run(book: Book, name: str, amount: int, at: int) -> None:
    flow = book.flows.pop(name, None) or Flow(0, at)
    if flow.amount + amount:
        book.flows[name] = Flow(flow.amount + amount, flow.since)


def _turn_hold(ledger: Ledger, posted: Posted) -> None:
    if posted.kind == "hold":
        member, amount = posted.legs[0]
        ledger.holds[posted.tx] = Hold(member, posted.unit, -amount, posted.due)
    elif posted.hold:
        hold = ledger.holds.pop(posted.hold)
        if posted.kind == "post":
            ledger.payers[posted.tx] = hold.member
    elif posted.reverses:
        ledger.reversed_by[posted.reverses] = posted.tx


def _keep(ledger: Ledger, posted: Posted) -> None:
    encoded = _encode(posted)
    ledger.head = _linked(ledger.head, encoded)
    ledger.last = posted.tx
    ledger.marks[posted.key] = posted.tx
    ledger.kept[posted.tx] = encoded
    _forget(ledger, posted.tx - SHORT_KEPT, _ORDINARY)
    _forget(ledger, posted.tx - LONG_KEPT, None)


def _forget(ledger: Ledger, tx: int, kinds: frozenset[Kind] | None) -> None:
    old = transaction(ledger, tx)
    if old is None or (kinds is not None and old.kind not in kinds):
        return
    del ledger.kept[tx], ledger.marks[old.key]
    ledger.reversed_by.pop(tx, None)
    ledger.payers.pop(tx, None)


def _linked(head: bytes, encoded: bytes) -> bytes:
    return blake2b(head + encoded, digest_size=len(GENESIS)).digest()
