from tongpin.kernel.connector import Order
from tongpin.kernel.words.acts import Say


def test_an_order_has_the_same_key_whenever_it_is_given() -> None:
    order = Order(community=3, n=17, index=1, action=Say(1, "toy.hello"), chat="room")
    assert order.key == "3-17-1"
