"""What capabilities say, from their `chat/sentences.yaml`: by name, in both languages, filled by `{name}` alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from tongpin.kernel.playbook.bilingual import Both

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tongpin.kernel.words.acts import Say
    from tongpin.kernel.words.conduct import BreachFound

MOST_VALUE = 200
"""Characters of one value; the values are numbers and words of the playbook."""
MOST_SAID = 2_000
"""Characters of what is said; every platform takes as many."""
SENTENCE, SPAN = "_said", "_span"
"""How a field's name ends whose value names a sentence, or is a span of time in milliseconds."""
UNITS = (
    (86_400_000, Both("天", "d")),
    (3_600_000, Both("小时", "h")),
    (60_000, Both("分钟", "min")),
    (1_000, Both("秒", "s")),
)


@cache
def sentences_of(capability: str) -> Mapping[str, Both]:
    """Return the sentences of a capability by their names."""
    text = files(f"tongpin.capabilities.{capability}").joinpath("chat", "sentences.yaml").read_text("utf-8")
    return {name: Both(said["zh"], said["en"]) for name, said in YAML(typ="safe").load(text).items()}


def sentence(name: str) -> Both:
    """Return the sentence that a word names: `conduct.flood` is `flood` of the capability `conduct`."""
    capability, _, own = name.partition(".")
    return sentences_of(capability)[own]


def rendered(say: Say, language: str) -> str:
    """Return what is to be said, in a language: `{name}` filled from the fields, cut where it is too long."""
    values = {name: _shown(name, value, language) for name, value in say.fields}
    for name, value in say.fields:
        if name.endswith(SENTENCE) and value:
            values[name] = sentence(str(value)).spoken(language).format_map(values)
    return sentence(say.sentence).spoken(language).format_map(values)[:MOST_SAID]


def _shown(name: str, value: int | str, language: str) -> int | str:
    if isinstance(value, str):
        return value[:MOST_VALUE]
    return _span_in_words(value, language) if name.endswith(SPAN) else value


def _span_in_words(span: int, language: str) -> str:
    """Write 90 minutes as `1 小时 30 分钟` or `1 h 30 min`."""
    parts = []
    for size, unit in UNITS:
        count, span = divmod(span, size)
        if count:
            parts.append(f"{count} {unit.spoken(language)}")
    return " ".join(parts) or f"0 {UNITS[-1][1].spoken(language)}"


def explainer(language: str) -> Callable[[BreachFound], str]:
    """Return what says in a language what a breach measured against what."""
    templates: dict[str, str] = {}

    def explain(breach: BreachFound) -> str:
        template = templates.get(breach.sentence)
        if template is None:
            template = templates[breach.sentence] = sentence(breach.sentence).spoken(language)
        return template.format(measured=breach.measured, limit=breach.limit)

    return explain
