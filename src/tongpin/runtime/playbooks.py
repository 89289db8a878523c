"""A version of a playbook as the journal keeps it: the text together with the word files that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongpin.journal.bundles import unbundled
from tongpin.kernel.playbook.playbook import Playbook, read_playbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tongpin.journal.batch import PlaybookVersion
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.compiled import Compiled

NONE = "tongpin: 1\ncommunity: {name: '-'}\n"
"""What a community is run by before it has adopted a playbook: nothing is asked of anybody."""


def read_version(body: str, capabilities: Sequence[Capability]) -> Playbook:
    """Return the playbook of a stored version; raises `PlaybookInvalid` where it is none."""
    bundle = unbundled(body or NONE)

    def read_file(name: str) -> str:
        if name not in bundle.files:
            raise FileNotFoundError(name)
        return bundle.files[name]

    return read_playbook(bundle.text, capabilities, read_file=read_file)


def compiler(capabilities: Sequence[Capability]) -> Callable[[PlaybookVersion, bytes], Compiled]:
    """Return what makes a stored version ready for deciding."""

    def compile_version(version: PlaybookVersion, key: bytes) -> Compiled:
        return read_version(version.body, capabilities).compile(version.version, key, capabilities)

    return compile_version
