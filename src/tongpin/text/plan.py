"""What a reader is asked to look for: compiled from the playbook, once a version."""

import msgspec


class TextPlan(msgspec.Struct, frozen=True):
    """The words and patterns of all rules together; a `Hit` names one by its index here.

    `key` (at most 64 bytes) keys the fingerprints, so that nobody can try out which text one belongs to.
    """

    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    fingerprints: bool = False
    key: bytes = b""
