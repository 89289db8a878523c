"""The door's form: how an arrival becomes bytes for the way to the engine, and the mark by which it is known again."""

from __future__ import annotations

import re
from hashlib import blake2b
from operator import attrgetter

import msgspec

from tongpin.kernel import vocabulary
from tongpin.kernel.words.arrivals import Arrival

MARK_DAYS = 30
"""A source that delivers an event again later than this is taken for a new event."""

_STRINGS = ("source", "id", "chat", "sender", "text", "reply_to", "reason", "picture")
_strings_of = attrgetter(*_STRINGS)

_UNKEPT = re.compile("[\0\ud800-\udfff]")

_encoder = msgspec.msgpack.Encoder()


def mark_of(key: bytes, source: str, external: str) -> int:
    """Return the mark of an event: 64 bits (signed), keyed, the same at every delivery."""
    digest = blake2b(f"{source}\0{external}".encode(), digest_size=8, key=key).digest()
    return int.from_bytes(digest, "big", signed=True)


class _Parcel(msgspec.Struct, frozen=True, array_like=True):
    """An arrival on its way, its event beside it: only there is the union of all events known."""

    arrival: Arrival
    event: vocabulary.AnyEvent | None = None


_decoder = msgspec.msgpack.Decoder(_Parcel)


def encode(arrival: Arrival) -> bytes:
    """Return an arrival as MessagePack, with U+FFFD for what no database keeps: U+0000 and half a surrogate pair."""
    if "\0" in "".join(_strings_of(arrival)):
        arrival = _cleaned(arrival)
    try:
        return _packed(arrival)
    except UnicodeEncodeError:
        return _packed(_cleaned(arrival))


def _packed(arrival: Arrival) -> bytes:
    if arrival.event is None:
        return _encoder.encode((arrival,))
    return _encoder.encode((msgspec.structs.replace(arrival, event=None), arrival.event))


def _cleaned(arrival: Arrival) -> Arrival:
    return msgspec.structs.replace(
        arrival, **{name: _UNKEPT.sub("\ufffd", getattr(arrival, name)) for name in _STRINGS}
    )


def decode(data: bytes) -> Arrival:
    """Return the arrival that `encode` wrote; raises `msgspec.MsgspecError` for anything else."""
    parcel = _decoder.decode(data)
    if parcel.event is None:
        return parcel.arrival
    return msgspec.structs.replace(parcel.arrival, event=parcel.event)
