"""A playbook from the disk, ready to run; what is wrong with it goes to the operator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tongpin.journal.bundles import bundled
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.playbook import Playbook, read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, render
from tongpin.project.terminal import Exit, Stopped, language
from tongpin.project.wiring import CAPABILITIES

KEY = b"tongpin"
"""Keys the fingerprints where nothing is kept: a rehearsal gives the same bytes every time."""

_UNREADABLE = Both(
    "读不了剧本 {path}：{error}。请检查路径，文件要用 UTF-8 保存。",
    "The playbook {path} cannot be read: {error}. Check the path; the file is to be saved as UTF-8.",
)


def open_playbook(path: Path) -> Playbook:
    """Return a playbook, or raise `PlaybookInvalid`; one that cannot be opened ends the command."""
    return read_playbook(_text_of(path), CAPABILITIES, str(path), lambda name: (path.parent / name).read_text("utf-8"))


def packed_playbook(path: Path) -> str:
    """Return a playbook with the word files that it names as one text, as the journal keeps a version.

    One with problems ends the command, with all of them shown.
    """
    files: dict[str, str] = {}

    def read_file(name: str) -> str:
        files[name] = (path.parent / name).read_text("utf-8")
        return files[name]

    text = _text_of(path)
    with _problems_shown():
        read_playbook(text, CAPABILITIES, str(path), read_file)
    return bundled(text, files)


def compile_playbook(path: Path) -> Compiled:
    """Return a playbook made ready as version 1; one with problems ends the command, with all of them shown."""
    with _problems_shown():
        return open_playbook(path).compile(1, KEY, CAPABILITIES)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(_UNREADABLE.filled({"path": path, "error": error}), Exit.PLAYBOOK_INVALID) from None


@contextmanager
def _problems_shown() -> Iterator[None]:
    try:
        yield
    except PlaybookInvalid as invalid:
        shown = "\n\n".join(render(problem, language()) for problem in invalid.problems)
        raise Stopped(shown, Exit.PLAYBOOK_INVALID) from None
