"""Two changes of the same text put together, line by line, where they do not touch one another."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

MOST_LINES = 5_000
"""Longer texts are not put together: comparing takes the square of their lines."""


class _Cut(NamedTuple):
    """Lines from `start` on and before `end`, and what takes their place."""

    start: int
    end: int
    lines: Sequence[str]


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return the base with both changes; None where they touch the same lines."""
    lines = base.splitlines(keepends=True)
    if max(base.count("\n"), mine.count("\n"), theirs.count("\n")) > MOST_LINES:
        return None
    cuts = sorted({*_cuts(lines, mine), *_cuts(lines, theirs)}, key=lambda each: each[:2])
    if any(after.start <= before.end for before, after in pairwise(cuts)):
        return None
    for start, end, new in reversed(cuts):
        lines[start:end] = new
    return "".join(lines)


def _cuts(lines: Sequence[str], text: str) -> list[_Cut]:
    new = text.splitlines(keepends=True)
    codes = SequenceMatcher(None, lines, new, autojunk=False).get_opcodes()
    return [_Cut(start, end, tuple(new[first:last])) for kind, start, end, first, last in codes if kind != "equal"]
