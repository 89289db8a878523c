"""What every connector promises, whatever its platform: one suite over all of them."""

from collections.abc import Callable

import pytest

from tongpin.connectors.scripted.connector import Scripted
from tongpin.connectors.webchat.connector import Webchat
from tongpin.kernel.connector import Connector, Done, Order, Outcome, Support
from tongpin.kernel.vocabulary import ACTIONS
from tongpin.kernel.words.acts import Mute, Recall, Remove, Say, Unmute
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Action

SCRIPT = [Arrival("toy", str(index), 1_000 + index, "message", "room", "ann", f"say {index}") for index in range(3)]

CONNECTORS: dict[str, Callable[[], Connector]] = {
    "scripted": lambda: Scripted("toy", script=SCRIPT),
    "scripted, keyed": lambda: Scripted("toy", script=SCRIPT, keyed=True),
    "webchat": Webchat,
}
"""Each as it stands before a platform on which a conversation is going on."""

SILENT = {"webchat"}
"""Connectors through which nothing comes in: pages hand in what members do, and wait for the answer themselves."""

EXAMPLES: tuple[Action, ...] = (
    Say(1, "toy.hello"),
    Recall(1, 2, 3),
    Mute(1, 2, 9_000, 3),
    Unmute(1, 2, 3),
    Remove(1, 2, 3),
)


def order(action: Action, n: int = 7) -> Order:
    return Order(community=1, n=n, index=0, action=action, chat="room", member="bob", message="m1", text="hello")


@pytest.fixture(params=CONNECTORS, name="connector")
def make_connector(request: pytest.FixtureRequest) -> Connector:
    return CONNECTORS[request.param]()


@pytest.fixture(params=sorted(CONNECTORS.keys() - SILENT), name="listening")
def make_listening(request: pytest.FixtureRequest) -> Connector:
    return CONNECTORS[request.param]()


def test_every_action_has_an_example() -> None:
    assert {type(each) for each in EXAMPLES} == set(ACTIONS)


def test_it_says_of_every_act_how_it_is_done(connector: Connector) -> None:
    assert connector.name
    assert {type(connector.support(type(each), "room")) for each in EXAMPLES} == {Support}


@pytest.mark.parametrize("action", EXAMPLES, ids=lambda each: type(each).__name__)
async def test_it_answers_every_order_with_an_outcome(connector: Connector, action: Action) -> None:
    assert isinstance(await connector.carry_out(order(action)), Outcome)


async def test_an_order_that_comes_again_is_no_error(connector: Connector) -> None:
    assert await connector.carry_out(order(Say(1, "toy.hello"))) == Done()
    assert await connector.carry_out(order(Say(1, "toy.hello"))) == Done()


async def test_it_hands_in_arrivals_of_its_own_name_each_with_an_id(listening: Connector) -> None:
    handed: list[Arrival] = []

    async def submit(arrival: Arrival) -> None:
        handed.append(arrival)

    await listening.listen(submit)
    assert handed
    assert {each.source for each in handed} == {listening.name}
    assert len({each.id for each in handed}) == len(handed)


async def test_it_does_not_go_on_before_what_it_handed_in_is_on_disk(listening: Connector) -> None:
    handed = 0

    async def submit(_arrival: Arrival) -> None:
        nonlocal handed
        handed += 1
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await listening.listen(submit)
    assert handed == 1


@pytest.mark.parametrize("name", sorted(SILENT))
async def test_a_silent_one_hands_in_nothing_and_comes_to_an_end(name: str) -> None:
    async def submit(arrival: Arrival) -> None:
        raise AssertionError(arrival)

    await CONNECTORS[name]().listen(submit)
