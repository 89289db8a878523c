"""A text that somebody is changing: it travels in the forms, so that nothing typed is lost and nothing is kept.

Every form of these pages carries the version it began from. Where another has come into force meanwhile, both
differences are shown before anything is adopted.
"""

from __future__ import annotations

import json
from typing import NamedTuple
from uuid import uuid4

from django.http import Http404

from tongpin.console.playbook.reading import Read, Version, newest, read, version_of
from tongpin.webkit.access import PageRequest

_DIGITS = 18
"""Digits of a number that the database takes."""


class Draft(NamedTuple):
    """A text, the version that it began from, and the one that its word files come from.

    `key` is the arrival's, so that the same form sent twice adopts once.
    """

    text: str
    base: Version
    files: Version
    newest: Version
    key: str

    @property
    def is_changed(self) -> bool:
        """Say whether it differs from what it began from."""
        return self.text != self.base.text

    @property
    def is_outdated(self) -> bool:
        """Say whether another version came into force since it was begun."""
        return self.base.number != self.newest.number

    @property
    def carried(self) -> str:
        """Return the text as a hidden field carries it, every character kept; empty where it is the base's own."""
        return json.dumps(self.text, ensure_ascii=False) if self.is_changed else ""

    def read(self) -> Read:
        """Return the playbook that it writes, or what is wrong with it."""
        return read(self.text, self.files.files)

    def saying(self, text: str) -> Draft:
        """Return the draft with another text."""
        return self._replace(text=text)


def draft_of(request: PageRequest, community: int) -> Draft:
    """Return the text that a form brings along; without one, that in force."""
    latest = newest(community)
    base = _version(request, community, "base", latest)
    files = _version(request, community, "files", base)
    key = request.POST.get("key", "") or uuid4().hex
    return Draft(_text(request, base), base, files, latest, key)


def begun(community: int) -> Draft:
    """Return a draft that nothing has been changed in yet."""
    latest = newest(community)
    return Draft(latest.text, latest, latest, latest, uuid4().hex)


def _version(request: PageRequest, community: int, name: str, otherwise: Version) -> Version:
    asked = request.POST.get(name, "")
    if not asked:
        return otherwise
    if not (asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS):
        raise Http404
    return version_of(community, int(asked))


def _text(request: PageRequest, base: Version) -> str:
    if "text" in request.POST:
        return _typed(request.POST["text"], base.text)
    carried = request.POST.get("draft", "")
    if not carried:
        return base.text
    try:
        text = json.loads(carried)
    except (ValueError, RecursionError):
        raise Http404 from None
    if not isinstance(text, str):
        raise Http404
    return text


def _typed(text: str, before: str) -> str:
    """Give a text from a textarea the line breaks of the one before it: browsers send their own."""
    plain = _with_plain_breaks(text)
    if plain == _with_plain_breaks(before):
        return before
    return plain.replace("\n", "\r\n") if before.count("\r\n") * 2 > before.count("\n") else plain


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
