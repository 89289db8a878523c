"""Patterns that an operator writes: RE2 alone, so that no pattern can take more than its share of time."""

from typing import Any

import msgspec
import re2

from tongpin.text.pattern_syntax import PatternError, folded

__all__ = ["Pattern", "PatternError", "compile_pattern"]

LONGEST = 1024
LARGEST = 10_000
"""Steps of the compiled program: what one byte of a text may cost at the worst."""
MEMORY = 2 << 20
"""Bytes that one pattern may take while it runs."""

COMPLAINTS = {
    "bad repetition operator": "Two signs of repetition stand together. Leave one, or bracket the inner one.",
    "invalid character class range": "This range runs backwards, or there is no such class of characters.",
    "invalid escape sequence": "This character after a \\ means nothing. Take the \\ away.",
    "invalid named capture group": "This name of a group is not well written.",
    "invalid perl operator": "These signs after a ( mean nothing.",
    "invalid repetition size": "This repeats more than 1,000 times in all, or its bounds stand the wrong way round.",
    "no argument for repetition operator": "Nothing stands before this sign that it could repeat.",
    "pattern too large - compile failed": "The pattern repeats too much. Lower the numbers in { }.",
    "trailing \\": "The pattern ends with a \\ that nothing follows.",
}


class Pattern(msgspec.Struct, frozen=True):
    """`source` is for RE2's sets; `compiled` searches bytes of UTF-8."""

    source: str
    compiled: Any


def options(memory: int = MEMORY) -> "re2.Options":
    """Case does not matter, and no match goes over the end of a line: in a batch a line is a text."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.never_nl = True
    chosen.log_errors = False
    chosen.max_mem = memory
    return chosen


def compile_pattern(text: str) -> Pattern:
    """The pattern as it runs on folded texts, where ^ and $ are the ends of a text. Raises `PatternError`."""
    if size(text) > LONGEST:
        raise PatternError(f"The pattern is longer than {LONGEST:,} bytes. Make two of it.", 0)
    source = "(?m)" + folded(text)
    try:
        compiled = re2.compile(source, options())
    except re2.error as error:
        raise complaint(text, error.args[0].decode()) from error
    if compiled.programsize > LARGEST:
        raise PatternError(COMPLAINTS["pattern too large - compile failed"], 0)
    if compiled.search(b""):
        raise PatternError("The pattern matches where there is nothing, so it would match every message.", 0)
    return Pattern(source, compiled)


def size(text: str) -> int:
    """Bytes of UTF-8. Raises `PatternError` where half a character stands."""
    try:
        return len(text.encode())
    except UnicodeEncodeError as error:
        raise PatternError("Half a character stands here. Take it away, or type it anew.", error.start) from error


def complaint(text: str, error: str) -> PatternError:
    """RE2's error in a sentence, placed where the fragment that it names stands."""
    kind, _, fragment = error.partition(": ")
    message = COMPLAINTS.get(kind, f"The pattern cannot be read ({error}).")
    # "trailing \\" names its fragment without a colon.
    return PatternError(message, max(0, text.rfind(fragment or kind.removeprefix("trailing "))))
