"""Dispatch: every order is carried out once or known to be unknown, in order in its chat, and reported."""

import asyncio
from collections.abc import Callable

import pytest

from tests.runtime.community_life import Life
from tongpin.connectors.scripted.connector import Scripted
from tongpin.journal.batch import Batch, PlaybookVersion
from tongpin.kernel.connector import Connector, Done, Order, Outcome, Refused, RetryAfter, Support, Unknown
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import ActReported
from tongpin.runtime import orders
from tongpin.runtime.broker import Delivery
from tongpin.runtime.dispatch import MOST_TRIES, Dispatch
from tongpin.webkit import sentences


@pytest.fixture(autouse=True)
def toy_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"hello": Both("你好", "hello"), "remind": Both("提醒你", "reminding you")}
    monkeypatch.setattr(sentences, "sentences_of", lambda _capability: said)


class Post:
    """Dispatch of one life, its reports handed to the engine at once."""

    def __init__(self, life: Life, *connectors: Connector) -> None:
        self.life = life
        life.now = 1_000_000
        self.store = life.open()
        self.connectors = {each.name: each for each in connectors}
        self.restart()

    def restart(self) -> None:
        self.dispatch = Dispatch(self.store, self.hand_in, self.connectors, [], clock=lambda: self.life.now)

    async def hand_in(self, community: int, arrival: Arrival) -> None:
        self.life.live(Delivery(community, arrival))

    async def round(self) -> int:
        """Begin what is ready now and see it through."""
        begun = self.dispatch.begin()
        await asyncio.gather(*self.dispatch._calls)
        self.dispatch._raise_failures()
        return begun

    def reports(self) -> list[tuple[int, str, str]]:
        found = [entry.facts[0] for entry in self.life.entries()]
        return [(each.entry, each.outcome, each.note) for each in found if isinstance(each, ActReported)]


MakePost = Callable[..., Post]


@pytest.fixture
def post(life: Life) -> MakePost:
    def make(*answers: Outcome, keyed: bool = False, supports: dict[type, Support] | None = None) -> Post:
        return Post(life, Scripted("toy", answers=answers, keyed=keyed, supports=supports))

    return make


def scripted(post: Post) -> Scripted:
    (connector,) = post.connectors.values()
    assert isinstance(connector, Scripted)
    return connector


def greet(life: Life, *rooms: str, start: int = 1) -> None:
    """Let a new member speak in each room, who is greeted there."""
    life.live(*(life.delivery(n, sender=f"m{n}", chat=room) for n, room in enumerate(rooms, start)))


async def test_an_order_bears_the_platforms_ids_and_the_words_in_the_chats_language(post: MakePost, life: Life) -> None:
    sent = post()
    greet(life, "room")
    assert await sent.round() == 1
    assert scripted(sent).calls == [
        Order(community=life.community, n=1, index=0, action=Say(1, "toy.hello"), chat="room", text="你好")
    ]
    assert sent.reports() == [(1, "done", "")]
    assert sent.store.outbox_counts() == {"done": 1}
    assert await sent.round() == 0


async def test_what_is_said_to_a_member_names_the_member(post: MakePost, life: Life) -> None:
    sent = post()
    life.live(life.delivery(1, "/remind 1"), life.delivery(100))
    while await sent.round():
        pass
    assert [(each.text, each.member) for each in scripted(sent).calls] == [("你好", ""), ("提醒你", "ann")]


@pytest.mark.parametrize(
    "answer,outcome,state",
    [
        (Done("number 7"), ("done", "number 7"), "done"),
        (Refused("no right"), ("refused", "no right"), "failed"),
        (Unknown(Scripted.LATE), ("unknown", Scripted.LATE), "unknown"),
    ],
)
async def test_what_became_of_an_order_is_reported(
    post: MakePost, life: Life, answer: Outcome, outcome: tuple[str, str], state: str
) -> None:
    sent = post(answer)
    greet(life, "room")
    await sent.round()
    assert sent.reports() == [(1, *outcome)]
    assert sent.store.outbox_counts() == {state: 1}


@pytest.mark.parametrize("support,outcome", [(Support.HUMAN, "human"), (Support.IMPOSSIBLE, "refused")])
async def test_what_the_platform_does_not_do_is_not_asked_of_it(
    post: MakePost, life: Life, support: Support, outcome: str
) -> None:
    sent = post(supports={Say: support})
    greet(life, "room")
    await sent.round()
    assert [each[1] for each in sent.reports()] == [outcome]
    assert scripted(sent).calls == []


async def test_a_chat_without_a_connector_is_told_of(life: Life) -> None:
    sent = Post(life)
    greet(life, "room")
    await sent.round()
    assert sent.reports() == [(1, "refused", "no connector for toy")]


async def test_a_connector_that_breaks_its_contract_leaves_an_unknown(life: Life) -> None:
    class Broken(Scripted):
        async def carry_out(self, order: Order) -> Outcome:
            raise ConnectionResetError("by peer")

    sent = Post(life, Broken("toy"))
    greet(life, "room")
    await sent.round()
    assert sent.reports() == [(1, "unknown", "ConnectionResetError: by peer")]


