"""A version in words beside its lines, each leading to the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tongpin.console.playbook.places import address
from tongpin.console.playbook.reading import Version, chapters_of, read
from tongpin.console.playbook.widgets import language
from tongpin.kernel.playbook.plain import Sentence
from tongpin.kernel.playbook.section import Path

MOST_LINES = 3_000
"""Lines of the file that a page shows; the whole is there to be downloaded."""


class Saying(NamedTuple):
    """A sentence, where the form for it is, and its number on the page."""

    number: int
    said: str
    line: int


class Part(NamedTuple):
    """Sentences about the same; `rule` is the name of a rule whose decisions can be looked at."""

    about: str
    place: str
    rule: str
    sayings: Sequence[Saying]


class Said(NamedTuple):
    """A section in words."""

    name: str
    heading: str
    parts: Sequence[Part]


class Line(NamedTuple):
    """A line of the file; `saying` is the number of the sentence that it leads back to (0: none)."""

    number: int
    text: str
    saying: int
    is_comment: bool


def said_by(shown: Version) -> list[Said]:
    """Return what a version says, section by section; nothing where it cannot be read any more."""
    rules = _rules(shown)
    number, found = 0, []
    for chapter in chapters_of(shown.text, shown.files):
        parts: list[Part] = []
        for each in chapter.sentences:
            number += 1
            saying = Saying(number, each.said.spoken(language()), each.line)
            if each.about and parts and parts[-1].about == each.about:
                parts[-1] = parts[-1]._replace(sayings=[*parts[-1].sayings, saying])
            else:
                parts.append(Part(each.about, _place(each), rules.get(each.path, ""), [saying]))
        found.append(Said(chapter.name, chapter.heading.spoken(language()), parts))
    return found


def lines_of(text: str, said: Sequence[Said]) -> list[Line]:
    """Return the lines of a text, each with the first sentence that it says."""
    leading: dict[int, int] = {}
    for each in (each for chapter in said for part in chapter.parts for each in part.sayings):
        leading.setdefault(each.line, each.number)
    texts = text.removeprefix("\ufeff").splitlines()[:MOST_LINES]
    return [
        Line(number, each, leading.get(number, 0), each.lstrip().startswith("#"))
        for number, each in enumerate(texts, 1)
    ]


def _place(sentence: Sentence) -> str:
    """Return the place whose form changes what a sentence says: an item's own, else the section's."""
    return address(sentence.path) if sentence.about else address(sentence.path[:1])


def _rules(shown: Version) -> dict[Path, str]:
    """Return the names of the rules of speech by their places."""
    found = read(shown.text, shown.files).playbook
    rules = found.sections["conduct"].rules if found else ()
    return {("conduct", "rules", place): each.id for place, each in enumerate(rules)}
