"""What a capability shows: its routes, and what it contributes to pages that the shells put together.

Each capability that has pages says so in its `pages.py`; settings list them (`TONGPIN_PAGES`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import URLPattern, URLResolver
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from tongpin.kernel.playbook.bilingual import Both
from tongpin.webkit.seat import Seat

Said = str | Promise
"""Words that a person reads, translated when they are shown."""
Routes = Sequence[URLPattern | URLResolver]


class Span(NamedTuple):
    """A stretch of time: from `since` on and before `until`, in milliseconds since the epoch."""

    since: int
    until: int

    @property
    def before(self) -> Span:
        """Return the stretch of the same length that ends where this one begins."""
        return Span(2 * self.since - self.until, self.since)


class Figure(NamedTuple):
    """One number of a span, beside that of the span before; `href` leads to the rows behind it."""

    name: str
    label: Said
    value: int
    before: int
    href: str
    rising_is_good: bool = True


class Waiting(NamedTuple):
    """Something that a human has to decide: what it is, since when (ms), by when (ms; 0: no term), where."""

    what: Said
    since: int
    due: int
    href: str


class Deed(NamedTuple):
    """What happened, in one sentence: when (ms), what, an icon's name, where it is told; `by` 0 is the machine."""

    at: int
    what: Said
    icon: str
    href: str = ""
    by: int = 0


class Card(NamedTuple):
    """A part of the members' home: a template of the capability, and what it shows. Smaller `order` stands higher."""

    order: int
    template: str
    context: Mapping[str, Any]


class Goal(NamedTuple):
    """Something that the palette (⌘K) leads to: what it is called, a word on what it is, where."""

    label: Said
    kind: Said
    href: str


def _none(*_asked: object) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Pages:
    """A capability's part of the shells; whatever it does not have is left out.

    `figures(community, span)`, `deeds(community, span)` and `story(community, member)` (a member's, newest first,
    100 at most) are told to stewards; `waiting(seat)` says what waits for the one who asks, `cards(seat)` what he sees
    at home, `goals(seat, query)` what a word may mean to him (8 at most).
    """

    name: str
    console: Routes = ()
    portal: Routes = ()
    figures: Callable[[int, Span], Iterable[Figure]] = _none
    waiting: Callable[[Seat], Iterable[Waiting]] = _none
    deeds: Callable[[int, Span], Iterable[Deed]] = _none
    story: Callable[[int, int], Iterable[Deed]] = _none
    cards: Callable[[Seat], Iterable[Card]] = _none
    goals: Callable[[Seat, str], Iterable[Goal]] = _none
    commands: Mapping[Both, Said] = field(default_factory=dict)
    """What members may say here: the word in both languages, and what it does."""
    offers: Mapping[str, str] = field(default_factory=dict)
    """What a chat offers beside something that Tongpin says: a template by the sentence's name.

    It is shown to all readers alike, with the sentence's fields, `community` and `chat`.
    """


def words_to_say() -> list[tuple[str, Said]]:
    """Return what members may say, in the language of the page, and what it does."""
    language = get_language() or settings.LANGUAGE_CODE
    return [(word.spoken(language), does) for each in all_pages() for word, does in each.commands.items()]


@cache
def all_pages() -> tuple[Pages, ...]:
    """Return what all capabilities show, in the order of the settings."""
    return tuple(import_string(each) for each in settings.TONGPIN_PAGES)
