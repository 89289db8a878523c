"""Every rule has its sentence."""

from tests.conformance.sentences import sentences_of
from tongpin.capabilities.conduct.rules import RULES


def test_every_rule_has_its_sentence() -> None:
    assert sorted(sentences_of("conduct")) == sorted(rule.kind for rule in RULES)
