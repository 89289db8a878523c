"""The steps that an edit consists of: each does the same to a playbook's text and to its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from tongpin.kernel.playbook.edit_refusals import ALIAS, NOT_ALONE, NOWHERE, SHARED, EditRefused
from tongpin.kernel.playbook.layout import Layout, Slot, Written
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.playbook.splicing import Splice, item_added, key_added, put, swapped, taken
from tongpin.kernel.playbook.writing import Data

ABSENT: Any = object()
"""Nothing stands there."""


@dataclass(frozen=True, slots=True)
class Put:
    """A value in the place of another, or under a key that is not there yet."""

    path: Path
    value: Data

    def change(self, data: Any) -> None:  # noqa: ANN401 - whatever stands in the file
        """Do it to plain data."""
        *above, last = self.path
        for step in above:
            if isinstance(data, dict) and isinstance(step, str) and data.get(step) is None:
                data[step] = {}
            data = _found(data, step)
        if not isinstance(data, dict) or not isinstance(last, str):
            _found(data, last)
        data[last] = self.value

    def splices(self, layout: Layout) -> list[Splice]:
        """Return the cuts that do it to the text."""
        trail = _trail(layout, self.path)
        rest, value = self.path[len(trail) :], self.value
        if not rest:
            _refuse_shared(layout, trail[-1].value)
            return put(layout, _container(layout, trail), trail[-1], value)
        for name in reversed(rest[1:]):
            value = {str(name): value}
        place = trail[-1].value if trail else layout.root
        if place.form == "mapping":
            return key_added(layout, place, str(rest[0]), value)
        return put(layout, _container(layout, trail), trail[-1], {str(rest[0]): value})


@dataclass(frozen=True, slots=True)
class Add:
    """An item in a list that has some, before the one at this place; the path ends with the place."""

    path: Path
    value: Data

    def change(self, data: Any) -> None:  # noqa: ANN401 - whatever stands in the file
        """Do it to plain data."""
        value_at(data, self.path[:-1]).insert(self.path[-1], self.value)

    def splices(self, layout: Layout) -> list[Splice]:
        """Return the cuts that do it to the text."""
        container = _trail(layout, self.path[:-1])[-1].value
        return item_added(layout, container, int(self.path[-1]), self.value)


@dataclass(frozen=True, slots=True)
class Take:
    """A key or an item no more; what is left empty is `{}` or `[]`."""

    path: Path

    def change(self, data: Any) -> None:  # noqa: ANN401 - whatever stands in the file
        """Do it to plain data."""
        del value_at(data, self.path[:-1])[self.path[-1]]

    def splices(self, layout: Layout) -> list[Splice]:
        """Return the cuts that do it to the text."""
        trail = _trail(layout, self.path)
        _refuse_shared(layout, trail[-1].value)
        container = _container(layout, trail)
        if len(container.slots) > 1:
            return taken(layout, container, trail[-1])
        if len(trail) == 1:
            raise EditRefused(NOT_ALONE, layout.line(trail[0].start))
        empty: Data = {} if container.form == "mapping" else []
        return put(layout, _container(layout, trail[:-1]), trail[-2], empty)


@dataclass(frozen=True, slots=True)
class Swap:
    """An item and the one behind it in the other order."""

    path: Path

    def change(self, data: Any) -> None:  # noqa: ANN401 - whatever stands in the file
        """Do it to plain data."""
        items, place = value_at(data, self.path[:-1]), int(self.path[-1])
        items.insert(place + 1, items.pop(place))

    def splices(self, layout: Layout) -> list[Splice]:
        """Return the cuts that do it to the text."""
        return swapped(layout, _trail(layout, self.path[:-1])[-1].value, int(self.path[-1]))


Step = Put | Add | Take | Swap


def steps_to(path: Path, old: Any, new: Any) -> Iterator[Step]:  # noqa: ANN401 - whatever stands in the file
    """Give the steps from one value to another that touch the least; `old` may be `ABSENT`."""
    if same(old, new):
        return
    if old and new and isinstance(old, dict) and isinstance(new, dict):
        yield from (Take((*path, name)) for name in old if name not in new)
        for name, value in new.items():
            yield from steps_to((*path, name), old.get(name, ABSENT), value)
    elif old and new and isinstance(old, list) and isinstance(new, list):
        yield from _steps_of_list(path, old, new)
    else:
        yield Put(path, new)


def _steps_of_list(path: Path, old: list[Any], new: list[Any]) -> Iterator[Step]:
    """From behind, so that the places in front stay what they are."""
    matched = SequenceMatcher(None, [*map(_spelled, old)], [*map(_spelled, new)], autojunk=False)
    for _, first, last, start, end in reversed(matched.get_opcodes()):
        both = min(last - first, end - start)
        yield from (Take((*path, place)) for place in range(last - 1, first + both - 1, -1))
        yield from (Add((*path, last), value) for value in reversed(new[start + both : end]))
        for each in range(both):
            yield from steps_to((*path, first + each), old[first + each], new[start + each])


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever stands in the file
    """Say whether two values are the same, kinds and all: `1` is neither `True` nor `"1"`."""
    return _spelled(one) == _spelled(other)


def _spelled(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    """Write a value so that equal ones alone are written alike; the order of keys means nothing."""
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{name!r}: {_spelled(each)}' for name, each in value.items()))}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_spelled, value))}]"
    return repr(value)


def value_at(data: Any, path: Path) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Return what a path leads to, `ABSENT` where there is nothing."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step, ABSENT)
        elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            data = data[step]
        else:
            return ABSENT
    return data


def _found(data: Any, step: str | int) -> Any:  # noqa: ANN401 - whatever stands in the file
    value = value_at(data, (step,))
    if value is ABSENT:
        raise EditRefused(NOWHERE, 1)
    return value


def _trail(layout: Layout, path: Path) -> list[Slot]:
    """Return the slots on the way to a place that is written where it stands, and nowhere else used."""
    trail = layout.trail(path)
    for depth, slot in enumerate(trail, 1):
        _refuse_if_used(layout, slot.value)
        if slot.value.form == "alias" and depth < len(path):
            raise EditRefused(ALIAS, layout.line(slot.value.start), name=slot.value.anchor)
    return trail


def _refuse_shared(layout: Layout, value: Written) -> None:
    """Refuse to do away with what is used elsewhere."""
    for slot in value.slots:
        _refuse_if_used(layout, slot.value)
        _refuse_shared(layout, slot.value)


def _refuse_if_used(layout: Layout, value: Written) -> None:
    if value.form != "alias" and value.anchor in layout.aliases:
        line = layout.line(layout.aliases[value.anchor])
        raise EditRefused(SHARED, line, name=value.anchor)


def _container(layout: Layout, trail: Sequence[Slot]) -> Written:
    return trail[-2].value if len(trail) > 1 else layout.root
