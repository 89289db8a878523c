"""A sentence in both languages that people read."""

from collections.abc import Mapping
from typing import NamedTuple


class Both(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def spoken(self, language: str) -> str:
        """Return the words in `language`: Chinese for every `zh-...`, else English."""
        return self.zh if language.startswith("zh") else self.en

    def filled(self, values: Mapping[str, object]) -> "Both":
        """Put `values` for their `{name}`; a value that is itself `Both` goes in by its language."""
        return Both(_filled(self.zh, values, "zh"), _filled(self.en, values, "en"))


def _filled(template: str, values: Mapping[str, object], language: str) -> str:
    return template.format_map(
        {name: value.spoken(language) if isinstance(value, Both) else value for name, value in values.items()}
    )
