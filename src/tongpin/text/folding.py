"""Reading through disguises: full width, circled, mathematical and look-alike characters, traditional Chinese, case,
invisible characters. Each character is read as one other, or as none, so that positions can be told in the original.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from tongpin.text.look_alikes import PAIRS, REMOVED

Codes = npt.NDArray[np.uint32]
"""Text as code points."""

NONE = 0
"""What a removed character is read as in `table`."""
UNREADABLE = "\ufffd"
"""What half of a surrogate pair is read as: it is no character, and no scanner takes it."""
SURROGATES = range(0xD800, 0xE000)
SPACE = 0x20


@cache
def table() -> Codes:
    """What each code point is read as; all white space is `SPACE`, so that no other code point up to it is left."""
    plain = np.arange(0x110000, dtype=np.uint32)
    pairs = np.frombuffer(PAIRS.encode("utf-32-le"), dtype="<u4").reshape(-1, 2)
    plain[pairs[:, 0]] = pairs[:, 1]
    plain[SURROGATES.start : SURROGATES.stop] = ord(UNREADABLE)
    for first, last in REMOVED:
        plain[first : last + 1] = NONE
    return plain


@cache
def translation() -> dict[int, str | None]:
    """`table` for `str.translate`: quicker for a short text, and it holds only what changes."""
    changed: dict[int, str | None] = dict(zip(map(ord, PAIRS[::2]), PAIRS[1::2], strict=True))
    changed.update(dict.fromkeys(SURROGATES, UNREADABLE))
    for first, last in REMOVED:
        changed.update(dict.fromkeys(range(first, last + 1)))
    return changed


def fold(text: str) -> str:
    """The text as it is read. Folding twice is folding once."""
    return text.translate(translation())
