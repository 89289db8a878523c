"""Words addressed to Tongpin in a chat: 签到, /checkin, 申诉12 理由."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from tongpin.text.folding import fold, translation
from tongpin.text.reading import LENGTH_CAP

MARKS = ("/", "!")
"""One of these may stand before a word, and must before a Latin one: `report` begins sentences, too."""
SEPARATORS = " :,;.。、"
"""What may stand between the word and the rest, as folded. No question mark: 申诉？ is talk and no appeal."""
ARABIC = "0123456789"
CHINESE = "一二三四五六七八九"
LONGEST_NUMBER = 9
"""Digits of a number that means something here; a telephone number has more."""


class Form(msgspec.Struct, frozen=True):
    """A command: its name, the words that call it, and what follows them: nothing, a number and free text (without a
    number it is talk), or free text.
    """

    name: str
    words: tuple[str, ...]
    takes: Literal["none", "number", "rest"] = "none"


class Addressed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A text that calls the command `name`; `rest` is what follows the word, as it was written."""

    name: str
    rest: str = ""


class Grammar:
    """Tells commands from talk. Where two words fit, the longer one is tried first.

    `firsts` are the characters that a command may begin with: whoever reads much talk looks there before he asks.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        """Raises ValueError where two forms share a word."""
        calls: dict[str, Form] = {}
        for form in forms:
            for call in calls_of(form.words):
                if calls.setdefault(call, form) is not form:
                    raise ValueError(f"The word {call} calls two commands: {calls[call].name} and {form.name}.")
        self._calls = sorted(calls.items(), key=lambda call: (-len(call[0]), call[0]))
        self._words = tuple(calls)
        self._longest = max(map(len, calls), default=0)
        self.firsts = first_characters({call[0] for call in calls})
        self._seconds = self.firsts | first_characters({call[1:2] for call in calls})

    def parse(self, text: str) -> Addressed | None:
        """The command that the text is, or None for talk, of which as a rule only the first character is looked at."""
        # Much talk begins like a command, with 我 for instance: so the next characters are looked at one by one.
        if text[:1] not in self.firsts or text[1:2] not in self._seconds:
            return None
        head = fold(text[: 2 * self._longest]).lstrip()
        if len(head) >= self._longest and not head.startswith(self._words):
            return None
        text = text[:LENGTH_CAP]
        head = fold(text).strip()
        if not head.startswith(self._words):
            return None
        for call, form in self._calls:
            if head.startswith(call) and may_follow(head[len(call) :], form):
                return Addressed(form.name, without(text, call))
        return None


def calls_of(words: Iterable[str]) -> Iterator[str]:
    """What a text may begin with to call one of the words, folded."""
    for word in words:
        plain = fold(word).strip()
        yield from (mark + plain for mark in MARKS)
        if not plain.isascii():
            yield plain


def first_characters(firsts: set[str]) -> frozenset[str]:
    """All characters that are read as one of these, or as a space or nothing, after which one of these may come."""
    passed = {" ", *firsts}
    return frozenset(passed) | {chr(code) for code, plain in translation().items() if plain is None or plain in passed}


def may_follow(tail: str, form: Form) -> bool:
    if form.takes == "number":
        return leading_number(unseparated(tail))[0] > 0 and tail[0] in SEPARATORS + ARABIC
    return not tail or (form.takes == "rest" and tail[0] in SEPARATORS + ARABIC)


def without(text: str, call: str) -> str:
    """The text after the call, as it was written, and without what separates the two."""
    unread = list(call)
    for position, char in enumerate(text):
        plain = fold(char)
        if unread:
            if plain == unread[0]:
                unread.pop(0)
        elif plain and plain not in SEPARATORS:
            return text[position:].rstrip()
    return ""


def leading_number(rest: str) -> tuple[int, str]:
    """The number that the text begins with (12, １２, 十二; Chinese ones up to 99 and only where they stand alone) and
    what follows it. (0, text) where it begins with none.
    """
    end = span(rest, ARABIC)
    digits = fold(rest[:end])
    if digits:
        return (int(digits), unseparated(rest[end:])) if len(digits) <= LONGEST_NUMBER else (0, rest)
    end = span(rest, CHINESE + "十")
    number = NUMERALS.get(fold(rest[:end]), 0)
    if not number or fold(rest[end : end + 1]) not in SEPARATORS:
        return 0, rest
    return number, unseparated(rest[end:])


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (CHINESE[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (CHINESE[ones - 1] if ones else "")


NUMERALS = {numeral(number): number for number in range(1, 100)}


def span(text: str, of: str) -> int:
    """How many characters at the beginning are read as one of these, or as nothing."""
    return next((position for position, char in enumerate(text) if fold(char) not in of), len(text))


def unseparated(text: str) -> str:
    return text[span(text, SEPARATORS) :]
