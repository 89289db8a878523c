"""Chance that anybody can recompute: a stream of numbers from a seed, the same on every machine."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")

_COUNTER_BYTES = 8
_DERIVED = b"tongpin.derive\0"
"""Longer than a counter, so that no derived seed is ever a block of the stream."""


def commitment(seed: bytes) -> bytes:
    """Return the SHA-256 of a seed: it can be shown before a draw without giving the draw away."""
    return sha256(seed).digest()


def derive(seed: bytes, *labels: str | int) -> bytes:
    """Return the seed of a sub-stream; a number and its digits are the same label, "ab", "c" and "a", "bc" are not."""
    named = [str(label).encode() for label in labels]
    return hmac.digest(seed, _DERIVED + b"".join(len(name).to_bytes(4, "big") + name for name in named), "sha256")


class Chance:
    """Numbers from HMAC-SHA256(seed, 0), HMAC-SHA256(seed, 1), ...; counters are eight bytes, big-endian."""

    __slots__ = ("_bytes", "_counter", "_seed")

    def __init__(self, seed: bytes) -> None:
        """Start the stream of `seed`."""
        self._seed = seed
        self._counter = 0
        self._bytes = b""

    def below(self, n: int) -> int:
        """Return a number from 0 to n - 1, each equally likely: what falls outside is drawn again."""
        if n < 1:
            raise ValueError(f"There is no number from 0 to below {n}.")
        bits = (n - 1).bit_length()
        while True:
            number = int.from_bytes(self._take((bits + 7) >> 3), "big") & ((1 << bits) - 1)
            if number < n:
                return number

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices, each equally likely; there must be one."""
        return choices[self.below(len(choices))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return the things in an order of which each is equally likely (Fisher-Yates, from the end)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def _take(self, count: int) -> bytes:
        while len(self._bytes) < count:
            self._bytes += hmac.digest(self._seed, self._counter.to_bytes(_COUNTER_BYTES, "big"), "sha256")
            self._counter += 1
        taken, self._bytes = self._bytes[:count], self._bytes[count:]
        return taken
