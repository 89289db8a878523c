"""Who may see a page or do what it offers: one level a view, checked in one place (`project.gate`)."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpRequest

if TYPE_CHECKING:
    from tongpin.webkit.seat import Seat

View = TypeVar("View", bound=Callable[..., object])
LEVEL = "tongpin_access"
"""The attribute of a view that holds its level."""


class Access(IntEnum):
    """From the widest to the narrowest."""

    ANYONE = 0
    SIGNED_IN = 1
    KNOWN = 2
    """Belongs to the community or once did: his own cases and data stay open to him."""
    MEMBER = 3
    STEWARD = 4
    OWNER = 5


class PageRequest(HttpRequest):
    """A request of a community's page, as views see it behind the gate."""

    seat: Seat


def access(level: Access) -> Callable[[View], View]:
    """Say who may call a view; a view without this is refused to everybody."""

    def declared(view: View) -> View:
        setattr(view, LEVEL, level)
        return view

    return declared


def is_allowed(level: Access, seat: Seat) -> bool:
    """Say whether somebody with this seat may call a community's view of a level."""
    return {
        Access.ANYONE: True,
        Access.SIGNED_IN: True,
        Access.KNOWN: seat.is_known,
        Access.MEMBER: seat.is_member,
        Access.STEWARD: seat.is_steward,
        Access.OWNER: seat.is_owner,
    }[level]
