"""How a value is written into a playbook: quoted only where YAML would take it for something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from tongpin.kernel.playbook.document import read_document
from tongpin.kernel.playbook.problems import columns

Scalar: TypeAlias = str | int | float | bool | None
Data: TypeAlias = "Scalar | Sequence[Data] | Mapping[str, Data]"
"""What stands in a playbook. A text is written so that it is read as this very text: `"8"` gets quotes, `8` none."""

WIDEST = 90
"""Columns of what is written on one line of its own accord; what is wider is written line by line."""

Around = Literal["lines", "list", "mapping"]
"""What a value is written into: lines of its own, a `[…]` or a `{…}`."""
_PROBES: Mapping[Around, str] = {"lines": "k: {}\n", "list": "k: [{}]\n", "mapping": "k: {{k: {}}}\n"}
_WRAPS: Mapping[Around, Callable[[object], object]] = {
    "lines": lambda value: {"k": value},
    "list": lambda value: {"k": [value]},
    "mapping": lambda value: {"k": {"k": value}},
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Shape(NamedTuple):
    """A value as characters: `head` beside its key or dash, `tail` the lines below, each after its line break."""

    head: str
    tail: str = ""


class Indents(NamedTuple):
    """By how many columns this file indents keys, and the dashes of lists, under the key above them."""

    step: int
    dash: int


def scalar(value: Scalar, around: Around = "lines") -> str:
    """Write a scalar."""
    if isinstance(value, str):
        return _text(value, around)
    if value is None:
        return "null"
    return str(value).lower()


def key(name: str) -> str:
    """Write a key."""
    meant = {"k": [{name: 1}, {name: 1}]}
    return _plainest(name, lambda each: data_in(f"k:\n- {each}: 1\n- {{{each}: 1}}\n") == meant)


def data_in(text: str) -> object:
    """Return the plain data of a YAML text, None where anything is wrong with it."""
    document = read_document(text)
    return None if document.root is None or document.faults else document.root.data()


def inline(value: Data, around: Around = "lines") -> str:
    """Write a value on one line, its lists and mappings in brackets."""
    if isinstance(value, Mapping):
        pairs = (f"{key(name)}: {inline(each, 'mapping')}" for name, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return scalar(value, around)
    return f"[{', '.join(inline(each, 'list') for each in value)}]"


def below_key(value: Data, column: int, indents: Indents, *, flow: bool | None = None) -> Shape:
    """Write a value for a key that stands at a column; `flow` says whether in brackets, None to go by its size."""
    if isinstance(value, Mapping) and value and not flow:
        return Shape("", _keys(value, column + indents.step, indents))
    if isinstance(value, list | tuple) and value and not (fits(value, column) if flow is None else flow):
        return Shape("", _items(value, column + indents.dash, indents))
    return Shape(inline(value))


def behind_dash(value: Data, column: int, indents: Indents, *, flow: bool | None = None) -> Shape:
    """Write a value for an item of a list whose dashes stand at a column; `flow` as for `below_key`."""
    if isinstance(value, Mapping) and value and not (fits(value, column) if flow is None else flow):
        return Shape(_keys(value, column + 2, indents).lstrip())
    return Shape(inline(value))


def _keys(value: Mapping[str, Data], column: int, indents: Indents) -> str:
    lines = []
    for name, each in value.items():
        head, tail = below_key(each, column, indents)
        lines.append(f"\n{' ' * column}{key(name)}:{head and ' '}{head}{tail}")
    return "".join(lines)


def _items(value: Sequence[Data], column: int, indents: Indents) -> str:
    lines = []
    for each in value:
        head, tail = behind_dash(each, column, indents)
        lines.append(f"\n{' ' * column}- {head}{tail}")
    return "".join(lines)


def fits(value: Data, column: int) -> bool:
    """Say whether a value may be written in brackets: it is short, and holds lists of scalars at the most."""
    depth = _depth(value)
    return depth <= (2 if isinstance(value, Mapping) else 1) and column + columns(inline(value)) <= WIDEST


def _depth(value: Data) -> int:
    if isinstance(value, Mapping):
        return 1 + max((_depth(each) for each in value.values()), default=0)
    return 1 + max((_depth(each) for each in value), default=0) if isinstance(value, list | tuple) else 0


def literal(text: str, column: int) -> Shape:
    """Write a text of several lines as such, indented to a column; any other on one line."""
    head = "|" if text.endswith("\n") else "|-"
    lines = text.rstrip("\n").split("\n")
    if len(lines) == 1 or data_in("".join([f"k: {head}", *(f"\n  {line}" for line in lines), "\n"])) != {"k": text}:
        return Shape(_text(text, "lines"))
    return Shape(head, "".join(f"\n{' ' * column if line else ''}{line}" for line in lines))


def _text(text: str, around: Around) -> str:
    probe, wrap = _PROBES[around], _WRAPS[around]
    return _plainest(text, lambda each: data_in(probe.format(each)) == wrap(text))


def _plainest(text: str, is_read_right: Callable[[str], bool]) -> str:
    """Write a text without quotes, in single or in double ones: the last mean it wherever they stand."""
    escaped = "".join(_ESCAPES.get(char) or (char if char.isprintable() else f"\\U{ord(char):08x}") for char in text)
    doubled = text.replace("'", "''")
    return next((each for each in (text, f"'{doubled}'") if is_read_right(each)), f'"{escaped}"')
