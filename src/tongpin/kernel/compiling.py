"""What a capability may ask for while its section is compiled: places in the text plan, lines of the playbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongpin.text.plan import TextPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tongpin.kernel.moment import ClockFace


class Compiling:
    """Collects the words and patterns that all rules look for, so that a text is scanned once.

    A rule on doubles sets `fingerprints`; the form of name cards sets `card_separators`; `chat_scopes` numbers the
    chats that the playbook names, from 1.
    `line_of(path)` tells the playbook line of a value, e.g. `("conduct", "rules", 2)`; 0 where the file has none.
    """

    def __init__(self, clock: ClockFace, line_of: Callable[[tuple[str | int, ...]], int]) -> None:
        """Start with an empty plan."""
        self.clock = clock
        self.line_of = line_of
        self.words: list[str] = []
        self.patterns: list[str] = []
        self.fingerprints = False
        self.card_separators = "-"
        self.chat_scopes: dict[str, int] = {}
        self._word_lists: list[frozenset[int]] = []
        self._pattern_lists: list[frozenset[int]] = []
        self._word_index: dict[str, int] = {}
        self._pattern_index: dict[str, int] = {}

    def word_indexes(self, words: Sequence[str]) -> frozenset[int]:
        """Ask for words to be looked for and return the indexes that `Hit.index` will have."""
        indexes = frozenset(_place(word, self.words, self._word_index) for word in words)
        self._word_lists.append(indexes)
        return indexes

    def pattern_indexes(self, patterns: Sequence[str]) -> frozenset[int]:
        """Ask for RE2 patterns to be looked for and return the indexes that `Hit.index` will have."""
        indexes = frozenset(_place(pattern, self.patterns, self._pattern_index) for pattern in patterns)
        self._pattern_lists.append(indexes)
        return indexes

    def scopes(self, chats: Sequence[str]) -> frozenset[int]:
        """Ask for chats to be told apart and return the scopes that `MessagePosted.scope` will have in them."""
        return frozenset(self.chat_scopes.setdefault(chat, len(self.chat_scopes) + 1) for chat in chats)

    def plan(self, key: bytes) -> TextPlan:
        """Return what all sections together want read; `key` keys the fingerprints."""
        return TextPlan(
            tuple(self.words),
            tuple(self.patterns),
            self.fingerprints,
            key,
            tuple(self._word_lists),
            tuple(self._pattern_lists),
        )


def _place(item: str, items: list[str], index: dict[str, int]) -> int:
    place = index.get(item)
    if place is None:
        place = index[item] = len(items)
        items.append(item)
    return place
