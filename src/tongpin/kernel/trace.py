"""Why, and why not: what each rule said of a message, kept only while somebody asks."""

from __future__ import annotations

import msgspec


class Asked(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One rule's answer: `breach`, `clear`, or `not asked` with the reason in `because`.

    `measured` and `limit` are in the unit of the rule's `kind`, of which its capability has sentences. `marks` are
    (start, end) positions in the text, `weight` tells which of several breaches stands.
    """

    rule: str
    line: int
    verdict: str
    measured: int = 0
    limit: int = 0
    because: str = ""
    kind: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    weight: int = 0


class Trace:
    """The answers for one entry, in the order in which the rules were asked."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[Asked] = []
