import pytest

from tongpin.connectors.scripted.connector import Scripted
from tongpin.kernel.connector import Done, Order, Outcome, Refused, RetryAfter, Support, Unknown
from tongpin.kernel.words.acts import Mute, Say

ORDER = Order(community=1, n=7, index=0, action=Say(1, "toy.hello"), chat="room", text="hello")


@pytest.mark.parametrize(
    "answer,effects",
    [
        (Done(), 1),
        (Refused("no right"), 0),
        (RetryAfter(3_000), 0),
        (Unknown(Scripted.EARLY), 0),
        (Unknown(Scripted.LATE), 1),
    ],
)
async def test_answers_come_as_scripted_and_take_effect_as_they_say(answer: Outcome, effects: int) -> None:
    connector = Scripted("toy", answers=[answer])
    assert await connector.carry_out(ORDER) == answer
    assert len(connector.effects.get(ORDER.key, [])) == effects
    assert connector.calls == [ORDER]


@pytest.mark.parametrize("keyed,effects", [(True, 1), (False, 2)])
async def test_only_a_keyed_platform_does_an_order_once(keyed: bool, effects: int) -> None:
    connector = Scripted("toy", answers=[Unknown(Scripted.LATE)], keyed=keyed)
    await connector.carry_out(ORDER)
    assert await connector.carry_out(ORDER) == Done()
    assert len(connector.effects[ORDER.key]) == effects


def test_support_is_as_scripted_and_native_elsewhere() -> None:
    connector = Scripted("toy", supports={Mute: Support.HUMAN})
    assert (connector.support(Mute, "room"), connector.support(Say, "room")) == (Support.HUMAN, Support.NATIVE)
