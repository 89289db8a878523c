"""The form of what passes over the local socket: frames with their length in front."""

from __future__ import annotations

from struct import Struct

import msgspec

from tongpin.journal import door
from tongpin.journal.submitting import Answer
from tongpin.kernel.words.arrivals import Arrival

MOST_BYTES = 1 << 20
"""A longer frame is none: whoever sends it is cut off."""

_PUBLISHED = Struct(">IQQ")
_ANSWERED = Struct(">I")
_encoder = msgspec.msgpack.Encoder()
_answers = msgspec.msgpack.Decoder(list[tuple[int, Answer]])


class NoFrame(Exception):  # noqa: N818 - says what happened
    """The bytes are not what this socket carries."""


def published(number: int, community: int, arrival: Arrival) -> bytes:
    """Return the frame that hands in an arrival; its answer will carry `number`."""
    parcel = door.encode(arrival)
    if len(parcel) > MOST_BYTES:
        raise ValueError(
            f"An arrival of {len(parcel)} bytes is too large: {MOST_BYTES} are the most. Shorten its text."
        )
    return _PUBLISHED.pack(len(parcel), number, community) + parcel


def take_published(buffer: bytearray) -> list[tuple[int, int, Arrival]]:
    """Return (number, community, arrival) of all whole frames and take these off the buffer; raises `NoFrame`."""
    taken: list[tuple[int, int, Arrival]] = []
    start, size = 0, len(buffer)
    while size - start >= _PUBLISHED.size:
        length, number, community = _PUBLISHED.unpack_from(buffer, start)
        end = start + _PUBLISHED.size + length
        if length > MOST_BYTES:
            raise NoFrame(f"A frame of {length} bytes.")
        if end > size:
            break
        try:
            taken.append((number, community, door.decode(bytes(buffer[start + _PUBLISHED.size : end]))))
        except msgspec.MsgspecError as error:
            raise NoFrame(str(error)) from error
        start = end
    del buffer[:start]
    return taken


def answered(answers: list[tuple[int, Answer]]) -> bytes:
    """Return the frame that brings answers back, each with the number of what it answers."""
    body = _encoder.encode(answers)
    return _ANSWERED.pack(len(body)) + body


def take_answered(buffer: bytearray) -> list[tuple[int, Answer]]:
    """Return the answers of all whole frames and take these off the buffer."""
    answers: list[tuple[int, Answer]] = []
    start = 0
    while len(buffer) - start >= _ANSWERED.size:
        (length,) = _ANSWERED.unpack_from(buffer, start)
        end = start + _ANSWERED.size + length
        if end > len(buffer):
            break
        answers.extend(_answers.decode(buffer[start + _ANSWERED.size : end]))
        start = end
    del buffer[:start]
    return answers
