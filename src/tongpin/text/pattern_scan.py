"""Finds the patterns of a plan in a batch: first which of them match at all, then where."""

from collections.abc import Iterator, Sequence

import re2

from tongpin.text.batch import Batch
from tongpin.text.patterns import MEMORY, compile_pattern, options
from tongpin.text.reading import Hit

SET_MEMORY = 32 << 20
"""Bytes that all patterns together may take, beside the share of each."""
WITNESS = "\U0010ffff"
"""Stands behind every batch and matches a pattern of its own: if that is not reported, RE2 ran out of memory and is
silent about it. Then every pattern is tried by itself."""


class PatternScan:
    """Patterns that `compile_pattern` takes; any other raises its `PatternError`."""

    def __init__(self, patterns: Sequence[str], lists: Sequence[frozenset[int]] = ()) -> None:
        self._lists = lists
        self._patterns = [compile_pattern(pattern) for pattern in patterns]
        self._all = re2.Set.SearchSet(options(SET_MEMORY + MEMORY * len(patterns)))
        for source in [*(pattern.source for pattern in self._patterns), WITNESS]:
            self._all.Add(source)
        self._all.Compile()

    def find(self, batch: Batch) -> dict[int, tuple[Hit, ...]]:
        """For each text that any pattern matches: where each first does, in the order of their places, at most
        `HITS_CAP`. A match of no characters is none.
        """
        found: dict[int, list[tuple[int, int, int]]] = {}
        for index in self._suspects(batch.data):
            for text, start, end in self._matches(index, batch):
                found.setdefault(text, []).append((start, end, index))
        return {text: batch.hits(text, places, self._lists) for text, places in found.items()}

    def _suspects(self, data: bytes) -> Sequence[int]:
        witness = len(self._patterns)
        matched: list[int] = sorted(self._all.Match(data + WITNESS.encode()))
        return matched[:-1] if matched[-1:] == [witness] else range(witness)

    def _matches(self, index: int, batch: Batch) -> Iterator[tuple[int, int, int]]:
        """The first match in each text that has one."""
        search, data, position = self._patterns[index].compiled.search, batch.data, 0
        while position < len(data) and (match := search(data, position)):
            start, end = match.span()
            if start == end:
                position = end + 1
                continue
            text = batch.text_at(start)
            yield text, start, end
            position = batch.byte_ends[text] + 1
