"""Every sentence stands in Chinese and English, with the same fields, which it names."""

from string import Formatter
from typing import Any

import pytest

from tests.conformance.sentences import sentences_of
from tongpin.project.wiring import CAPABILITIES

SENTENCES = [
    (f"{each.name}.{name}", sentence) for each in CAPABILITIES for name, sentence in sentences_of(each.name).items()
]


@pytest.mark.parametrize("name,sentence", SENTENCES, ids=[name for name, _ in SENTENCES])
def test_a_sentence_says_the_same_in_both_languages(name: str, sentence: dict[str, Any]) -> None:
    assert set(sentence) == {"zh", "en", "fields"}
    fields = set(sentence["fields"])
    assert fields_in(sentence["zh"]) == fields == fields_in(sentence["en"])


def fields_in(text: str) -> set[str]:
    """The fields of a sentence; each is a bare `{name}`, never a format or an attribute."""
    found = [(field, form, change) for _, field, form, change in Formatter().parse(text) if field is not None]
    assert all(field.isidentifier() and not form and not change for field, form, change in found), text
    return {field for field, _, _ in found}
