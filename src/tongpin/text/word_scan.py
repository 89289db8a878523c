"""Finds the words of a plan: one pass over a batch, however many words there are."""

from collections.abc import Sequence

from ahocorasick_rs import BytesAhoCorasick, Implementation

from tongpin.text.batch import Batch
from tongpin.text.folding import fold
from tongpin.text.reading import Hit

LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")


class WordScan:
    """Words are compared folded. One written in Latin letters and digits counts only where no other letter or digit
    touches it, a Chinese word anywhere, one of nothing but invisible characters never.
    """

    def __init__(self, words: Sequence[str], lists: Sequence[frozenset[int]] = (), *, roomy: bool = False) -> None:
        """`roomy` takes some three hundred bytes of memory for each byte of the words, and finds in half the time."""
        self._lists = lists
        indexes: dict[bytes, list[int]] = {}
        for index, word in enumerate(words):
            if plain := fold(word).strip():
                indexes.setdefault(plain.encode(), []).append(index)
        self._indexes = list(indexes.values())
        self._bounds = [bounds(plain) for plain in indexes]
        self._automaton = BytesAhoCorasick(list(indexes), implementation=Implementation.DFA if roomy else None)

    def find(self, batch: Batch) -> dict[int, tuple[Hit, ...]]:
        """For each text that holds any: its words in the order of their places, no more than `HITS_CAP` allows."""
        found: dict[int, dict[int, tuple[int, int]]] = {}
        for word, start, end in self._automaton.find_matches_as_indexes(batch.data, overlapping=True):
            if self._stands_alone(word, batch.data, start, end):
                found.setdefault(batch.text_at(start), {}).setdefault(word, (start, end))
        return {text: batch.hits(text, self._places(words), self._lists) for text, words in found.items()}

    def _stands_alone(self, word: int, data: bytes, start: int, end: int) -> bool:
        at_start, at_end = self._bounds[word]
        # The first text has no byte before it: -1 is the newline at the end.
        return not (at_start and data[start - 1] in LETTERS) and not (at_end and data[end] in LETTERS)

    def _places(self, words: dict[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
        return [(*place, index) for word, place in words.items() for index in self._indexes[word]]


def bounds(plain: bytes) -> tuple[bool, bool]:
    """Whether the word may not be touched by a letter before it, and after it."""
    if not plain.isascii():
        return False, False
    return plain[0] in LETTERS, plain[-1] in LETTERS
