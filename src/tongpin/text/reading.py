"""What is known of a text once it has been read: numbers and positions, never the text itself."""

import msgspec

LINK = 1
"""Bit of `Reading.signals`: the text holds a link."""
WORD = 2
"""Bit of `Reading.signals`: the text holds a word of the plan."""
PATTERN = 4
"""Bit of `Reading.signals`: a pattern of the plan matches the text."""
MENTION = 8
"""Bit of `Reading.signals`: the text mentions somebody."""

LENGTH_CAP = 8192
"""Code points of a text that are looked at; the rest is cut off unread."""
HITS_CAP = 8
"""Words, and patterns, that one reading names, and one more of each list of the plan that none of these is on."""


class Hit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What matched and where: code points `start` to `end` (not included) of the original text."""

    index: int
    start: int
    end: int


class Reading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What rules see of a text.

    `length` counts visible characters (neither white space nor zero-width), `own` those of them outside links.
    `fingerprint` is equal for texts that differ in disguise, case or white space alone; 0 means none.
    `words` and `patterns` stand in the order of their places in the text, each once, where it first occurs.
    `cut` says that the text was longer than `LENGTH_CAP` and only its head was read.
    """

    length: int
    own: int = 0
    links: int = 0
    mentions: int = 0
    fingerprint: int = 0
    signals: int = 0
    words: tuple[Hit, ...] = ()
    patterns: tuple[Hit, ...] = ()
    cut: bool = False
