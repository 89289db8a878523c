"""The contract of a connector: what it can do in a chat, how it is told, and what it says became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import msgspec

from tongpin.kernel.projection import Projection
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Action


class Support(StrEnum):
    """How a platform does an act in a chat: by itself, by other means, by a human's hand, or not at all."""

    NATIVE = "native"
    EMULATED = "emulated"
    HUMAN = "human"
    IMPOSSIBLE = "impossible"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Action `index` of entry `n` of a community, with the platform's own ids ("" where there is none)."""

    community: int
    n: int
    index: int
    action: Action
    chat: str
    member: str = ""
    message: str = ""
    text: str = ""
    """What is to be said, in the chat's language."""

    @property
    def key(self) -> str:
        """The idempotency key: the same whenever this order is given again."""
        return f"{self.community}-{self.n}-{self.index}"


class Done(msgspec.Struct, frozen=True):
    """It is so now (or was so already)."""

    note: str = ""


class Refused(msgspec.Struct, frozen=True):
    """The platform will not do it, however often it is asked."""

    reason: str


class RetryAfter(msgspec.Struct, frozen=True):
    """Nothing was done; ask again after `ms` milliseconds (0: whenever it suits)."""

    ms: int
    reason: str = ""


class Unknown(msgspec.Struct, frozen=True):
    """The call was cut off: it may have been done or not."""

    reason: str


Outcome = Done | Refused | RetryAfter | Unknown
Submit = Callable[[Arrival], Awaitable[None]]
"""Hands in an arrival; returns when it is on disk, so that only then it is acknowledged to the platform."""


@dataclass(frozen=True, slots=True)
class Platform:
    """The door of a connector that keeps read tables of its own; `name` is the source of its arrivals."""

    name: str
    projection: Projection


class Connector(Protocol):
    """One account on one platform.

    `name` is the source of its arrivals. `keyed` says that the platform takes an order's key and does an order
    once, however often it comes: only then is an order that was cut off half-way given again.
    """

    name: str
    keyed: bool

    def support(self, kind: type[Action], chat: str) -> Support:
        """Say how this act is done in this chat, as far as is known now."""

    async def carry_out(self, order: Order) -> Outcome:
        """Do what is asked and say what became of it; never raises for what a platform may answer."""

    async def listen(self, submit: Submit) -> None:
        """Hand in what happens on the platform, in order, until cancelled or at its end."""
