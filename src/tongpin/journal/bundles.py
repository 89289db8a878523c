"""A version of a playbook as one text: the playbook itself, or a bundle of it and the word files that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping


class Bundle(msgspec.Struct, tag="playbook", tag_field="bundle"):
    """A playbook, and its word files by their names."""

    text: str
    files: dict[str, str] = {}


_OPENING = '{"bundle":"playbook",'


def bundled(text: str, files: Mapping[str, str]) -> str:
    """Return a playbook and its word files as one text; without files it is the playbook itself."""
    return msgspec.json.encode(Bundle(text, dict(files))).decode() if files else text


def unbundled(body: str) -> Bundle:
    """Return what `bundled` put together."""
    return msgspec.json.decode(body, type=Bundle) if body.startswith(_OPENING) else Bundle(body)
