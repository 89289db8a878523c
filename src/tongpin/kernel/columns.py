"""Dense state by number: one machine word a member instead of one object, and bytes for a snapshot at no cost."""

from __future__ import annotations

from array import array


class Column:
    """Integers by number, 0 where nothing was set. `values` may be indexed directly below `grow`'s mark."""

    __slots__ = ("values",)

    def __init__(self, values: array[int] | None = None) -> None:
        """Start empty, or with a snapshot's values."""
        self.values = array("q") if values is None else values

    def grow(self, number: int) -> None:
        """Make room up to and including `number`."""
        missing = number + 1 - len(self.values)
        if missing > 0:
            self.values.frombytes(bytes(8 * (missing + (len(self.values) >> 3))))

    def __getitem__(self, number: int) -> int:
        """Return what was set, or 0."""
        return self.values[number] if number < len(self.values) else 0

    def __setitem__(self, number: int, value: int) -> None:
        """Set a value, making room for it."""
        if number >= len(self.values):
            self.grow(number)
        self.values[number] = value

    def __len__(self) -> int:
        """Return how many numbers there is room for."""
        return len(self.values)


class Ring:
    """The last `width` integers by number, in one array: slot 0 of each number counts what was ever pushed."""

    __slots__ = ("stride", "values", "width")

    def __init__(self, width: int, values: array[int] | None = None) -> None:
        """Keep `width` values a number; `width` is a constant of the code, never of a playbook."""
        self.width = width
        self.stride = width + 1
        self.values = array("q") if values is None else values

    def push(self, number: int, value: int) -> None:
        """Keep `value` as the newest of `number`, dropping the oldest where all places are taken."""
        base = number * self.stride
        values = self.values
        try:
            pushed = values[base]
        except IndexError:
            missing = base + self.stride - len(values)
            values.frombytes(bytes(8 * (missing + self.stride * (number >> 3))))
            pushed = 0
        values[base] = pushed + 1
        values[base + 1 + pushed % self.width] = value

    def newest(self, number: int, back: int) -> int | None:
        """Return the value pushed `back` places before the newest (0: the newest), or None where it is not kept."""
        base = number * self.stride
        if base >= len(self.values) or back >= self.width:
            return None
        pushed = self.values[base]
        if back >= pushed:
            return None
        return self.values[base + 1 + (pushed - 1 - back) % self.width]

    def count(self, number: int, value: int) -> int:
        """Return how often `value`, which is not 0, is among the last ones of `number`."""
        base = number * self.stride + 1
        return self.values[base : base + self.width].count(value)
