"""The talk of the simulation is in form: rich enough, every role and slot known, every name somebody's own."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.runtime.playing import network_group
from tongpin.kernel.chance import Chance
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.conduct import BreachFound
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.simulation.company import ANY, ROLES, Company
from tongpin.runtime.simulation.decks import Deck
from tongpin.runtime.simulation.material import CHATS, Thread, people, quarrels, sayings, threads, words
from tongpin.runtime.simulation.people import (
    MEMBERS,
    OWNER,
    STEWARDS_OF_DEMO,
    TRAITS,
    YOU,
    newcomer,
    place_of,
    population,
    stranger,
)
from tongpin.runtime.simulation.scenes import UNSEEN, Line, Scene, dialogue, monologue
from tongpin.runtime.simulation.stage import Stage

EVERYBODY = population(MEMBERS)
KNOWN_ROLES = {role for roles in ROLES.values() for role in roles} | {*TRAITS, "host"} - {""}
OWN = {"nick", "trade", "city"}
MADE_UP = {"zw", "phone", "number", "at", "guest"}

every_thread = pytest.mark.parametrize("thread", [*threads(), *quarrels()], ids=lambda thread: thread.title)


def slots(text: str) -> set[str]:
    found = re.findall(r"\{([^{}]+)\}", text)
    return {slot for slot in found if not re.fullmatch(r"\d+-\d+", slot)}


def chance(seed: int = 1) -> Chance:
    return Chance(bytes([seed]))


def test_there_is_much_to_say() -> None:
    assert len(threads()) >= 60
    assert len({turn.says for thread in threads() for turn in thread.turns}) >= 450
    assert {thread.chat for thread in threads()} == {chat.id for chat in CHATS}
    titles = Counter(thread.title for thread in (*threads(), *quarrels()))
    assert max(titles.values()) == 1


@every_thread
def test_a_dialogue_is_in_form(thread: Thread) -> None:
    roles = [turn.role for turn in thread.turns]
    assert 3 <= len(thread.turns) <= 10
    assert set(roles) <= KNOWN_ROLES
    assert len(set(roles)) >= 2
    assert thread.cast.keys() <= set(roles)
    talkers = [each.person for each in EVERYBODY if each.persona.name not in {"advertiser", "quarreller"}]
    assert set(thread.cast.values()) <= {ANY} | {name for each in talkers for name in (each.group, each.trade)}
    for place, turn in enumerate(thread.turns):
        assert turn.to in {"", *roles[:place]}
        assert turn.to != turn.role
        assert len(turn.says) >= 2
        assert {slot.partition(".")[0] for slot in slots(turn.says)} <= OWN | words().keys() | set(roles)


def test_sayings_have_known_slots() -> None:
    known = OWN | MADE_UP | {"newcomer", "self"}
    for said in sayings().values():
        for saying in said:
            assert {slot.partition(".")[0] for text in saying for slot in slots(text)} <= known


def test_everybody_has_a_name_of_his_own() -> None:
    everybody = (*people().members, *people().newcomers)
    assert len({each.nick for each in everybody} | set(people().strangers)) == len(everybody) + len(people().strangers)
    assert len(people().members) >= MEMBERS


def test_most_cards_are_in_form_and_a_few_people_have_none() -> None:
    cards = [each.card for each in EVERYBODY]
    in_form = [card for card in cards if len(re.split("[-｜]", card)) == 2]
    assert len(cards) * 3 // 4 < len(in_form) < len(cards)
    assert 0 < cards.count("") < len(cards) // 10


def test_the_demo_has_an_owner_two_stewards_and_one_to_be() -> None:
    assert [each.duty for each in (OWNER, *STEWARDS_OF_DEMO, YOU)] == ["owner", "steward", "steward", ""]
    assert (OWNER.external, YOU.external, YOU.persona.name) == ("s0001", "s0006", "regular")
    assert YOU.card.startswith(YOU.person.nick)


def test_who_joins_later_is_somebody_else() -> None:
    later = [newcomer(MEMBERS + place) for place in range(2 * len(people().newcomers))]
    nicks = {each.person.nick for each in later}
    assert len(nicks) == len(later)
    assert [place_of(each.external) for each in later[:2]] == [MEMBERS, MEMBERS + 1]
    assert stranger(MEMBERS + len(people().strangers)).card == people().strangers[0] + "2"
    assert [place_of(each) for each in ("s0042", "visitor", "sun", "")] == [41, -1, -1, -1]


def test_a_name_is_never_given_twice_however_many_there_are() -> None:
    assert len({each.person.nick for each in population(1_000)}) == 1_000


def test_a_deck_goes_round() -> None:
    deck = Deck("abcd", chance())
    first = [deck.draw() for _ in range(4)]
    assert sorted(first) == list("abcd")
    assert [deck.draw() for _ in range(4)] == first
    assert Deck("abcd", chance(), ahead=1).draw() == first[-1]


def test_of_a_deck_the_first_that_fits_is_drawn() -> None:
    deck = Deck(range(6), chance())
    order = [deck.draw() for _ in range(6)]
    odd = [each for each in order if each % 2]
    assert [deck.draw_where(lambda each: each % 2 == 1) for _ in range(4)] == [*odd, odd[0]]
    with pytest.raises(LookupError):
        deck.draw_where(lambda each: each > 6)


def thread_of(title: str) -> Thread:
    return next(each for each in threads() if each.title == title)


def test_roles_are_taken_by_whom_they_fit() -> None:
    cast = Company(EVERYBODY).cast(thread_of("小批量包装"), chance())
    assert (cast["asker"].person.group, cast["expert"].person.trade) == ("craft", "印刷厂")
    assert cast["asker"].persona.name in {"regular", "newcomer"}
    quarrel = Company(EVERYBODY).cast(quarrels()[0], chance())
    assert {quarrel[role].persona.name for role in ("hothead", "rival")} == {"quarreller"}
    assert quarrel["joker"].trait == "joker"


def test_where_too_few_are_there_nobody_plays() -> None:
    thread = thread_of("小批量包装")
    assert Company(EVERYBODY[:2]).cast(thread, chance()) == {}
    assert Company(EVERYBODY, may_speak=lambda _member: False).cast(thread, chance()) == {}


def test_a_company_knows_its_people_by_their_ids() -> None:
    company = Company(EVERYBODY)
    assert company.member("s0006") is YOU
    assert company.member("s9999") is None


def test_a_dialogue_is_filled_and_answers_the_turn_that_it_is_about() -> None:
    thread = thread_of("快递卡住了")
    cast = Company(EVERYBODY).cast(thread, chance())
    lines = dialogue(thread, cast, chance())
    assert [line.after for line in lines] == [-1, 0, 1, -1, 3, -1]
    assert cast["asker"].person.city in lines[0].text
    assert not [line.text for line in lines if "{" in line.text]


def test_a_word_stays_the_same_within_a_dialogue() -> None:
    thread = thread_of("中午吃什么")
    cast = Company(EVERYBODY).cast(thread, chance())
    lines = dialogue(thread, cast, chance())
    dish = next(each for each in words()["dish"] if each in lines[1].text)
    assert dish in lines[-1].text


def test_large_numbers_are_round() -> None:
    thread = thread_of("晒第一笔副业收入")
    cast = Company(EVERYBODY).cast(thread, chance())
    for seed in range(5):
        (years, money) = map(int, re.findall(r"\d+", dialogue(thread, cast, chance(seed))[0].text))
        assert 3 <= years <= 8
        assert money % 10 == 0


def test_sayings_are_filled() -> None:
    (called,) = monologue(sayings()["mentions"][0], YOU, chance(), EVERYBODY[:9])
    assert called.text.count("@") == 7
    (hidden,) = monologue(["加{zw}微{zw}信 {phone} {number}"], YOU, chance())
    assert hidden.text.startswith(f"加{UNSEEN}微{UNSEEN}信 1")
    assert len(monologue(sayings()["doubles"][0], YOU, chance())) == 2


def test_a_scene_knows_how_far_it_has_come() -> None:
    scene = Scene("main", [Line(YOU, "问"), Line(OWNER, "答", 0)])
    assert scene.next_speaker is YOU
    assert scene.take() == (Line(YOU, "问"), "")
    scene.said("m1")
    assert scene.take() == (Line(OWNER, "答", 0), "m1")
    assert scene.next_speaker is None


def test_hardly_a_line_of_a_dialogue_breaks_a_rule() -> None:
    """Each dialogue three times, by different people, a minute apart."""
    stage = Stage(network_group(), CAPABILITIES, 0)
    at, said = 1, 0
    for round_ in range(3):
        for place, thread in enumerate((*threads(), *quarrels())):
            luck = Chance(bytes([round_, place]))
            for line in dialogue(thread, Company(EVERYBODY).cast(thread, luck), luck):
                at, said = at + 10_000, said + 1
                stage.play([Arrival("webchat", str(said), at, "message", thread.chat, line.who.external, line.text)])
    found = [fact for entry in stage.fresh() for fact in entry.facts if isinstance(fact, BreachFound)]
    assert said > 1_500
    assert 0 < len(found) <= said * 0.02


@pytest.mark.parametrize(
    "kind,rules",
    [
        ("adverts", {"广告"}),
        ("disguised", {"广告", "联系方式"}),
        ("own", {"广告"}),
        ("misread", {"广告"}),
        ("contacts", {"联系方式", "广告"}),
        ("swaps", {"换群"}),
        ("pyramids", {"拉人头"}),
        ("appeals_for_help", {"求助先核实"}),
        ("links", {"光链接"}),
        ("mentions", {"点名太多"}),
        ("doubles", {"重复"}),
        ("floods", {"刷屏"}),
    ],
)
def test_what_is_to_break_a_rule_breaks_it(kind: str, rules: set[str]) -> None:
    for place, saying in enumerate(sayings()[kind]):
        stage = Stage(network_group(), CAPABILITIES, 0)
        for count, line in enumerate(monologue(saying, YOU, chance(place), EVERYBODY[:9])):
            stage.play([Arrival("webchat", str(count), 1 + count * 2_000, "message", "main", "s0006", line.text)])
        found = [fact.rule for entry in stage.fresh() for fact in entry.facts if isinstance(fact, BreachFound)]
        assert found, saying
        assert set(found) <= rules, saying
