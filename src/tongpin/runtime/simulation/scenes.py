"""Scenes: dialogues and sayings with their slots filled, line by line, each said by somebody."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tongpin.runtime.simulation import material
from tongpin.runtime.simulation.material import Thread, Turn

if TYPE_CHECKING:
    from tongpin.kernel.chance import Chance
    from tongpin.runtime.simulation.people import Member

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_ROUNDED = 100
"""From here on, people say round numbers."""
_CALLED = 7
"""So many people a message calls that calls too many."""
UNSEEN = "\u200b"


class Line(NamedTuple):
    """What somebody says; `after` is the line that it replies to, -1 for none."""

    who: Member
    text: str
    after: int = -1


class Scene:
    """Lines that are said in a chat one after another, as far as they have come."""

    def __init__(self, chat: str, lines: Iterable[Line]) -> None:
        """Begin at the first line."""
        self.chat = chat
        self._lines = deque(lines)
        self._said: list[str] = []

    @property
    def next_speaker(self) -> Member | None:
        """Return whose turn it is; None at the end."""
        return self._lines[0].who if self._lines else None

    def take(self) -> tuple[Line, str]:
        """Return the next line, and the id of the message that it replies to."""
        line = self._lines.popleft()
        return line, self._said[line.after] if line.after >= 0 else ""

    def said(self, id_: str) -> None:
        """Take note of the id under which the line taken last was said."""
        self._said.append(id_)


def dialogue(thread: Thread, cast: Mapping[str, Member], chance: Chance) -> list[Line]:
    """Return the lines of a dialogue, said by whoever takes the roles."""
    filling = _Filling(cast, chance)
    lines: list[Line] = []
    latest: dict[str, int] = {}
    for place, turn in enumerate(thread.turns):
        text = filling.filled(turn.says, turn.role)
        lines.append(Line(cast[turn.role], text, latest.get(turn.to, -1)))
        latest[turn.role] = place
    return lines


def monologue(saying: Sequence[str], who: Member, chance: Chance, others: Sequence[Member] = ()) -> list[Line]:
    """Return the lines of a saying. `others` are at hand where somebody is called by name."""
    filling = _Filling({"self": who}, chance, others)
    return [Line(who, filling.filled(each, "self")) for each in saying]


def greeting(introduction: str, welcome: str, cast: Mapping[str, Member], chance: Chance) -> list[Line]:
    """Return how a newcomer is met: the roles are `newcomer` and `friend`."""
    turns = (Turn("newcomer", "", introduction), Turn("friend", "newcomer", welcome))
    return dialogue(Thread("", material.MAIN, material.HOURS[""], {}, turns), cast, chance)


class _Filling:
    """Fills slots. A word of a list stays the same within a scene, a number is another one each time."""

    def __init__(self, cast: Mapping[str, Member], chance: Chance, others: Sequence[Member] = ()) -> None:
        self._cast = cast
        self._chance = chance
        self._others = others
        self._chosen: dict[str, str] = {}

    def filled(self, says: str, role: str) -> str:
        return _SLOT.sub(lambda slot: self._value(slot[1], role), says)

    def _value(self, slot: str, role: str) -> str:
        limits = _RANGE.fullmatch(slot)
        if limits:
            return str(self._number(int(limits[1]), int(limits[2])))
        name, _, field = slot.partition(".")
        if name in self._cast:
            return str(getattr(self._cast[name].person, field or "nick"))
        if name in {"nick", "trade", "city"}:
            return str(getattr(self._cast[role].person, name))
        return self._made_up(name) or self._word(name)

    def _number(self, low: int, high: int) -> int:
        number = low + self._chance.below(high - low + 1)
        return number - number % 10 if low >= _ROUNDED else number

    def _made_up(self, name: str) -> str:
        if name == "zw":
            return UNSEEN
        if name == "phone":
            return f"1{30 + self._chance.below(70)}{self._chance.below(10**8):08d}"
        if name == "number":
            return str(100 + self._chance.below(9_900))
        if name == "at":
            return "".join(f"@{each.person.nick} " for each in self._chance.shuffled(self._others)[:_CALLED])
        return ""

    def _word(self, name: str) -> str:
        if name not in self._chosen:
            self._chosen[name] = self._chance.pick(material.words()[name])
        return self._chosen[name]
