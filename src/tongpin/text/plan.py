"""What a reader is asked to look for: compiled from the playbook, once a version."""

import msgspec


class TextPlan(msgspec.Struct, frozen=True):
    """The words and patterns of all rules together; a `Hit` names one by its index here.

    `word_lists` and `pattern_lists` hold the indexes that each rule asked for: a text full of the words of one rule
    hides none of another's. `key` (at most 64 bytes) keys the fingerprints, so that nobody can try out which text one
    belongs to.
    """

    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    fingerprints: bool = False
    key: bytes = b""
    word_lists: tuple[frozenset[int], ...] = ()
    pattern_lists: tuple[frozenset[int], ...] = ()
