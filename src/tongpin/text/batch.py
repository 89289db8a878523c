"""Many texts as one buffer: folded by one look-up, scanned in one go, and told apart again by position."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tongpin.text.folding import NONE, SPACE, table
from tongpin.text.reading import HITS_CAP, LENGTH_CAP, Hit

NEWLINE = 0x0A
"""Stands after each text. Folding leaves none inside of one, so no match that avoids it crosses two texts."""


Place = tuple[int, int, int]
"""A match: its first byte in `data`, the byte after it, and what matched."""


class Batch:
    """Texts, folded. Positions in `data` are bytes of UTF-8; `cut` names the texts of which only the head is here."""

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.fromiter(map(len, texts), np.intp, len(texts))
        self.cut = set(np.flatnonzero(lengths > LENGTH_CAP).tolist())
        if self.cut:
            texts = [text[:LENGTH_CAP] for text in texts]
        joined = "\n".join(texts) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self._ends = np.cumsum(np.minimum(lengths, LENGTH_CAP) + 1) - 1
        plain = table()[codes]
        plain[self._ends] = NEWLINE
        self._kept = plain != NONE
        self._codes = plain[self._kept]
        self.data: bytes = self._codes.tobytes().decode("utf-32-le").encode()

    @cached_property
    def byte_ends(self) -> list[int]:
        """Where each text ends in `data`."""
        return np.flatnonzero(np.frombuffer(self.data, np.uint8) == NEWLINE).tolist()

    def lengths(self) -> list[int]:
        """How many characters are seen of each text."""
        counts = np.cumsum(self._codes > SPACE)[self._codes == NEWLINE]
        lengths: list[int] = np.diff(counts, prepend=0).tolist()
        return lengths

    def contents(self) -> list[bytes]:
        """What is seen of each text, as UTF-8."""
        return self.data.replace(b" ", b"").split(b"\n")[:-1]

    def text_at(self, position: int) -> int:
        """Which text holds this byte of `data`."""
        return bisect_left(self.byte_ends, position)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each text begins, in the original buffer and among the kept code points."""
        return [0, *(self._ends + 1).tolist()], [0, *(np.flatnonzero(self._codes == NEWLINE) + 1).tolist()]

    @cached_property
    def _originals(self) -> npt.NDArray[np.intp]:
        """The place of each kept code point in the original buffer."""
        return np.flatnonzero(self._kept)

    def hits(self, text: int, places: list[Place], lists: Sequence[frozenset[int]]) -> tuple[Hit, ...]:
        """The matches of one text that are named, told by their places in the original text."""
        places.sort()
        named = places if len(places) <= HITS_CAP else capped(places, lists)
        return tuple(self._hit(text, start, end, index) for start, end, index in named)

    def _hit(self, text: int, start: int, end: int, index: int) -> Hit:
        originals, kept = self._starts
        text_start = self.byte_ends[text - 1] + 1 if text else 0
        first = kept[text] + len(self.data[text_start:start].decode())
        last = first + len(self.data[start:end].decode()) - 1
        origin = originals[text]
        return Hit(index, int(self._originals[first]) - origin, int(self._originals[last]) + 1 - origin)


def capped(places: list[Place], lists: Sequence[frozenset[int]]) -> list[Place]:
    """The first `HITS_CAP`, and the first on each list that none of these is on."""
    named = places[:HITS_CAP]
    for each in lists:
        first = next((place for place in places if place[2] in each), None)
        if first is not None and not any(index in each for _, _, index in named):
            named.append(first)
    return sorted(named)
