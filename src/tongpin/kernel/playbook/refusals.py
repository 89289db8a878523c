"""How a value of the playbook is refused: a code, what was found and what was probably meant."""

from collections.abc import Mapping, Sequence

from tongpin.kernel.playbook.bilingual import Both

_SHOWN = 40
"""Characters of an operator's value that a message repeats."""


class PlaybookValueError(ValueError):
    """A value that cannot be taken. `code` names its sentences in `codes.py`, `values` fill them.

    `instead` is what was probably meant, ready to be copied. `at` leads from the value to the part that is wrong,
    for instance the index of a word in a list; `offset` counts characters into a text.
    """

    def __init__(
        self,
        code: str,
        *,
        instead: str | Both = "",
        at: tuple[str | int, ...] = (),
        offset: int | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.instead = instead
        self.at = at
        self.offset = offset
        self.values = values


class PlaybookListError(ValueError):
    """Several items of one list that cannot be taken, each with its own place in it."""

    def __init__(self, errors: Sequence[PlaybookValueError]) -> None:
        super().__init__(", ".join(error.code for error in errors))
        self.errors = tuple(errors)


def shown(value: object) -> str:
    """Return a value as a message repeats it: as YAML writes it, on one line, cut short."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: …' for key in value)}}}"
    text = "[…]" if isinstance(value, list | tuple) else " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
