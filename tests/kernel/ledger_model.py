"""The books once more in plain dicts, as slow and as plain as can be: what the ledger is compared with."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b

import msgspec

from tongpin.kernel.ledger import CLEARING, MOST, WRITTEN_OFF, Posted

Legs = dict[int, int]

KEPT = (1 << 16, 1 << 18)
"""How many transactions are kept: of ordinary kinds, and of the others."""
ORDINARY = {"grant", "expiry", "hold", "void"}


class Model:
    def __init__(self) -> None:
        self.at = 0
        self.head = bytes(32)
        self.kept = KEPT
        self.journal: list[tuple[Posted, int]] = []
        self.asked: list[tuple[str, tuple[object, ...]]] = []  # by transaction - 1: the function and what it was asked
        self.effects: list[Legs] = []  # by transaction - 1: what undoing it must undo
        self.holding: defaultdict[tuple[str, int], int] = defaultdict(int)
        self.undone: set[int] = set()
        self.holds: dict[int, tuple[str, int, int, int]] = {}  # unit, member, amount, due
        self.ended: set[int] = set()
        self.flows: dict[tuple[str, str], tuple[int, int]] = {}  # amount, since

    @property
    def last(self) -> int:
        return len(self.journal)

    def knows(self, tx: int) -> bool:
        """Whether a transaction can still be repeated or undone."""
        ordinary, others = self.kept
        return tx > self.last - (ordinary if self.journal[tx - 1][0].kind in ORDINARY else others)

    def known(self) -> list[Posted]:
        return [posted for posted, _ in self.journal if self.knows(posted.tx)]

    def covered(self, unit: str, wanted: Legs) -> Legs:
        """What can be moved of what was wanted: members are never below zero."""
        legs = dict(wanted)
        for account in [each for each in wanted if each > 0]:
            if (short := -(self.holding[unit, account] + wanted[account])) > 0:
                legs[account] += short
                legs[WRITTEN_OFF] = legs.get(WRITTEN_OFF, 0) - short
        return legs

    def fits(self, unit: str, legs: Legs) -> bool:
        return all(abs(self.holding[unit, account] + amount) <= MOST for account, amount in legs.items())

    def move(self, posted: Posted, name: str, asked: tuple[object, ...], legs: Legs) -> None:
        self.journal.append((posted, self.at))
        self.head = blake2b(self.head + msgspec.msgpack.encode(posted), digest_size=32).digest()
        self.asked.append((name, asked))
        self.effects.append(legs)
        for account, amount in legs.items():
            self.holding[posted.unit, account] += amount
        left, since = self.flows.pop((posted.unit, posted.flow), (0, self.at))
        if left + legs.get(CLEARING, 0):
            self.flows[posted.unit, posted.flow] = (left + legs.get(CLEARING, 0), since)

    def end(self, tx: int) -> None:
        """A hold is open no more."""
        del self.holds[tx]
        self.ended.add(tx)
