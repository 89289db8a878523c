"""A playbook made ready: what the decide loop, the reader and the intake run on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongpin.kernel.moment import ClockFace
    from tongpin.text.plan import TextPlan


@dataclass(frozen=True, slots=True)
class Compiled:
    """Version `version` of a community's playbook: settings by capability, and what to look for in texts.

    `scopes` numbers the chats that the playbook names, by their platform's id, from 1.
    """

    version: int
    language: str
    clock: ClockFace
    plan: TextPlan
    settings: Mapping[str, Any]
    card_separators: str = "-"
    scopes: Mapping[str, int] = field(default_factory=dict)
