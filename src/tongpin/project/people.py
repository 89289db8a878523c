"""Who people are to pages: read from the registry and the members' read table, a constant number of queries a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tongpin.capabilities.members.models import Member
from tongpin.connectors.webchat.models import Room
from tongpin.journal.models import Chat, Community, Identity, PlaybookVersion, Text
from tongpin.kernel.playbook.playbook import CommunitySection, Playbook
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.playbooks import read_version
from tongpin.webkit.people import Name, people
from tongpin.webkit.seat import WEBCHAT, Seat

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


class JournalPeople:
    """Answers from what the engine has written."""

    def seat(self, user: AbstractBaseUser | AnonymousUser, community: int) -> Seat | None:
        """Return the seat of an account in a community; None where there is no such community."""
        found = Community.objects.filter(id=community).only("id", "name").first()
        return None if found is None else _seat(user, found)

    def communities(self, user: AbstractBaseUser | AnonymousUser) -> list[Seat]:
        """Return the seats of an account in all communities that know it."""
        external = getattr(user, "external", "")
        if not external:
            return []
        known = Identity.objects.filter(source=WEBCHAT, external=external).values_list("community", flat=True)
        return [_seat(user, each) for each in Community.objects.filter(id__in=list(known)).order_by("id")]

    def names(self, community: int, members: Iterable[int]) -> Mapping[int, Name]:
        """Return how members are shown, by member."""
        asked = {each for each in members if each}
        return _names(Member.objects.filter(community=community, member__in=asked))

    def team(self, community: int) -> Mapping[int, Name]:
        """Return how the members who hold a duty are shown, by member."""
        return _names(Member.objects.filter(community=community, duties__gt=0))

    def member_of(self, community: int, number: int) -> int:
        """Return the member who has a running number; 0 where nobody has."""
        found = Member.objects.filter(community=community, number=number).values_list("member", flat=True)
        return found.first() or 0

    def chat_names(self, community: int, chats: Iterable[int] | None = None) -> Mapping[int, str]:
        """Return how chats (None: all of them) are called: by their title, else by the platform's own id."""
        known = Chat.objects.filter(community=community)
        opened = Room.objects.filter(community=community)
        if chats is not None:
            known, opened = known.filter(number__in=set(chats)), opened.filter(chat__in=set(chats))
        titles = dict(opened.values_list("chat", "text"))
        said = _bodies(community, list(titles.values()))
        return {each.number: said.get(titles.get(each.number, 0)) or str(each) for each in known.order_by("number")}

    def about(self, community: int) -> CommunitySection:
        """Return what the playbook in force says of the community itself."""
        return _in_force(community).community

    def section(self, community: int, capability: str) -> Any:  # noqa: ANN401 - each capability knows the type of its own
        """Return a capability's section of the playbook in force."""
        return _in_force(community).sections[capability]


def _seat(user: AbstractBaseUser | AnonymousUser, community: Community) -> Seat:
    zone = people().about(community.id).zone
    external = getattr(user, "external", "")
    member = external and (
        Identity.objects.filter(community=community.id, source=WEBCHAT, external=external)
        .values_list("member", flat=True)
        .first()
    )
    if not member:
        return Seat(community.id, community.name, external, zone=zone)
    row = Member.objects.filter(community=community.id, member=member).first()
    if row is None:
        return Seat(community.id, community.name, external, member, zone=zone)
    return Seat(
        community=community.id,
        community_name=community.name,
        external=external,
        member=member,
        number=row.number,
        name=_bodies(community.id, [row.card]).get(row.card, ""),
        duties=row.duties,
        joined=row.joined,
        muted_until=row.muted_until,
        balance=row.balance,
        zone=zone,
    )


def _names(rows: QuerySet[Member]) -> dict[int, Name]:
    found = list(rows.values_list("community", "member", "number", "card", "duties"))
    cards = _bodies(found[0][0], [card for *_, card, _ in found if card]) if found else {}
    return {member: Name(number, cards.get(card, ""), duties) for _, member, number, card, duties in found}


def _bodies(community: int, numbers: list[int]) -> dict[int, str]:
    if not numbers:
        return {}
    return dict(Text.objects.filter(community=community, number__in=numbers).values_list("number", "body"))


def _in_force(community: int) -> Playbook:
    versions = PlaybookVersion.objects.filter(community=community).order_by("-version")
    return _playbook(community, *(versions.values_list("version", "at").first() or (0, 0)))


@lru_cache(maxsize=256)
def _playbook(community: int, version: int, _at: int) -> Playbook:
    """Read a version, once; when it was adopted tells it from one of another database."""
    found = PlaybookVersion.objects.filter(community=community, version=version).first()
    return read_version(found.body if found else "", CAPABILITIES)
