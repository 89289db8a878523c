"""How commands talk: data on stdout, everything else on stderr, in the operator's language."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import Any

import msgspec

from tongpin.kernel.playbook.bilingual import Both


class Exit(IntEnum):
    """What a command's exit status means."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PLAYBOOK_INVALID = 3
    OVER_LIMIT = 4
    UNREACHABLE = 5
    PARTLY = 6
    INTERRUPTED = 130


class Stopped(Exception):  # noqa: N818 - not always an error: a limit asked for may be over
    """A command ends here: `said` (what, where, how to mend it) goes to stderr, `code` to the shell."""

    def __init__(self, said: Both | str, code: Exit = Exit.FAILED) -> None:
        super().__init__(said)
        self.said = said
        self.code = code


def language() -> str:
    """Return `zh` or `en`: what TONGPIN_LANG or the locale says, Chinese where neither names a language of ours."""
    for name in ("TONGPIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def spoken(said: Both | str) -> str:
    """Return a sentence in the operator's language."""
    return said if isinstance(said, str) else said.spoken(language())


def say(said: Both | str) -> None:
    """Say a sentence on stderr."""
    print(spoken(said), file=sys.stderr, flush=True)  # noqa: T201 - the terminal is where it goes


def emit(document: Any) -> None:  # noqa: ANN401 - whatever msgspec writes
    """Write one JSON document on stdout."""
    encoded = msgspec.json.format(msgspec.json.encode(document), indent=2)
    sys.stdout.write(encoded.decode() + "\n")
