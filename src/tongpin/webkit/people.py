"""What pages ask about people, whoever answers: settings name the answerer (`TONGPIN_PEOPLE`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    from tongpin.kernel.playbook.playbook import CommunitySection
    from tongpin.webkit.seat import Seat


class Name(NamedTuple):
    """How a member is shown: running number (0: never a member), name card ("" where there is none), duties by bit."""

    number: int
    card: str
    duties: int = 0


class People(Protocol):
    """Looks people up. All names of a page are asked for at once."""

    def seat(self, user: AbstractBaseUser | AnonymousUser, community: int) -> Seat | None:
        """Return the seat of an account in a community; None where there is no such community."""

    def communities(self, user: AbstractBaseUser | AnonymousUser) -> list[Seat]:
        """Return the seats of an account in all communities that know it."""

    def names(self, community: int, members: Iterable[int]) -> Mapping[int, Name]:
        """Return how members are shown, by member; those that are not known are left out."""

    def team(self, community: int) -> Mapping[int, Name]:
        """Return how the members who hold a duty are shown, by member."""

    def member_of(self, community: int, number: int) -> int:
        """Return the member who has a running number; 0 where nobody has."""

    def chat_names(self, community: int, chats: Iterable[int] | None = None) -> Mapping[int, str]:
        """Return how chats (None: all of them) are called: by their title, else by the platform's own id."""

    def about(self, community: int) -> CommunitySection:
        """Return what the playbook in force says of the community itself: purpose, values, zone, language."""

    def section(self, community: int, capability: str) -> Any:  # noqa: ANN401 - each capability knows the type of its own
        """Return a capability's section of the playbook in force."""


@cache
def people() -> People:
    """Return who answers."""
    found: People = import_string(settings.TONGPIN_PEOPLE)()
    return found
