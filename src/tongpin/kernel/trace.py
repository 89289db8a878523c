"""Why, and why not: what each rule said of a message, kept only while somebody asks."""

from __future__ import annotations

import msgspec


class Asked(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One rule's answer: `breach`, `clear`, or `not asked` with the reason in `because`."""

    rule: str
    line: int
    verdict: str
    measured: int = 0
    limit: int = 0
    because: str = ""


class Trace:
    """The answers for one entry, in the order in which the rules were asked."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[Asked] = []
