from tongpin.kernel import vocabulary
from tongpin.kernel.words.acts import Recall, Say
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import BreachFound
from tongpin.kernel.words.course import PlaybookAdopted
from tongpin.text.reading import Hit, Reading


def test_facts_come_back_as_they_were_written() -> None:
    reading = Reading(9, 5, 1, 0, 77, 3, (Hit(4, 1, 3),), (), cut=False)
    facts = [
        MessagePosted(1, 2, 3, 4, reading),
        BreachFound(2, 1, 3, 4, "length", 12, 9, 10, ((0, 9),)),
        PlaybookAdopted(2),
    ]
    assert vocabulary.decode_facts(vocabulary.encode_facts(list(facts))) == facts


def test_actions_come_back_as_they_were_written() -> None:
    actions = [Say(1, "toy.hello", (("count", 3), ("rule", "length")), to=2), Recall(1, 2, 3)]
    assert vocabulary.decode_actions(vocabulary.encode_actions(list(actions))) == actions


def test_every_word_has_a_name_of_its_own() -> None:
    assert len(vocabulary.BY_NAME) == len(vocabulary.FACTS) + len(vocabulary.ACTIONS)
    assert set(vocabulary.EVENTS) < set(vocabulary.FACTS)
