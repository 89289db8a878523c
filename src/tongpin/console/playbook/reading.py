"""Versions of the playbook as the pages need them, and what a text says or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.utils.module_loading import import_string

from tongpin.journal.bundles import unbundled
from tongpin.journal.models import PlaybookVersion
from tongpin.kernel.capability import Capability
from tongpin.kernel.playbook.document import Document, read_document
from tongpin.kernel.playbook.plain import Chapter, in_plain_words
from tongpin.kernel.playbook.playbook import CommunitySection, Playbook, read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem
from tongpin.kernel.playbook.section import Section
from tongpin.runtime.playbooks import NONE

FILE = "playbook.yaml"
"""What the playbook is called where problems name it, and when it is saved."""
_KEPT = 32
"""Texts whose reading is remembered: a page that is looked at again need not read anew."""


class Version(NamedTuple):
    """A version: its number (0: nothing was adopted yet), who adopted it (0: the operator), why and when (ms).

    `files` are the word files that its text names.
    """

    number: int
    author: int
    reason: str
    at: int
    text: str
    files: Mapping[str, str]


class Read(NamedTuple):
    """A text that was read: the playbook, or all that is wrong; and the word files that it names."""

    playbook: Playbook | None
    problems: Sequence[Problem]
    files: Mapping[str, str]


def newest(community: int) -> Version:
    """Return the version in force."""
    rows = PlaybookVersion.objects.filter(community=community).order_by("-version")
    row = rows.first()
    return version_in(row) if row else Version(0, 0, "", 0, NONE, {})


def version_of(community: int, number: int) -> Version:
    """Return a version; there is no such page where there is none."""
    row = PlaybookVersion.objects.filter(community=community, version=number).first()
    if row is not None:
        return version_in(row)
    if number:
        raise Http404
    return Version(0, 0, "", 0, NONE, {})


def version_before(community: int, number: int) -> Version:
    """Return the version that one took the place of; an empty one for the first."""
    rows = PlaybookVersion.objects.filter(community=community, version__lt=number).order_by("-version")
    row = rows.first()
    return version_in(row) if row else Version(0, 0, "", 0, NONE, {})


def version_in(row: PlaybookVersion) -> Version:
    """Return the version that a row holds."""
    bundle = unbundled(row.body)
    return Version(row.version, row.author, row.reason, row.at, bundle.text, bundle.files)


def read(text: str, files: Mapping[str, str]) -> Read:
    """Read a text with the word files that it may name."""
    return _read(text, tuple(sorted(files.items())))


@lru_cache(maxsize=_KEPT)
def document_of(text: str) -> Document:
    """Return the tree of a text; it is not to be changed."""
    return read_document(text)


def chapters_of(text: str, files: Mapping[str, str]) -> Sequence[Chapter]:
    """Return what a text says in plain words; nothing where something is wrong with it."""
    playbook = read(text, files).playbook
    return in_plain_words(playbook, capabilities()) if playbook else ()


def capabilities() -> Sequence[Capability]:
    """Return what a playbook may speak of."""
    wired: Sequence[Capability] = import_string(settings.TONGPIN_CAPABILITIES)
    return wired


def models() -> Mapping[str, type[Section]]:
    """Return the models of all sections by their names, the community's own first."""
    found: dict[str, type[Section]] = {"community": CommunitySection}
    for each in capabilities():
        if issubclass(each.section, Section):
            found[each.name] = each.section
    return found


@lru_cache(maxsize=_KEPT)
def _read(text: str, files: tuple[tuple[str, str], ...]) -> Read:
    known, named = dict(files), {}

    def read_file(name: str) -> str:
        if name not in known:
            raise FileNotFoundError(name)
        named[name] = known[name]
        return known[name]

    try:
        return Read(read_playbook(text, capabilities(), FILE, read_file), (), named)
    except PlaybookInvalid as invalid:
        return Read(None, invalid.problems, named)
