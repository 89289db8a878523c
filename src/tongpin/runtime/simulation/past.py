"""An invented past: what simulated members said before anybody decided anything, as a history file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.moment import DAY_MS, SECOND_MS
from tongpin.runtime.simulation.world import START, World

if TYPE_CHECKING:
    from pathlib import Path

    from tongpin.kernel.words.arrivals import Arrival


def write_past(path: Path, seed: int, members: int, days: int) -> None:
    """Write so many days of conversation as own JSON Lines."""
    world = World(seed, members)
    for day in range(days):
        world.dawn(day)
    with path.open("wb") as file:
        for arrival in world.until(START + days * DAY_MS):
            file.write(msgspec.json.encode(_line(arrival)) + b"\n")


def _line(arrival: Arrival) -> dict[str, str]:
    sent = datetime.fromtimestamp(arrival.sent / SECOND_MS, UTC)
    line = {
        "id": arrival.id,
        "ts": sent.isoformat(timespec="milliseconds"),
        "chat": arrival.chat,
        "sender": arrival.sender,
        "kind": arrival.kind,
        "text": arrival.text,
    }
    return line | {"reply_to": arrival.reply_to} if arrival.reply_to else line
