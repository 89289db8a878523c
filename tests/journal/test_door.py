"""The form in which arrivals travel, and the marks by which they are known again."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.journal import door
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import ActReported
from tongpin.kernel.words.people import DutyAsked

KEY = bytes(32)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(TEXTS, TEXTS, st.integers(0, 2**53), TEXTS, st.booleans())
def test_an_arrival_comes_out_as_it_went_in(source: str, external: str, sent: int, text: str, bot: bool) -> None:
    arrival = Arrival(source, external, sent, "message", "room", "who", text, "other", bot=bot)
    assert door.decode(door.encode(arrival)) == arrival


@pytest.mark.parametrize("event", [DutyAsked(3, "owner"), ActReported(5, 0, "done", "msg")])
def test_a_numbered_event_travels_with_its_arrival(event: DutyAsked | ActReported) -> None:
    arrival = Arrival("console", "1", 3, "event", event=event)
    assert door.decode(door.encode(arrival)) == arrival


@pytest.mark.parametrize("sign", ["\0", "\udfff"])
def test_what_a_database_cannot_keep_is_replaced(sign: str) -> None:
    arrival = Arrival(f"a{sign}", f"b{sign}", 3, "message", text=f"你{sign}好", event=DutyAsked(1, "owner"))
    replaced = Arrival("a\ufffd", "b\ufffd", 3, "message", text="你\ufffd好", event=DutyAsked(1, "owner"))
    assert door.decode(door.encode(arrival)) == replaced


@pytest.mark.parametrize("data", [b"", b"\x91", b"\x91\x01", b"\x92\x94\xa1a\xa1b\x01\xa1c\x91\xa6Nobody"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        door.decode(data)


def test_a_mark_is_the_same_at_every_delivery_and_on_every_machine() -> None:
    assert door.mark_of(KEY, "webchat", "消息 1") == 8_539_548_439_693_221_642


@given(st.tuples(TEXTS, TEXTS), st.tuples(TEXTS, TEXTS))
def test_marks_differ_with_source_and_id(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (door.mark_of(KEY, *one) == door.mark_of(KEY, *other)) == (one == other)
    assert -(1 << 63) <= door.mark_of(KEY, *one) < 1 << 63


def test_marks_differ_with_the_community() -> None:
    assert door.mark_of(KEY, "webchat", "1") != door.mark_of(b"another", "webchat", "1")
