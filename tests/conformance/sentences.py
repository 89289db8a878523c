"""The catalogue of sentences that a capability may say in chat: `chat/sentences.yaml`.

flood:
  zh: 短时间内连发了 {measured} 条
  en: '{measured} messages in a short time'
  fields: [measured]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from tests.architecture.tracked import PACKAGE


@cache
def sentences_of(capability: str) -> dict[str, dict[str, Any]]:
    """The sentences of a capability by their name; none where it says nothing."""
    file = PACKAGE / "capabilities" / capability / "chat" / "sentences.yaml"
    return YAML(typ="safe").load(file.read_text("utf-8")) if file.exists() else {}


def fields_needed(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """The fields that a sentence (`conduct.flood`) and the sentences within it are filled from."""
    capability, _, own = name.partition(".")
    for field in sentences_of(capability)[own]["fields"]:
        yield field
        if field.endswith("_said") and values.get(field):
            yield from fields_needed(values[field], values)
