"""Words of the books: what was posted to which account."""

from __future__ import annotations

from typing import Literal

from tongpin.kernel.words.base import Fact

ISSUED, WRITTEN_OFF, HELD, CLEARING = -1, -2, -3, -4
"""The system accounts: where amounts come from and go back to, what could not be taken, what lies in open
holds, what is on its way. They alone may be negative; members' accounts are their numbers."""

Leg = tuple[int, int]
"""(account, amount) in the smallest unit; an amount is added to its account."""

Kind = Literal["grant", "penalty", "hold", "post", "void", "reversal", "expiry", "adjust"]


class Posted(Fact, frozen=True):
    """One transaction of the books; its legs sum to zero.

    `cause` is what it stands for ("checked_in:123", "case:7"). The first leg names whom it concerns (of a grant to
    several: the first of them), with what was really taken or given; `written_off` is what could not be taken.
    `reverses` is the transaction that it undoes, `hold` the one that it ends. A hold ends by `due` (ms since the
    epoch). `flow` names the flow through CLEARING.
    """

    tx: int
    key: str
    unit: str
    legs: tuple[Leg, ...]
    kind: Kind
    cause: str
    reverses: int = 0
    written_off: int = 0
    hold: int = 0
    due: int = 0
    flow: str = ""
