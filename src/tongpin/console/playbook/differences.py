"""What parts two texts of a playbook, in words and in lines, as pages show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import ngettext

from tongpin.console.playbook.reading import Version, chapters_of
from tongpin.console.playbook.widgets import language
from tongpin.kernel.playbook import differences
from tongpin.kernel.playbook.plain import Sentence


class Row(NamedTuple):
    """A line of a difference: `kind` is added, taken, same or place; line numbers before and after."""

    kind: str
    text: str
    before: int | None = None
    after: int | None = None


class Saying(NamedTuple):
    """What became of a sentence: added, gone, changed or moved; what it is about, and what it said and says."""

    kind: str
    about: str
    gone: str
    come: str


class Chapter(NamedTuple):
    """The sentences of one section that differ."""

    heading: str
    sayings: Sequence[Saying]


class Difference(NamedTuple):
    """Both ways to say it. `is_said` is false where one of the texts cannot be put into words."""

    chapters: Sequence[Chapter]
    rows: Sequence[Row]
    is_said: bool


def between(old: Version, new: Version) -> Difference:
    """Compare two versions, or a version and a draft."""
    chapters = _in_words(old, new)
    return Difference(chapters or (), list(_in_lines(old.text, new.text)), chapters is not None)


def changed_sentences(old: Version, new: Version) -> int:
    """Return how many sentences differ; 0 where that cannot be said."""
    chapters = _in_words(old, new) or ()
    return sum(len(each.sayings) for each in chapters)


def _in_words(old: Version, new: Version) -> list[Chapter] | None:
    before, after = chapters_of(old.text, old.files), chapters_of(new.text, new.files)
    if not before or not after:
        return None
    found = groupby(differences.changes(before, after), lambda each: each.heading)
    return [Chapter(heading.spoken(language()), list(map(_saying, group))) for heading, group in found]


def _saying(change: differences.Change) -> Saying:
    either = change.after or change.before
    about = either.about if either else ""
    return Saying(change.kind, about, _spoken(change.before), _spoken(change.after))


def _spoken(sentence: Sentence | None) -> str:
    return sentence.said.spoken(language()) if sentence else ""


def _in_lines(old: str, new: str) -> Iterator[Row]:
    rows = differences.rows(old, new)
    if all(row.kind in {"same", "skipped"} for row in rows):
        return
    for kind, group in groupby(rows, lambda each: each.kind):
        alike = list(group)
        if kind == "skipped":
            yield from (Row("place", _same(each.lines)) for each in alike)
        if kind == "same":
            yield from (Row("same", each.new, each.before, each.after) for each in alike)
        if kind in {"gone", "changed"}:
            yield from (Row("taken", each.old, each.before) for each in alike)
        if kind in {"added", "changed"}:
            yield from (Row("added", each.new, None, each.after) for each in alike)


def _same(lines: int) -> str:
    return ngettext("{count} line as before", "{count} lines as before", lines).format(count=lines)