async def test_chats_are_served_side_by_side_and_each_in_order(post: MakePost, life: Life) -> None:
    sent = post()
    greet(life, "a", "a", "b")
    assert await sent.round() == 2
    assert await sent.round() == 1
    assert [each.chat for each in scripted(sent).calls] == ["a", "b", "a"]


# ------------------------------------------------------------------------------------------------------ again


async def test_what_is_to_be_asked_later_holds_its_chat_until_then(post: MakePost, life: Life) -> None:
    sent = post(RetryAfter(5_000, "slow down"))
    greet(life, "room", "room")
    await sent.round()
    (row, _) = sent.store.outbox("ready")
    assert (row.attempts, row.error, row.not_before >= life.now + 5_000) == (1, "slow down", True)
    assert await sent.round() == 0
    life.now = row.not_before
    assert await sent.round() == 1
    assert [each.n for each in scripted(sent).calls] == [1, 1]
    assert sent.store.outbox_counts() == {"done": 1, "ready": 1}


async def test_pauses_grow_and_trying_ends(post: MakePost, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.runtime.dispatch.random.randrange", lambda most: most - 1)
    sent = post(*[RetryAfter(0, "busy")] * MOST_TRIES)
    greet(life, "room")
    pauses = []
    while await sent.round():
        for row in sent.store.outbox("ready"):
            pauses.append(row.not_before - life.now + 1)
            life.now = row.not_before
    assert pauses == [1_000 << tries for tries in range(MOST_TRIES - 1)]
    assert sent.reports() == [(1, "failed", "given up after 10 tries: busy")]


async def test_an_order_of_yesterday_is_given_up(post: MakePost, life: Life) -> None:
    sent = post(RetryAfter(25 * 3_600_000, "closed"))
    greet(life, "room")
    await sent.round()
    assert sent.reports() == [(1, "failed", "given up after 1 tries: closed")]


async def test_a_keyed_platform_is_asked_again_with_the_same_key_after_a_call_that_was_cut_off(
    post: MakePost, life: Life
) -> None:
    sent = post(Unknown(Scripted.LATE), keyed=True)
    greet(life, "room")
    await sent.round()
    life.now += 3_600_000
    await sent.round()
    calls = scripted(sent).calls
    assert [each.key for each in calls] == [f"{life.community}-1-0"] * 2
    assert len(scripted(sent).effects[calls[0].key]) == 1
    assert sent.reports() == [(1, "done", "")]


# ------------------------------------------------------------------------------------------------- after a crash


async def cut_off(sent: Post) -> None:
    """Claim what is ready, and die."""
    assert sent.store.claim(10, sent.life.now)
    sent.restart()
    await sent.dispatch.recover()


async def test_after_a_crash_what_was_half_way_is_unknown_where_there_is_no_key(post: MakePost, life: Life) -> None:
    sent = post()
    greet(life, "room")
    await cut_off(sent)
    assert [each[:2] for each in sent.reports()] == [(1, "unknown")]
    assert await sent.round() == 0
    assert scripted(sent).calls == []


async def test_after_a_crash_what_was_half_way_is_given_again_where_there_is_a_key(post: MakePost, life: Life) -> None:
    sent = post(keyed=True)
    greet(life, "room")
    await cut_off(sent)
    assert sent.reports() == []
    assert await sent.round() == 1
    assert sent.reports() == [(1, "done", "")]


async def test_of_two_reports_on_one_try_the_first_counts(post: MakePost, life: Life) -> None:
    sent = post()
    greet(life, "room")
    (row,) = sent.store.claim(10, life.now)
    await sent.dispatch._report(row, "done", "")
    await sent.dispatch._report(row, "unknown", "cut off")
    assert sent.reports() == [(1, "done", "")]


async def test_it_runs_until_stopped_and_ends_what_is_on_its_way(post: MakePost, life: Life) -> None:
    sent = post()
    greet(life, "a", "b", "a")
    stopped = asyncio.Event()
    running = asyncio.create_task(sent.dispatch.run(stopped))
    while len(scripted(sent).calls) < 3:  # noqa: ASYNC110 - the platform calls nobody back
        await asyncio.sleep(0.01)
    stopped.set()
    await running
    assert sent.store.outbox_counts() == {"done": 3}


def test_the_language_is_that_of_the_newest_playbook(life: Life) -> None:
    maker = orders.Orders(life.open(), [])
    greet(life, "room")
    (row,) = life.open().outbox("ready")
    assert maker.of(row).order.text == "你好"
    english = PlaybookVersion(1, 0, "", "tongpin: 1\ncommunity: {name: Reading, language: en}\n", 0)
    life.open().write([Batch(life.community, playbooks=[english])])
    assert maker.of(row).order.text == "hello"


def test_what_is_said_is_cut_to_a_length_that_every_platform_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "sentences_of", lambda _capability: {"long": Both("{a}" * 40, "")})
    say = Say(1, "toy.long", (("a", "x" * 999),))
    assert sentences.rendered(say, "zh-Hans") == "x" * 2_000


def test_a_value_is_never_taken_for_a_place_to_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "sentences_of", lambda _capability: {"s": Both("{a}", "")})
    assert sentences.rendered(Say(1, "toy.s", (("a", "{a.__class__}"),)), "zh") == "{a.__class__}"
