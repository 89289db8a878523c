"""Decks: nothing comes again before everything else has come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from tongpin.kernel.chance import Chance

T = TypeVar("T")


class Deck(Generic[T]):
    """Things, at least one, in an order of chance that goes round."""

    def __init__(self, things: Sequence[T], chance: Chance, ahead: int = 0) -> None:
        """Shuffle once; begin `ahead` draws before the first, so that those come that end the round."""
        self._things = deque(chance.shuffled(things))
        self._things.rotate(ahead)

    def draw(self) -> T:
        """Return the first, and put it at the end."""
        self._things.rotate(-1)
        return self._things[-1]

    def draw_where(self, fits: Callable[[T], bool]) -> T:
        """Return the first that fits, and put it at the end; raises LookupError where none does."""
        for place, thing in enumerate(self._things):
            if fits(thing):
                del self._things[place]
                self._things.append(thing)
                return thing
        raise LookupError("Nothing in the deck fits.")
