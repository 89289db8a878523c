"""The life of an action on its way out: ready, then sending, then settled."""

from __future__ import annotations

OPEN = ("ready", "sending")
"""States that keep the later actions of the same chat waiting."""

TROUBLED = ("failed", "human", "unknown")
"""States in which a human has to look."""

STATES = (*OPEN, "done", *TROUBLED)

STATE_AFTER = {
    "done": "done",
    "by_human": "done",
    "refused": "failed",
    "failed": "failed",
    "unknown": "unknown",
    "human": "human",
}
"""The state that a reported outcome (`ActReported.outcome`) leads to."""
