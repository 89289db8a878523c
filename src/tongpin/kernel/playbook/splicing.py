"""The cuts by which one place of a playbook's text is changed: all characters outside of them stay as they are."""

from __future__ import annotations

import re  # noqa: TID251 - fixed patterns of our own
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from tongpin.kernel.playbook.edit_refusals import COMMENT, UNUSUAL, EditRefused
from tongpin.kernel.playbook.layout import Layout, Slot, Written
from tongpin.kernel.playbook.writing import Around, Data, Indents, Shape, behind_dash, below_key, inline, key, literal

_BLANK_LINES_ABOVE = re.compile(r"(?<=\n)(?:[ \t]*\r?\n)+\Z")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


class Splice(NamedTuple):
    """These characters give way to `text`."""

    start: int
    end: int
    text: str = ""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Carry out cuts that do not overlap; of two at one place the first comes first."""
    in_order = sorted(enumerate(splices), key=lambda numbered: (numbered[1].start, numbered[0]))
    for _, (start, end, new) in reversed(in_order):
        text = text[:start] + new + text[end:]
    return text


# --- a value in the place of another


def put(layout: Layout, container: Written, slot: Slot, value: Data) -> list[Splice]:
    """Write a value in the place of another, or where a key or dash has none yet."""
    if slot.odd and slot.value.start == slot.value.end:
        raise EditRefused(UNUSUAL, layout.line(slot.start))
    shape = Shape(inline(value, _around(container))) if container.flow else _shape(layout, slot, value)
    head, tail = _spans(layout, slot)
    if head.start == head.end:
        head = head._replace(text=shape.head and f" {shape.head}")
    elif shape.head:
        head = head._replace(text=shape.head)
    else:
        head = head._replace(start=slot.after)
    return [head, tail._replace(text=_lined(layout, shape.tail))]


def _shape(layout: Layout, slot: Slot, value: Data) -> Shape:
    """Write a value as the one before it is: in brackets, line by line, or as a text of several lines."""
    old, column, indents = slot.value, layout.column(slot.start), _indents(layout)
    if old.form == "block scalar" and isinstance(value, str) and layout.line_end(old.end) < len(layout.text):
        return literal(value, column + indents.step)
    is_alike = old.slots and (old.form == "mapping") == isinstance(value, Mapping)
    flow = old.flow if is_alike else None
    if slot.key is not None:
        return below_key(value, column, indents, flow=flow)
    is_beside_dash = slot.after < old.start <= layout.line_end(slot.start)
    column = layout.column(old.start) - 2 if is_beside_dash else column
    return Shape(_lined(layout, behind_dash(value, column, indents, flow=flow).head))


def _spans(layout: Layout, slot: Slot) -> tuple[Splice, Splice]:
    """Return what a value takes of the line of its key or dash, and what of the lines below."""
    value = slot.value
    if value.is_block and layout.line_end(slot.after) < value.start:
        tail = Splice(layout.line_above_end(value.start), layout.line_end(value.end))
        return Splice(slot.after, slot.after), tail
    if value.form == "block scalar":
        end = layout.block_header_end(value)
        return Splice(value.start, end), Splice(layout.line_end(end), max(layout.line_end(end), value.end))
    below = layout.line_end(value.end)
    return Splice(value.start, value.end), Splice(below, below)


# --- one more key or item


def key_added(layout: Layout, container: Written, name: str, value: Data) -> list[Splice]:
    """Write a key that a mapping does not have behind its last."""
    slots = container.slots
    if container.flow:
        return [_into_brackets(layout, container, len(slots), f"{key(name)}: {inline(value, 'mapping')}")]
    column = layout.column(slots[0].start)
    head, tail = below_key(value, column, _indents(layout), flow=None)
    line = f"{key(name)}:{head and ' '}{head}{tail}"
    return [_below(layout, slots, len(slots), f"{' ' * column}{line}")]


def item_added(layout: Layout, container: Written, place: int, value: Data) -> list[Splice]:
    """Write an item into a list, before the one that is at `place` now."""
    slots = container.slots
    if container.flow:
        return [_into_brackets(layout, container, place, inline(value, "list"))]
    if not place and not layout.begins_line(slots[0].start):
        raise EditRefused(UNUSUAL, layout.line(slots[0].start))
    column = layout.column(slots[0].start)
    beside = slots[max(place - 1, 0)].value
    flow = beside.flow if beside.slots else None
    head, tail = behind_dash(value, column, _indents(layout), flow=flow)
    return [_below(layout, slots, place, f"{' ' * column}- {head}{tail}")]


def _into_brackets(layout: Layout, container: Written, place: int, text: str) -> Splice:
    if layout.text[container.start] not in "[{":
        raise EditRefused(UNUSUAL, layout.line(container.start))
    if place:
        end = container.slots[place - 1].value.end
        return Splice(end, end, f", {text}")
    start = container.slots[0].start if container.slots else container.start + 1
    return Splice(start, start, f"{text}, " if container.slots else text)


def _below(layout: Layout, slots: list[Slot], place: int, lines: str) -> Splice:
    """Put lines behind those of the slot before `place`, parted by a blank line where the others are."""
    blank = "\n" if len(slots) > 1 and _BLANK_LINE.search(_between(layout, slots[-2], slots[-1])) else ""
    if place:
        end = layout.line_end(slots[place - 1].value.end)
        return Splice(end, end, _lined(layout, f"\n{blank}{lines}"))
    start = layout.line_start(slots[0].start)
    return Splice(start, start, _lined(layout, f"{lines}\n{blank}"))


# --- one less


def taken(layout: Layout, container: Written, slot: Slot) -> list[Splice]:
    """Take a key or an item out of a container that has others, with the comment on its last line."""
    if slot.odd:
        raise EditRefused(UNUSUAL, layout.line(slot.start))
    place = container.slots.index(slot)
    following = container.slots[place + 1] if place + 1 < len(container.slots) else None
    if container.flow:
        return [_out_of_brackets(layout, container, place, following)]
    if layout.begins_line(slot.start):
        return [_without_lines(layout, slot, first=not place)]
    if following is None or "#" in layout.text[layout.line_end(slot.value.end) : following.start]:
        raise EditRefused(COMMENT, layout.line(slot.start))
    return [Splice(slot.start, following.start)]


def _out_of_brackets(layout: Layout, container: Written, place: int, following: Slot | None) -> Splice:
    slot = container.slots[place]
    if following is None:
        cut = Splice(container.slots[place - 1].value.end, slot.value.end)
        gap = layout.text[cut.start : slot.start]
    else:
        cut = Splice(slot.start, following.start)
        gap = layout.text[slot.value.end : cut.end]
    if "#" in gap:
        raise EditRefused(COMMENT, layout.line(slot.start))
    return cut


def _without_lines(layout: Layout, slot: Slot, *, first: bool) -> Splice:
    """Cut out whole lines, and one of two gaps that would meet."""
    start, end = layout.line_start(slot.start), layout.next_line(slot.value.end)
    if layout.line_end(slot.value.end) == len(layout.text):
        return Splice(layout.line_above_end(slot.start), len(layout.text))
    below = layout.past_blank_lines(end)
    if first:
        return Splice(start, below)
    above = _BLANK_LINES_ABOVE.search(layout.text, 0, start)
    return Splice(above.start() if above and below > end else start, end)


# --- two items in the other order


def swapped(layout: Layout, container: Written, place: int) -> list[Splice]:
    """Let the items at `place` and behind it change places; on lines of their own, with the comments right above."""
    first, second = container.slots[place : place + 2]
    if container.flow:
        if "#" in _between(layout, first, second):
            raise EditRefused(COMMENT, layout.line(first.start))
        spans = [(each.start, each.value.end) for each in (first, second)]
    else:
        spans = [_lines_of(layout, each) for each in (first, second)]
    texts = [layout.text[start:end] for start, end in spans]
    return [Splice(*span, text) for span, text in zip(spans, reversed(texts), strict=True)]


def _lines_of(layout: Layout, slot: Slot) -> tuple[int, int]:
    if not layout.begins_line(slot.start):
        raise EditRefused(UNUSUAL, layout.line(slot.start))
    start = layout.line_start(slot.start)
    comment = layout.text[start : slot.start] + "#"
    while start and layout.text.startswith(comment, layout.line_start(start - 1)):
        start = layout.line_start(start - 1)
    return start, layout.line_end(slot.value.end)


# --- small things


def _around(container: Written) -> Around:
    return cast("Around", container.form)


def _indents(layout: Layout) -> Indents:
    return Indents(layout.step, layout.dash)


def _lined(layout: Layout, text: str) -> str:
    return text.replace("\n", layout.newline)


def _between(layout: Layout, first: Slot, second: Slot) -> str:
    return layout.text[first.value.end : second.start]
