"""One row a breach, with all that explains it."""

from tests.conformance.cases import Conversation, facts_of, instant
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.conduct.models import Breach
from tongpin.capabilities.conduct.projection import BREACHES, breach_row
from tongpin.kernel.words.conduct import BreachFound


def test_a_breach_is_one_row() -> None:
    rules = [{"rule": "length", "at_least": 3}, {"rule": "length", "id": "longer"}]
    conversation = Conversation([CONDUCT], {"conduct": {"rules": rules}})
    conversation.says("mon 10:00", "ann", "今天天气真的是不错啊")
    (entry,) = conversation.says("mon 10:01", "ann", "嗯嗯")
    (fact,) = facts_of([entry], BreachFound)
    assert isinstance(fact, BreachFound)
    row = (2, 1, 1, 2, 2, "length", 0, 2, 3, "longer", 0, instant("mon 10:01"))
    assert list(breach_row(None, conversation.fold.standing, entry, fact)) == [(BREACHES, row)]


def test_a_breach_says_what_it_is() -> None:
    assert str(Breach(community=1, n=7, rule="length")) == "length · 7"
