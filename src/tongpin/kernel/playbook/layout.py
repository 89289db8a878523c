"""A playbook's text as it lies there: which characters are each value's own. Nothing is unfolded, nothing left out."""

from __future__ import annotations

import re  # noqa: TID251 - fixed patterns of our own
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceEndEvent

from tongpin.kernel.playbook.document import as_key, resolved

if TYPE_CHECKING:
    from tongpin.kernel.playbook.section import Path

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BETWEEN = re.compile("(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*)*")
_BLOCK_HEADER = re.compile("[|>][-+0-9]*")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_STEP = 2
"""Columns by which most people indent."""

Form = Literal["scalar", "block scalar", "alias", "list", "mapping"]


@dataclass(slots=True)
class Written:
    """A value as it is written, from `start` to `end` (not included) and without its anchor; empty for nothing at all.

    `flow` says that a list or mapping stands in brackets. The `anchor` of an alias is what it refers to.
    """

    form: Form
    start: int
    end: int
    flow: bool = False
    anchor: str = ""
    slots: list[Slot] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it is a list or mapping on lines of its own."""
        return self.form in {"list", "mapping"} and not self.flow


@dataclass(slots=True)
class Slot:
    """A place for a value: a key with what follows it, or an item of a list with its dash.

    `start` is where the key, the dash or (in brackets) the item begins; `after` is where a value would begin that is
    not there yet. `odd` says that it has the form `? key` or has no colon.
    """

    key: str | None
    start: int
    after: int
    value: Written
    odd: bool = False


class Layout:
    """The values of a text that `read_document` finds nothing wrong with; `aliases` tells where each name is used."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.aliases: dict[str, int] = {}
        self._breaks = [found.span() for found in _BREAK.finditer(text)]
        self._events: Any = YAML(typ="safe", pure=True).parse(text)
        self.root = self._value(self._next_node(), 0)
        self.newline = text[slice(*self._breaks[0])] if self._breaks else "\n"
        self.step, self.dash = self._indents()

    def trail(self, path: Path) -> list[Slot]:
        """Return the slots that a path leads through, as far as the text goes."""
        found: list[Slot] = []
        value = self.root
        for step in path:
            slot = slot_at(value, step)
            if slot is None:
                break
            found.append(slot)
            value = slot.value
        return found

    def line(self, index: int) -> int:
        """Return the number of the line on which a character stands, from 1."""
        return self._breaks_before(index) + 1

    def line_start(self, index: int) -> int:
        """Return where the line of a character begins."""
        before = self._breaks_before(index)
        return self._breaks[before - 1][1] if before else 0

    def line_end(self, index: int) -> int:
        """Return where the line of a character ends, its line break left out."""
        before = self._breaks_before(index)
        return self._breaks[before][0] if before < len(self._breaks) else len(self.text)

    def line_above_end(self, index: int) -> int:
        """Return where the line above that of a character ends; 0 for the first line."""
        before = self._breaks_before(index)
        return self._breaks[before - 1][0] if before else 0

    def next_line(self, index: int) -> int:
        """Return where the line after that of a character begins."""
        before = self._breaks_before(index)
        return self._breaks[before][1] if before < len(self._breaks) else len(self.text)

    def _breaks_before(self, index: int) -> int:
        return bisect_right(self._breaks, index, key=lambda found: found[1])

    def past_blank_lines(self, index: int) -> int:
        """Return where the first line begins, from the one that begins here, that is not blank."""
        found = _BLANK_LINES.match(self.text, index)
        return found.end() if found else index

    def column(self, index: int) -> int:
        """Return how many characters stand before one on its line."""
        return index - self.line_start(index)

    def begins_line(self, index: int) -> bool:
        """Say whether only white space stands before a character on its line."""
        return not self.text[self.line_start(index) : index].strip()

    def block_header_end(self, value: Written) -> int:
        """Return where the `|` or `>` of a block scalar ends, with the signs that belong to it."""
        found = _BLOCK_HEADER.match(self.text, value.start)
        return found.end() if found else value.start

    # --- growing

    def _next_node(self) -> Any:  # noqa: ANN401 - one of the parser's events
        return next(event for event in self._events if isinstance(event, NodeEvent))

    def _value(self, event: Any, after: int) -> Written:  # noqa: ANN401 - one of the parser's events
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            self.aliases.setdefault(event.anchor, start)
            return Written("alias", start, end, anchor=event.anchor)
        anchor = event.anchor or ""
        own = start + len(anchor) + 1 if anchor else start
        if isinstance(event, ScalarEvent):
            return self._scalar(event, own if anchor else after, end)
        value = Written("list", self._past(own) if anchor else start, end, event.flow_style is True, anchor)
        if isinstance(event, MappingStartEvent):
            value.form = "mapping"
            self._fill_mapping(value)
        else:
            self._fill_list(value)
        return value

    def _scalar(self, event: ScalarEvent, after: int, end: int) -> Written:
        anchor = event.anchor or ""
        if not event.value and event.style is None:
            return Written("scalar", after, after, anchor=anchor)
        start = self._past(after) if anchor else event.start_mark.index
        if event.style in {"|", ">"}:
            end = start + len(self.text[start:end].rstrip())
            return Written("block scalar", start, end, anchor=anchor)
        return Written("scalar", start, end, anchor=anchor)

    def _fill_list(self, value: Written) -> None:
        at = value.start
        while not isinstance(event := next(self._events), SequenceEndEvent):
            start = event.start_mark.index if value.flow else self._past(at)
            after = start if value.flow else start + 1
            inner = self._value(event, after)
            value.slots.append(Slot(None, start, self._after(after, inner), inner))
            at = inner.end
        value.end = event.end_mark.index if value.flow else at

    def _fill_mapping(self, value: Written) -> None:
        at = value.start + (value.flow and self.text[value.start] == "{")
        while not isinstance(key := next(self._events), MappingEndEvent):
            start, end = key.start_mark.index, key.end_mark.index
            colon = self._past(end)
            has_colon = self.text[colon : colon + 1] == ":"
            after = colon + 1 if has_colon else end
            odd = not has_colon or self._past(at, ",") != start
            inner = self._value(self._next_node(), after)
            value.slots.append(Slot(_name_of(key), start, self._after(after, inner), inner, odd))
            at = inner.end
        value.end = key.end_mark.index if value.flow else at

    def _after(self, after: int, value: Written) -> int:
        """Return where a value would begin: behind its anchor, if it has one."""
        if not value.anchor or value.form == "alias":
            return after
        return self.text.index(f"&{value.anchor}", after) + len(value.anchor) + 1

    def _past(self, index: int, sign: str = "") -> int:
        """Return the first place from here on that is neither white space nor comment, nor a single `sign`."""
        found = _BETWEEN.match(self.text, index)
        at = found.end() if found else index
        return self._past(at + 1) if sign and self.text.startswith(sign, at) else at

    def _indents(self) -> tuple[int, int]:
        """Return by how many columns keys, and the dashes of lists, stand further in than the key above them."""
        steps = {"mapping": _STEP, "list": _STEP}
        for slot in reversed(list(_slots_in(self.root))):
            if slot.key is not None and slot.value.is_block and self.line_end(slot.after) < slot.value.start:
                steps[slot.value.form] = self.column(slot.value.start) - self.column(slot.start)
        return steps["mapping"], steps["list"]


def slot_at(value: Written, step: str | int) -> Slot | None:
    """Return the slot of a key or an item, None where there is none."""
    if isinstance(step, int):
        return value.slots[step] if value.form == "list" and step < len(value.slots) else None
    return next((slot for slot in value.slots if slot.key == step), None)


def _slots_in(value: Written) -> list[Slot]:
    return [found for slot in value.slots for found in (slot, *_slots_in(slot.value))]


def _name_of(key: NodeEvent) -> str | None:
    """Return what a key is called; None for an alias, which nobody writes."""
    if not isinstance(key, ScalarEvent):
        return None
    return as_key(resolved(key.value) if key.style is None else key.value)
