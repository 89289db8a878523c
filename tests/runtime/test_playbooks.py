"""A stored version holds the playbook and its word files, and is read as it was adopted."""

import pytest

from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.journal.batch import PlaybookVersion
from tongpin.journal.bundles import bundled, unbundled
from tongpin.kernel.playbook.problems import PlaybookInvalid
from tongpin.runtime.community import NO_PLAYBOOK
from tongpin.runtime.playbooks import compiler, read_version

TEXT = """
tongpin: 1
community: {name: 读书会, language: en}
conduct:
  rules:
    - {rule: keywords, words: {file: words.txt}}
"""


def test_without_word_files_the_playbook_is_kept_as_it_was_written() -> None:
    assert bundled(TEXT, {}) == TEXT


@pytest.mark.parametrize("files", [{}, {"words.txt": "加微信"}])
def test_what_was_put_together_is_taken_apart(files: dict[str, str]) -> None:
    bundle = unbundled(bundled(TEXT, files))
    assert (bundle.text, bundle.files) == (TEXT, files)


def test_word_files_are_kept_with_the_playbook_that_names_them() -> None:
    body = bundled(TEXT, {"words.txt": "加微信\n兼职\n"})
    compiled = compiler([CONDUCT])(PlaybookVersion(3, 1, "", body, 0), b"key")
    assert (compiled.version, compiled.language, compiled.plan.words) == (3, "en", ("加微信", "兼职"))


def test_a_word_file_that_was_not_kept_is_told_of() -> None:
    with pytest.raises(PlaybookInvalid):
        read_version(bundled(TEXT, {"other.txt": "词"}), [CONDUCT])


def test_without_a_playbook_nothing_is_asked_of_anybody() -> None:
    compiled = compiler([CONDUCT])(NO_PLAYBOOK, b"key")
    assert compiled.plan.words == ()
    assert compiled.version == 0
