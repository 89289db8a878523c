"""Changing one place of a playbook's text: comments, order, layout, anchors and quotes stay as their writer has them.

A form of the console ends here. Whatever is done to the text is done to its data as well, and the text is read
anew: an edit that would change anything beside its place is refused, and the text stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tongpin.kernel.playbook.document import read_document, resolved
from tongpin.kernel.playbook.edit_refusals import BROKEN, NO_VALUE, NOT_ALONE, NOWHERE, EditRefused
from tongpin.kernel.playbook.edit_steps import ABSENT, Add, Put, Step, Swap, Take, same, steps_to, value_at
from tongpin.kernel.playbook.layout import Layout
from tongpin.kernel.playbook.naming import LANGUAGES, read_switch
from tongpin.kernel.playbook.numerals import folded
from tongpin.kernel.playbook.refusals import PlaybookValueError
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.playbook.splicing import spliced
from tongpin.kernel.playbook.writing import Data, data_in, scalar

MOST_STEPS = 20
"""A list or mapping that differs in more places is written anew as a whole, without the comments in it."""
_MARK = "\ufeff"
_SWITCHES = (("开", "关"), ("是", "否"), ("on", "off"), ("yes", "no"), ("开启", "关闭"), ("要", "不要"))


def edited(text: str, path: Path, value: Data) -> str:
    """Return the text with `value` at `path`; sections and keys on the way that are missing are written, too.

    A `str` is written so that it is read as this very text, with quotes only where YAML needs them: what people type
    into a form is first made into data by its `FormField`. Of a list or mapping only what differs is touched.
    Raises `EditRefused`.
    """
    wanted = _plain(value)

    def steps(data: Any) -> list[Step]:  # noqa: ANN401 - whatever stands in the file
        found = list(steps_to(path, value_at(data, path), wanted))
        return found if len(found) <= MOST_STEPS else [Put(path, wanted)]

    return _carried_out(text, path, steps)


def added(text: str, path: Path, value: Data) -> str:
    """Return the text with `value` as one more item at the end of the list at `path`; raises `EditRefused`."""
    wanted = _plain(value)

    def steps(data: Any) -> list[Step]:  # noqa: ANN401 - whatever stands in the file
        items = value_at(data, path)
        if items is ABSENT or not items:
            return [Put(path, [wanted])]
        if not isinstance(items, list):
            raise EditRefused(NOWHERE, 1)
        return [Add((*path, len(items)), wanted)]

    return _carried_out(text, path, steps)


def removed(text: str, path: Path) -> str:
    """Return the text without the key or item at `path` and the comment on its last line; raises `EditRefused`.

    What is left empty is written `{}` or `[]`. Where there is nothing, nothing is done.
    """
    return _carried_out(text, path, lambda data: [] if value_at(data, path) is ABSENT else [Take(path)])


def moved(text: str, path: Path, by: int) -> str:
    """Return the text with an item so many places further down its list, or up where `by` is negative.

    It stops at the ends of the list. Comment lines right above an item go along with it. Raises `EditRefused`.
    """

    def steps(data: Any) -> list[Step]:  # noqa: ANN401 - whatever stands in the file
        *above, place = path
        items = value_at(data, tuple(above))
        if not isinstance(items, list) or not isinstance(place, int) or place not in range(len(items)):
            raise EditRefused(NOWHERE, 1)
        target = min(max(place + by, 0), len(items) - 1)
        passed = range(place, target) if target > place else range(place - 1, target - 1, -1)
        return [Swap((*above, each)) for each in passed]

    return _carried_out(text, path, steps)


def parted(text: str, path: Path) -> str:
    """Return the text with its own copy of the content at `path`, where an alias (`*name`) stands now.

    Afterwards the place can be changed alone. Raises `EditRefused`.
    """

    def steps(data: Any) -> list[Step]:  # noqa: ANN401 - whatever stands in the file
        content = value_at(data, path)
        if content is ABSENT:
            raise EditRefused(NOWHERE, 1)
        return [Put(path, content)]

    return _carried_out(text, path, steps)


def switched(text: str, path: Path, *, on: bool) -> str:
    """Return the text with the rule at `path` (or whatever has `active`) on or off, in the words that the file uses.

    Raises `EditRefused`.
    """
    place = (*path, "active")

    def steps(data: Any) -> list[Step]:  # noqa: ANN401 - whatever stands in the file
        given = value_at(data, place)
        if _is_on(given) is on:
            return []
        return list(steps_to(place, given, _switch(data, given, on=on)))

    return _carried_out(text, path, steps)


def _switch(data: Any, given: object, *, on: bool) -> bool | str:  # noqa: ANN401 - whatever stands in the file
    if isinstance(given, bool):
        return on
    language = value_at(data, ("community", "language"))
    english = isinstance(language, str) and folded(language) in {"en", *LANGUAGES["en"]}
    usual = ("on", "off") if english else ("开", "关")
    words = next((pair for pair in _SWITCHES if given in pair), usual)
    return words[0] if on else words[1]


def _is_on(given: object) -> bool | None:
    if given is ABSENT:
        return True
    try:
        return read_switch(given)
    except PlaybookValueError:
        return None


def _carried_out(text: str, path: Path, steps: Callable[[Any], Sequence[Step]]) -> str:
    """Take steps through text and data together; after each the text must say what the data say, and nothing else."""
    if not path:
        raise EditRefused(NOWHERE, 1)
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    data = _read(text)
    for step in steps(data):
        step.change(data)
        layout = Layout(text)
        splices = step.splices(layout)
        text = spliced(text, splices)
        if not same(data_in(text), data):
            raise EditRefused(NOT_ALONE, layout.line(splices[0].start))
    return mark + text


def _read(text: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    document = read_document(text)
    if document.root is None or document.faults:
        raise EditRefused(BROKEN, document.faults[0].place.line)
    return document.root.data()


def _plain(value: Data) -> Any:  # noqa: ANN401 - whatever may stand in a file
    """Return a value as it is read again from a file."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, int | float) and not same(resolved(scalar(value)), value):
        raise EditRefused(NO_VALUE, 1, given=value)
    return value
