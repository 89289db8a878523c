"""Who of those that are here takes which role of a dialogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tongpin.runtime.simulation.people import Member

if TYPE_CHECKING:
    from tongpin.kernel.chance import Chance
    from tongpin.runtime.simulation.material import Thread

ANY = "any"
"""The trade of a role that anybody may take."""

ROLES = {
    "leader": ("expert",),
    "regular": ("asker", "expert", "friend"),
    "newcomer": ("asker", "newcomer"),
    "lurker": ("friend",),
    "advertiser": ("advertiser",),
    "quarreller": ("hothead", "rival"),
}
"""Which roles a persona takes. Beside them there is a role for each trait, and `host` for stewards."""
_SPARE = "spare"
"""The role of whoever steps in where nobody fits better."""
_SILENT = frozenset({"advertiser", "quarreller"})
_TRIES = 12


class Company:
    """Those who are here. `may_speak` says of each whether he may be asked at present."""

    def __init__(self, members: Iterable[Member], may_speak: Callable[[Member], bool] = lambda _member: True) -> None:
        """Know these members; more may come."""
        self.may_speak = may_speak
        self._pools: defaultdict[tuple[str, str], list[Member]] = defaultdict(list)
        self._by_id: dict[str, Member] = {}
        for each in members:
            self.welcome(each)

    def member(self, external: str) -> Member | None:
        """Return the one with this id on the platform."""
        return self._by_id.get(external)

    def welcome(self, member: Member) -> None:
        """Know one more."""
        self._by_id[member.external] = member
        for role in _roles_of(member):
            self._pools[role, ANY].append(member)
            self._pools[role, member.person.group].append(member)
            self._pools[role, member.person.trade].append(member)

    def cast(self, thread: Thread, chance: Chance) -> dict[str, Member]:
        """Return who takes which role of a dialogue, all of them different people; nobody where there are too few."""
        taken: dict[str, Member] = {}
        for role in dict.fromkeys(turn.role for turn in thread.turns):
            member = self.take(role, thread.cast.get(role, ANY), chance, taken.values())
            if member is None:
                return {}
            taken[role] = member
        return taken

    def take(self, role: str, trade: str, chance: Chance, taken: Iterable[Member] = ()) -> Member | None:
        """Return somebody for a role who is not taken, of the trade (or group of trades) if there is one."""
        others = {each.place for each in taken}
        keys = ((role, trade), (_SPARE, trade), (role, ANY), (_SPARE, ANY))
        found = (self._one_of(self._pools[key], chance, others) for key in keys)
        return next((each for each in found if each is not None), None)

    def _one_of(self, pool: Sequence[Member], chance: Chance, taken: Container[int]) -> Member | None:
        """Return one of a pool by chance; of a large one, a few are looked at."""
        if len(pool) > _TRIES:
            pool = [chance.pick(pool) for _ in range(_TRIES)]
        free = [each for each in pool if each.place not in taken and self.may_speak(each)]
        return chance.pick(free) if free else None


def _roles_of(member: Member) -> Iterator[str]:
    yield from ROLES[member.persona.name]
    if member.trait:
        yield member.trait
    if member.duty == "steward":
        yield "host"
    if member.persona.name not in _SILENT:
        yield _SPARE
