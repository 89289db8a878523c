"""Long lists page by page: the next begins behind the last row that was shown, so that every page costs the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
PAGE = 50
"""Rows of a page."""
_DIGITS = 18
"""Digits of a number that the database takes."""


class Page(NamedTuple, Generic[Row]):
    """The rows of a page, and the key behind which the next one begins; 0 where this is the last."""

    rows: list[Row]
    next: int


class Sliced(Protocol[Row_co]):
    """A sequence, or a queryset that has an order and no limit yet."""

    def __getitem__(self, part: slice, /) -> Iterable[Row_co]:
        """Return a part of the rows."""


def page_of(rows: Sliced[Row], key: Callable[[Row], int], size: int = PAGE) -> Page[Row]:
    """Take a page off rows that begin where the page does."""
    taken = list(rows[: size + 1])
    return Page(taken[:size], key(taken[size - 1]) if len(taken) > size else 0)


def asked_number(request: HttpRequest, name: str) -> int:
    """Return a whole number of the address's query; 0 where it has none."""
    return whole_number(request.GET.get(name, ""))


def asked_words(request: HttpRequest, name: str, most: int) -> str:
    """Return words of the address's query, at most so many characters, without U+0000, which PostgreSQL refuses."""
    return request.GET.get(name, "").replace("\0", "").strip()[:most]


def whole_number(text: str, otherwise: int = 0) -> int:
    """Return a whole number that a database can hold, out of what somebody sent; `otherwise` where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else otherwise
