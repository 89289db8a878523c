"""Lists of words and patterns: what a playbook looks for in texts."""

from collections.abc import Callable, Iterable, Mapping

from tongpin.kernel.playbook.complaints import in_both_languages
from tongpin.kernel.playbook.refusals import PlaybookListError, PlaybookValueError, shown
from tongpin.text.folding import fold
from tongpin.text.patterns import PatternError, compile_pattern

ReadFile = Callable[[str], str]
"""Gives the text of a file named relative to the playbook, or raises OSError."""


def read_pattern(value: object) -> str:
    """Return an RE2 pattern that compiles and does not match every text."""
    if not isinstance(value, str):
        raise PlaybookValueError("PB201", given=shown(value))
    try:
        compile_pattern(value)
    except PatternError as error:
        why = in_both_languages(error.message)
        raise PlaybookValueError("PB212", offset=error.position, given=shown(value), why=why) from error
    return value


def read_words(value: object, read_file: ReadFile | None) -> tuple[str, ...]:
    """Return the words of an inline list or of `{file: words.txt}`: one a line, `#` begins a comment."""
    if isinstance(value, Mapping) and list(value) == ["file"]:
        return _from_file(value["file"], read_file)
    if not isinstance(value, list | tuple):
        raise PlaybookValueError("PB220", given=shown(value))
    if not value:
        raise PlaybookValueError("PB213")
    errors = list(_wrong(enumerate(value)))
    if errors:
        raise PlaybookListError(errors)
    return tuple(word.strip() for word in value)


def _wrong(words: Iterable[tuple[int, object]]) -> Iterable[PlaybookValueError]:
    seen: dict[str, int] = {}
    for place, word in words:
        if not isinstance(word, str):
            yield PlaybookValueError("PB201", at=(place,), given=shown(word))
            continue
        key = fold(word).strip()
        if not key:
            yield PlaybookValueError("PB213", at=(place,))
        elif key in seen:
            yield PlaybookValueError("PB214", at=(place,), given=shown(word), first=seen[key] + 1)
        else:
            seen[key] = place


def _from_file(name: object, read_file: ReadFile | None) -> tuple[str, ...]:
    if not isinstance(name, str) or name.startswith(("/", "\\")) or ".." in name or ":" in name:
        raise PlaybookValueError("PB218", at=("file",), given=shown(name))
    if read_file is None:
        raise PlaybookValueError("PB217", at=("file",), given=shown(name))
    try:
        text = read_file(name)
    except (OSError, UnicodeDecodeError) as error:
        raise PlaybookValueError("PB217", at=("file",), given=shown(name)) from error
    lines = [line.partition("#")[0].strip() for line in text.removeprefix("\ufeff").splitlines()]
    numbered = [(number, word) for number, word in enumerate(lines) if word]
    if not numbered:
        raise PlaybookValueError("PB213", at=("file",))
    for double in _wrong(numbered):
        given, first = double.values["given"], double.values["first"]
        raise PlaybookValueError("PB219", at=("file",), line=int(double.at[0]) + 1, given=given, first=first)
    return tuple(word for _, word in numbered)
