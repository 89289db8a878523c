"""A state as bytes and back: equal states give equal bytes."""

from __future__ import annotations

from array import array
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from tongpin.kernel.columns import Column, Ring
from tongpin.kernel.standing import Standing
from tongpin.kernel.timers import Timers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongpin.kernel.capability import Capability
    from tongpin.kernel.fold import Fold

KERNEL_STATE_VERSION = 1
"""Rises whenever the shape or meaning of standing or timers changes."""


def state_version(capabilities: Sequence[Capability]) -> str:
    """Return what a snapshot must carry to be usable by this code."""
    parts = [f"kernel.{KERNEL_STATE_VERSION}", *(f"{each.name}.{each.state_version}" for each in capabilities)]
    return " ".join(parts)


def dump(fold: Fold) -> bytes:
    """Return the whole state of a fold."""
    moment = fold.moment
    parts = [
        _encode((moment.n, moment.sent, moment.at, fold.version)),
        _encode(fold.standing),
        _encode(fold.timers),
        *(_encode(fold.states[each.name]) for each in fold.capabilities),
    ]
    return msgspec.msgpack.encode(parts)


def load(fold: Fold, data: bytes) -> None:
    """Put a fold where `dump` was made; the code's state version must be the one of the dump."""
    first, standing, timers, *states = msgspec.msgpack.decode(data, type=list[bytes])
    moment = fold.moment
    moment.n, moment.sent, moment.at, fold.version = msgspec.msgpack.decode(first, type=tuple[int, int, int, int])
    fold.restore(
        _decode(standing, Standing),
        _decode(timers, Timers),
        {each.name: _decode(state, each.state) for each, state in zip(fold.capabilities, states, strict=True)},
    )
    fold.adopt(fold.compiled)


def state_hash(fold: Fold) -> str:
    """Return the SHA-256 of the state, in hexadecimal."""
    return sha256(dump(fold)).hexdigest()


def _encode(value: Any) -> bytes:  # noqa: ANN401 - any state
    return msgspec.msgpack.encode(value, enc_hook=_plain)


def _decode(data: bytes, kind: Any) -> Any:  # noqa: ANN401 - any state
    return msgspec.msgpack.decode(data, type=kind, dec_hook=_rich)


def _plain(value: object) -> object:
    if isinstance(value, Column):
        return value.values.tobytes()
    if isinstance(value, Ring):
        return (value.width, value.values.tobytes())
    raise NotImplementedError(type(value).__name__)


def _rich(kind: type, value: Any) -> object:  # noqa: ANN401 - what msgspec hands over
    if kind is Column:
        return Column(array("q", value))
    if kind is Ring:
        return Ring(value[0], array("q", value[1]))
    raise NotImplementedError(kind.__name__)
