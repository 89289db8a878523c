"""One field of a form on a playbook: what may stand there, what stands there now, and what a person's typing means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.document import resolved
from tongpin.kernel.playbook.field_types import FieldType, Kind
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.playbook.spans import written_duration
from tongpin.kernel.playbook.writing import Data

NOTHING = Both("", "")
"""No words at all."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field with what stands in the file now.

    `path` is where it stands, `help` its label in both languages; `needed` says that it has no default. `written` is
    the value as the file has it, one item a line, empty where `is_set` is false; `line` is where, 0 for nowhere.
    `default` is what holds then, as a playbook would write it. `chosen` are the options in force, by their names.
    `kind` is that of `type`, unless the file has something there that such a field cannot show: then it is `other`.

    `inner` are the fields of a section, the items of a list of sections, or what a mapping has under each key.
    """

    path: Path
    help: Both
    type: FieldType
    kind: Kind
    needed: bool = False
    is_set: bool = False
    line: int = 0
    written: str = ""
    default: Both = NOTHING
    chosen: tuple[str, ...] = ()
    inner: tuple[FormField, ...] = ()

    @property
    def name(self) -> str:
        """The key in the file; the place from 0 of an item."""
        return str(self.path[-1])

    @property
    def least(self) -> Both:
        """The lowest value as a playbook writes it; empty where there is no limit."""
        return self._limit(self.type.least)

    @property
    def most(self) -> Both:
        """The highest value as a playbook writes it; empty where there is no limit."""
        return self._limit(self.type.most)

    def data(self, given: Sequence[str], language: str) -> Data:
        """Return what to write for what a form hands in: the values posted under one name.

        Options are handed in by their names and written in `language`, or as the file spells them already. None says
        that nothing is given: the key is to be taken away. What is given may still be wrong: `read_playbook` tells.
        Raises `ValueError` for a field that consists of fields, or is written in the YAML alone.
        """
        given = [each.strip() for each in given if each.strip()]
        if self.kind in {"fixed", "section", "sections", "mapping", "other"}:
            raise ValueError(f"A field of the kind {self.kind} takes no value of its own.")
        if not given:
            return None
        if self.kind in {"switch", "choice"}:
            return self._spelled(given[0], language)
        if self.kind == "choices":
            return [self._spelled(each, language) for each in given]
        lines = [line.strip() for each in given for line in each.splitlines()]
        if self.kind in {"texts", "words", "windows"}:
            items: list[Data] = [line for line in lines if line]
            return items[0] if self.kind == "windows" and len(items) == 1 else items
        if self.kind in {"text", "pattern"}:
            return "\n".join(lines)
        return resolved(given[0])

    def _spelled(self, name: str, language: str) -> Data:
        """Return an option as the file has it already, else in a language."""
        there = dict(zip(self.chosen, self.written.splitlines(), strict=False))
        if name in there:
            return resolved(there[name])
        return next((each.written.spoken(language) for each in self.type.options if each.name == name), name)

    def _limit(self, limit: int | None) -> Both:
        if limit is None:
            return NOTHING
        return written_duration(limit) if self.kind == "duration" else Both(str(limit), str(limit))
