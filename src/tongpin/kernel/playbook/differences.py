"""What differs between two playbooks: in plain words, sentence by sentence, and in the file, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.plain import Chapter, Sentence

CONTEXT = 3
"""Lines that are shown around what differs."""
MOST_LINES = 5_000
"""Of longer texts, the part that differs is shown as one change, from its first line to its last."""

# --- sentence by sentence


class Change(NamedTuple):
    """A sentence that is new, gone, says something else now, or stands in another order.

    `before` is None where it was added, `after` where it is gone; `heading` is that of its chapter.
    """

    kind: Literal["added", "gone", "changed", "moved"]
    heading: Both
    before: Sentence | None
    after: Sentence | None


def changes(before: Sequence[Chapter], after: Sequence[Chapter]) -> list[Change]:
    """Compare two playbooks in plain words, chapter by chapter: what is new, else or moved, then what is gone."""
    old, new = ({chapter.name: chapter for chapter in chapters} for chapters in (before, after))
    found: list[Change] = []
    for name, chapter in {**old, **new}.items():
        sentences = [chapters[name].sentences if name in chapters else () for chapters in (old, new)]
        found += _changes(chapter.heading, *sentences)
    return found


def _changes(heading: Both, before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Change]:
    old, new = _unmatched(before, after)
    moved = _paired(old, new, _what)
    changed = {later: earlier for alike in _ALIKE for later, earlier in _paired(old, new, alike).items()}
    for sentence in after:
        if sentence in new:
            yield Change("added", heading, None, sentence)
        elif sentence in changed:
            yield Change("changed", heading, changed[sentence], sentence)
        elif sentence in moved and isinstance(sentence.path[-1], int):
            yield Change("moved", heading, moved[sentence], sentence)
    yield from (Change("gone", heading, sentence, None) for sentence in old)


def _unmatched(before: Sequence[Sentence], after: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Return what is left on either side when all that is the same in the same order is taken away."""
    matcher = SequenceMatcher(None, [*map(_what, before)], [*map(_what, after)], autojunk=False)
    old, new = list(before), list(after)
    for first, second, size in reversed(matcher.get_matching_blocks()):
        del old[first : first + size]
        del new[second : second + size]
    return old, new


def _paired(
    old: list[Sentence], new: list[Sentence], alike: Callable[[Sentence], Hashable]
) -> dict[Sentence, Sentence]:
    """Take out of both lists, in order, the sentences that are alike; return the earlier ones by the later."""
    waiting: dict[Hashable, list[Sentence]] = defaultdict(list)
    for sentence in old:
        waiting[alike(sentence)].append(sentence)
    pairs = {sentence: waiting[alike(sentence)].pop(0) for sentence in new if waiting[alike(sentence)]}
    for later, earlier in pairs.items():
        old.remove(earlier)
        new.remove(later)
    return pairs


def _what(sentence: Sentence) -> Hashable:
    return sentence.about, sentence.said


_ALIKE: tuple[Callable[[Sentence], Hashable], ...] = (
    lambda sentence: (sentence.about, sentence.path),
    lambda sentence: (sentence.about, tuple(step for step in sentence.path if isinstance(step, str))),
    lambda sentence: (sentence.said, sentence.path),
)
"""By what one sentence is known for what another has become, the surest sign first."""


# --- line by line


class Row(NamedTuple):
    """A row of two files side by side: line numbers from 1 and texts, 0 and empty where a side has no such line.

    A row that is `skipped` stands for so many `lines` that are the same in both, from these numbers on.
    """

    kind: Literal["same", "added", "gone", "changed", "skipped"]
    before: int
    after: int
    old: str = ""
    new: str = ""
    lines: int = 1


def rows(before: str, after: str, context: int = CONTEXT) -> list[Row]:
    """Compare two texts line by line; of what is the same, only so many lines around a difference are shown."""
    old, new = before.splitlines(), after.splitlines()
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    blocks = [
        (0, head, 0, head),
        *_blocks(old, new, head, tail),
        (len(old) - tail, len(old), len(new) - tail, len(new)),
    ]
    return list(_folded([row for block in blocks for row in _rows(old, new, *block)], context))


def _blocks(old: Sequence[str], new: Sequence[str], head: int, tail: int) -> Iterator[tuple[int, int, int, int]]:
    """Give what answers to what between the lines that both begin with and those that both end with."""
    last, end = len(old) - tail, len(new) - tail
    if max(last, end) - head > MOST_LINES:
        yield head, last, head, end
        return
    for _, *places in SequenceMatcher(None, old[head:last], new[head:end], autojunk=False).get_opcodes():
        first, after, start, stop = (place + head for place in places)
        yield first, after, start, stop


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items two lists begin with alike."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _rows(old: Sequence[str], new: Sequence[str], first: int, last: int, start: int, end: int) -> Iterator[Row]:
    both = min(last - first, end - start)
    for place in range(both):
        one, other = old[first + place], new[start + place]
        yield Row("same" if one == other else "changed", first + place + 1, start + place + 1, one, other)
    yield from (Row("gone", place + 1, 0, old[place]) for place in range(first + both, last))
    yield from (Row("added", 0, place + 1, "", new[place]) for place in range(start + both, end))


def _folded(rows_: Sequence[Row], context: int) -> Iterator[Row]:
    """Fold what is far from any difference; a single line is not worth folding."""
    differing = [place for place, row in enumerate(rows_) if row.kind != "same"]
    near = {place + step for place in differing for step in range(-context, context + 1)}
    run: list[Row] = []
    for place, row in enumerate(rows_):
        if place not in near:
            run.append(row)
            continue
        yield from _fold(run)
        run = []
        yield row
    yield from _fold(run)


def _fold(run: list[Row]) -> list[Row]:
    return [Row("skipped", run[0].before, run[0].after, lines=len(run))] if len(run) > 1 else run
