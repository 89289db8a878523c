"""Something wrong with a playbook, before it has words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tongpin.kernel.playbook.bilingual import Both


class Place(NamedTuple):
    """A place in the file, counted from 1, and how many characters are meant.

    `width` is 0 where no character stands for the whole: for an empty value, or lines of keys or items.
    """

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """A code, its place, what fills the code's sentences, and what was probably meant."""

    code: str
    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    instead: str | Both = ""
