"""Named places where a test may kill or fail the process: nothing at all unless TONGPIN_FAILPOINTS is set.

`TONGPIN_FAILPOINTS=name:count:kill,name:count:raise` strikes at the count-th time that the place is reached;
what struck is appended to the file that `TONGPIN_FAILPOINTS_LOG` names, a line each.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "TONGPIN_FAILPOINTS"
LOG = "TONGPIN_FAILPOINTS_LOG"

NAMES = (
    "store.after_begin",
    "store.after_marks",
    "store.after_entries",
    "store.after_texts",
    "store.after_registry",
    "store.after_outbox",
    "store.after_reads",
    "store.before_commit",
    "store.after_commit",
    "claim.after_begin",
    "claim.before_commit",
    "claim.after_commit",
    "engine.after_take",
    "engine.after_decide",
    "engine.before_ack",
    "engine.after_ack",
    "dispatch.before_call",
    "dispatch.after_call",
    "dispatch.after_report",
)
"""Every place on the way of an event, in order."""


class Struck(Exception):  # noqa: N818 - says what happened
    """A failpoint struck with `raise`."""


@dataclass(slots=True)
class _Trap:
    left: int
    act: str


_traps: dict[str, _Trap] = {}


def arm(asked: str) -> None:
    """Set the traps that `asked` lists (see above) in place of all others; an empty string takes all away."""
    _traps.clear()
    for each in filter(None, asked.split(",")):
        name, count, act = each.split(":")
        if name not in NAMES or act not in {"kill", "raise"}:
            raise ValueError(f"There is no failpoint {each!r}: {VARIABLE} takes NAME:COUNT:kill or NAME:COUNT:raise.")
        _traps[name] = _Trap(int(count), act)


def reach(name: str) -> None:
    """Say that the process has come to a place."""
    if _traps and name in _traps:
        _strike(name, _traps[name])


def _strike(name: str, trap: _Trap) -> None:
    trap.left -= 1
    if trap.left:
        return
    log = os.environ.get(LOG)
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{name} {trap.act}\n")
    if trap.act == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise Struck(name)


arm(os.environ.get(VARIABLE, ""))
