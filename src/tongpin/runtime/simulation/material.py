"""The material of simulated talk, read once from `talk/*.yaml`: dialogues, single sayings, people and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ruamel.yaml import YAML


class Chat(NamedTuple):
    """A chat of the simulated community: its id on the platform and its title."""

    id: str
    title: str


CHATS = (Chat("main", "主群"), Chat("sharing", "经验分享"), Chat("matching", "资源对接"))
MAIN = CHATS[0].id

HOURS: Mapping[str, frozenset[int]] = {
    "": frozenset(range(24)),
    "morning": frozenset(range(6, 11)),
    "noon": frozenset(range(11, 14)),
    "evening": frozenset(range(17, 22)),
    "night": frozenset({22, 23, 0, 1, 2, 3, 4, 5}),
}
"""The hours of the day to which a dialogue belongs."""


class Turn(NamedTuple):
    """One line of a dialogue; `to` is the role that it replies to, or empty. `says` has `{slots}`."""

    role: str
    to: str
    says: str


class Thread(NamedTuple):
    """A dialogue. `cast` says of which trade, or group of trades, a role is, where that matters."""

    title: str
    chat: str
    hours: frozenset[int]
    cast: Mapping[str, str]
    turns: tuple[Turn, ...]


class Person(NamedTuple):
    """Somebody invented: nickname, trade, city, and the group of the trade."""

    nick: str
    trade: str
    city: str
    group: str


class People(NamedTuple):
    """Who lives in the community, who joins later, and the nicknames of those who come to advertise only."""

    members: tuple[Person, ...]
    newcomers: tuple[Person, ...]
    strangers: tuple[str, ...]


Sayings = Mapping[str, tuple[tuple[str, ...], ...]]
"""Single sayings by kind. One saying is said in one go, as a rule in one message."""


@cache
def threads() -> tuple[Thread, ...]:
    """Return all dialogues but quarrels."""
    return tuple(_thread(each, chat.id) for chat in CHATS for each in _load(chat.id))


@cache
def quarrels() -> tuple[Thread, ...]:
    """Return the quarrels."""
    return tuple(_thread(each, MAIN) for each in _load("quarrels"))


@cache
def sayings() -> Sayings:
    """Return the single sayings: those that break rules, and those of occasions."""
    return {kind: tuple(map(_saying, said)) for name in ("lines", "breaches") for kind, said in _load(name).items()}


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return what fills the slots, by the slot's name."""
    return {slot: tuple(choices) for slot, choices in _load("words").items()}


@cache
def people() -> People:
    """Return everybody, in the order in which they come."""
    loaded = _load("people")
    leaders = (_person(*each.rsplit(maxsplit=1)) for each in loaded["leaders"])
    return People(
        (*leaders, *_mixed(loaded["members"])), tuple(_mixed(loaded["newcomers"])), tuple(loaded["strangers"])
    )


def _load(name: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    return YAML(typ="safe").load(files(__package__).joinpath("talk", f"{name}.yaml").read_text("utf-8"))


def _thread(written: Mapping[str, Any], chat: str) -> Thread:
    turns = tuple(map(_turn, written["talk"].splitlines()))
    hours = HOURS[written.get("when", "")]
    return Thread(written["thread"], written.get("chat", chat), hours, written.get("cast", {}), turns)


def _turn(line: str) -> Turn:
    head, _, says = line.partition(": ")
    role, _, to = head.partition(" > ")
    return Turn(role, to, says)


def _saying(said: str | Sequence[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _person(described: str, group: str) -> Person:
    nick, trade, city = described.split()
    return Person(nick, trade, city, group)


def _mixed(groups: Mapping[str, Sequence[str]]) -> Iterable[Person]:
    """Return the people of all groups, each group spread evenly over the whole."""
    placed = [
        ((place + 0.5) / len(described), _person(each, group))
        for group, described in groups.items()
        for place, each in enumerate(described)
    ]
    return (person for _, person in sorted(placed))
