"""The cast: forty minutes of it before a clock that the test turns, with the real rules of the network group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.conftest import MakeDatabase
from tests.runtime.playing import AFTERNOON, Performance, network_group
from tongpin.journal.opening import open_store
from tongpin.kernel.connector import Order, Refused, Support
from tongpin.kernel.words.acts import Recall
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import (
    BreachFound,
    MemberMuted,
    MessageRecalled,
    SanctionConfirmed,
    SanctionUndone,
)
from tongpin.kernel.words.entry import Entry
from tongpin.kernel.words.ledger import Posted
from tongpin.project.processes import house
from tongpin.runtime.broker import Delivery
from tongpin.runtime.engine import Engine
from tongpin.runtime.simulation.director import Director
from tongpin.runtime.simulation.journals import StoreJournal
from tongpin.runtime.simulation.material import CHATS, sayings
from tongpin.runtime.simulation.pen import Pen
from tongpin.runtime.simulation.people import GUESTS, MEMBERS, YOU, population
from tongpin.runtime.simulation.seeding import CLOCK, SOURCE

MINUTE = 60_000
LASTING = 40 * MINUTE


@pytest.fixture(scope="module")
def played() -> Performance:
    return Performance(LASTING).play()


def messages(played: Performance) -> list[Arrival]:
    return [each for each in played.said if each.kind == "message"]


def facts(played: Performance, kind: type[Fact]) -> list[tuple[int, Fact]]:
    """What followed from the play, and when (ms after its beginning)."""
    return [
        (entry.at - played.began, fact)
        for entry in played.entries
        if entry.at >= played.began
        for fact in entry.facts
        if isinstance(fact, kind)
    ]


def patterns_of(kinds: Iterator[str]) -> re.Pattern[str]:
    """What every text of these kinds of sayings matches, whatever fills its slots."""
    texts = [text for kind in kinds for saying in sayings()[kind] for text in saying]
    return re.compile("|".join(re.sub(r"\\\{[^{}]+\\\}", ".*", re.escape(text)) for text in texts))


SAYINGS = patterns_of(iter(sayings()))
COMMANDS = re.compile("签到|积分|排行|排行 总|我的|(申诉|确认|撤销|维持) .*")


def test_the_pace_is_that_of_people(played: Performance) -> None:
    sent = [each.sent for each in messages(played)]
    gaps = [after - before for before, after in pairwise(sent)]
    assert sent[0] - played.began <= 2_000
    assert max(gaps) <= 8_000
    assert 3_000 <= sum(gaps) / len(gaps) <= 5_000


def test_within_a_dialogue_lines_come_in_bursts(played: Performance) -> None:
    replies = {each.id: each.sent for each in messages(played)}
    gaps = [each.sent - replies[each.reply_to] for each in messages(played) if each.reply_to in replies]
    assert sum(1_500 <= gap <= 4_100 for gap in gaps) > len(gaps) / 3


def test_every_chat_is_alive(played: Performance) -> None:
    said = Counter(each.chat for each in messages(played))
    assert said.keys() == {chat.id for chat in CHATS}
    assert min(said.values()) > len(messages(played)) // 12


def test_nothing_is_said_twice_in_a_chat_within_ten_minutes(played: Performance) -> None:
    doubled = {text for saying in sayings()["doubles"] for text in saying}
    latest: dict[tuple[str, str], int] = {}
    repeated = []
    for each in messages(played):
        if COMMANDS.fullmatch(each.text) or each.text in doubled:
            continue
        if each.sent - latest.get((each.chat, each.text), -LASTING) < 10 * MINUTE:
            repeated.append(each.text)
        latest[each.chat, each.text] = each.sent
    assert repeated == []


def test_adverts_come_soon_and_often_and_are_recalled(played: Performance) -> None:
    adverts = [at for at, fact in facts(played, BreachFound) if isinstance(fact, BreachFound) and fact.rule == "广告"]
    recalled = [fact.member for _, fact in facts(played, MessageRecalled) if isinstance(fact, MessageRecalled)]
    assert adverts[0] <= 10_000
    assert 35_000 <= LASTING / len(adverts) <= 55_000
    assert len(recalled) >= len(adverts)
    assert facts(played, MemberMuted)


def test_every_rule_is_broken_by_somebody(played: Performance) -> None:
    broken = {fact.rule for _, fact in facts(played, BreachFound) if isinstance(fact, BreachFound)}
    everything = {rule.id for rule in network_group().settings["conduct"].rules}
    assert everything - broken <= {"换群", "拉人头"}, "these two happen when nothing waits to be confirmed"


def test_ordinary_talk_is_left_alone(played: Performance) -> None:
    ordinary = {
        place
        for place, each in enumerate(messages(played), 1)
        if not SAYINGS.fullmatch(each.text) and not COMMANDS.fullmatch(each.text)
    }
    first = next(entry.facts[0] for entry in played.entries if entry.at >= played.began)
    touched = {
        fact.message - getattr(first, "message", 0) + 1
        for _, fact in facts(played, BreachFound)
        if isinstance(fact, BreachFound)
    }
    assert len(ordinary) > 400
    assert len(ordinary & touched) / len(ordinary) <= 0.02


def test_something_is_always_left_for_a_visitor(played: Performance) -> None:
    assert min(played.low) >= 1
    assert facts(played, SanctionConfirmed)
    assert facts(played, SanctionUndone)


def test_who_is_muted_or_out_says_nothing(played: Performance) -> None:
    witness = type(played.witness)(played.stage.member)
    told, spoken = [], []
    for entry in played.entries:
        event = entry.facts[0]
        if entry.at >= played.began and type(event).__name__ == "MessagePosted":
            member = played.stage.member(event.member)  # type: ignore[attr-defined] # a message has one
            spoken.append(member)
            told += [member] * (witness.is_muted(member, entry.at - 8_000) or member not in witness.here)
        witness.hear([entry])
    assert len(spoken) == len(messages(played))
    assert told == []


def test_each_checks_in_once_a_day(played: Performance) -> None:
    senders = Counter(each.sender for each in messages(played) if each.text == "签到")
    assert len(senders) > 20
    assert max(senders.values()) == 1
    assert all(played.witness.checked_in_on(each) == CLOCK.day(AFTERNOON) for each in senders)


def test_nobody_speaks_for_a_visitor(played: Performance) -> None:
    assert not {each.sender for each in played.said} & GUESTS.keys()


def test_people_join_react_and_quarrel(played: Performance) -> None:
    kinds = Counter(each.kind for each in played.said)
    assert kinds["reaction"] > 50
    assert 20 < kinds["join"] < 60
    assert any("大道理" in each.text or "恭维话" in each.text or "歪着的木牌" in each.text or "九十九" in each.text
               for each in messages(played))  # fmt: skip
    known = {each.id for each in played.said}
    assert {each.reply_to for each in played.said if each.kind == "reaction"} <= known


def test_their_hour_is_a_minute(played: Performance) -> None:
    fresh = Performance(3 * MINUTE)
    assert fresh.cast.hour() == 0
    fresh.play()
    assert fresh.cast.hour() in {18, 19}


def test_the_same_seed_plays_the_same() -> None:
    first, again, other = (Performance(2 * MINUTE, seed).play().said for seed in (3, 3, 4))
    assert first == again
    assert first != other


def visit(performance: Performance, number: int, at: int, text: str, kind: str = "message") -> None:
    arrival = Arrival(SOURCE, f"visit-{number}", performance.began + at, kind, "sharing", YOU.external, text)
    performance.visits.append(arrival)


def test_a_visitor_is_answered_now_and_then_and_his_commands_are_left_to_tongpin() -> None:
    performance = Performance(4 * MINUTE)
    visit(performance, 1, 10_000, "签到")
    visit(performance, 2, 12_000, "大家好，今天怎么样")
    visit(performance, 3, 14_000, "有人在吗")
    visit(performance, 4, 3 * MINUTE, "我又来了")
    performance.play()
    answers = [each for each in messages(performance) if f"@{YOU.person.nick} " in each.text]
    assert [each.chat for each in answers] == ["sharing", "sharing"]
    assert all(
        0 < each.sent - performance.began - at < 8_000 for each, at in zip(answers, (12_000, 180_000), strict=True)
    )


def test_the_tour_of_a_visitor_goes_as_it_is_told() -> None:
    """An advert is recalled and costs points; a second one mutes; no steward of the cast decides the appeal."""
    performance = Performance(6 * MINUTE)
    visit(performance, 1, 10_000, "加微信，优惠券领起来")
    visit(performance, 2, 40_000, "优惠券还有，加微信")
    visit(performance, 3, 60_000, "申诉 我只是试一试", "command")
    performance.play()
    mine = [fact for _, fact in facts(performance, Fact) if getattr(fact, "member", 0) == YOU.place + 1]
    assert [type(each).__name__ for each in mine if each.__class__.__module__.endswith("conduct")] == [
        *("BreachFound", "CaseOpened", "SanctionImposed", "MessageRecalled"),
        *("BreachFound", "CaseOpened", "SanctionImposed", "MessageRecalled", "MemberMuted"),
        "AppealLodged",
    ]
    lost = [dict(fact.legs)[YOU.place + 1] for _, fact in facts(performance, Posted)
            if isinstance(fact, Posted) and fact.kind == "penalty" and YOU.place + 1 in dict(fact.legs)]  # fmt: skip
    assert lost == [-2, -2]
    assert performance.witness.is_muted(YOU.external)


def test_whoever_gets_right_is_glad(played: Performance) -> None:
    glad = patterns_of(iter(["relieved"]))
    assert any(glad.fullmatch(each.text) for each in messages(played))


def test_a_platform_of_its_own_it_is_not(played: Performance) -> None:
    assert played.cast.support(Recall, "main") is Support.IMPOSSIBLE


async def test_it_carries_out_nothing(played: Performance) -> None:
    order = Order(community=1, n=1, index=0, action=Recall(1, 1, 1), chat="main")
    assert isinstance(await played.cast.carry_out(order), Refused)


def test_the_journal_of_a_store_is_followed(make_database: MakeDatabase) -> None:
    url = make_database("sqlite")
    store = open_store(url)
    community = store.add_community("x", 0).id
    engine = Engine(house(), lambda: open_store(url), clock=lambda: AFTERNOON)
    journal = StoreJournal(store, community, SOURCE)
    assert journal.fresh() == []
    who = population(3)[0].external
    for place, source in enumerate((SOURCE, "elsewhere"), 1):
        engine.process([Delivery(community, Arrival(source, "1", AFTERNOON, "join", "main", who))])
        assert [entry.n for entry in journal.fresh()] == [place]
    assert [journal.member(number) for number in (1, 1, 2, 9)] == [who, who, "", ""]
    assert [journal.chat(1), journal.chat(2), journal.chat(9)] == ["main", "", ""]
    engine.close()
    store.close()


class Desert:
    """The journal of a community where nobody is."""

    def fresh(self) -> list[Entry]:
        return []

    def member(self, number: int) -> str:
        return ""

    chat = member


def test_where_everybody_is_gone_strangers_alone_speak() -> None:
    director = Director(1, AFTERNOON, Desert(), Pen(SOURCE, "x-"))
    happened = [each for step in range(200) for each in director.next(AFTERNOON + step * 3_000)]
    assert len(happened) > 10
    assert not {each.sender for each in happened} & {each.external for each in population(MEMBERS)}
