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
    values = {name: value[:MOST_VALUE] if isinstance(value, str) else value for name, value in say.fields}
    return sentence(say.sentence).spoken(language).format_map(values)[:MOST_SAID]


def explainer(language: str) -> Callable[[BreachFound], str]:
    """Return what says in a language what a breach measured against what."""
    templates: dict[str, str] = {}

    def explain(breach: BreachFound) -> str:
        template = templates.get(breach.sentence)
        if template is None:
            template = templates[breach.sentence] = sentence(breach.sentence).spoken(language)
        return template.format(measured=breach.measured, limit=breach.limit)

    return explain
