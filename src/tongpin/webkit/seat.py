"""Who asks for a page, in which community: all that pages may know of the person in front of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from tongpin.kernel.standing import DUTIES, OWNER, STEWARD

WEBCHAT = "webchat"
"""The source of everything that enters by pages, and of the built-in chat."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An account's place in a community. `member` and `number` are 0 for somebody who never belonged to it.

    `external` is the account's id on the source `WEBCHAT`; times are milliseconds since the epoch, 0 means never.
    """

    community: int
    community_name: str
    external: str = ""
    member: int = 0
    number: int = 0
    name: str = ""
    duties: int = 0
    joined: int = 0
    muted_until: int = 0
    balance: int = 0
    zone: str = "Asia/Shanghai"

    @property
    def is_known(self) -> bool:
        """Say whether the person belongs to the community or once did."""
        return self.number > 0

    @property
    def is_member(self) -> bool:
        """Say whether the person belongs to the community now."""
        return self.joined > 0

    @property
    def is_steward(self) -> bool:
        """Say whether the person holds the duty steward or owner now; the kernel decides on what he asks for."""
        return self.is_member and bool(self.duties & (STEWARD | OWNER))

    @property
    def is_owner(self) -> bool:
        """Say whether the person holds the duty owner now."""
        return self.is_member and bool(self.duties & OWNER)

    @property
    def duty_names(self) -> list[str]:
        """Return the names of the duties held, the gravest first."""
        return [name for bit, name in enumerate(DUTIES) if self.duties & 1 << bit]
