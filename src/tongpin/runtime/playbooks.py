"""A version of a playbook as the journal keeps it: the text together with the word files that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.playbook.playbook import Playbook, read_playbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tongpin.journal.batch import PlaybookVersion
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.compiled import Compiled

NONE = "tongpin: 1\ncommunity: {name: '-'}\n"
"""What a community is run by before it has adopted a playbook: nothing is asked of anybody."""


class _Bundle(msgspec.Struct, tag="playbook", tag_field="bundle"):
    text: str
    files: dict[str, str]


_OPENING = '{"bundle":"playbook",'


def bundled(text: str, files: Mapping[str, str]) -> str:
    """Return a playbook and its word files as one text; without files it is the playbook itself."""
    return msgspec.json.encode(_Bundle(text, dict(files))).decode() if files else text


def read_version(body: str, capabilities: Sequence[Capability]) -> Playbook:
    """Return the playbook of a stored version; raises `PlaybookInvalid` where it is none."""
    if not body.startswith(_OPENING):
        return read_playbook(body or NONE, capabilities)
    bundle = msgspec.json.decode(body, type=_Bundle)

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
