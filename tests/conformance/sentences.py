"""The catalogue of sentences that a capability may say in chat: `chat/sentences.yaml`.

flood:
  zh: 短时间内连发了 {measured} 条
  en: '{measured} messages in a short time'
  fields: [measured]
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML

from tests.architecture.tracked import PACKAGE


def sentences_of(capability: str) -> dict[str, dict[str, Any]]:
    """The sentences of a capability by their name; none where it says nothing."""
    file = PACKAGE / "capabilities" / capability / "chat" / "sentences.yaml"
    return YAML(typ="safe").load(file.read_text("utf-8")) if file.exists() else {}
