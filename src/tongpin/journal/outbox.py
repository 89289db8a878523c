"""The life of an action on its way out: ready, then sending, then settled."""

from __future__ import annotations

OPEN = ("ready", "sending")
"""States that keep the later actions of the same chat waiting."""

AMISS = ("human", "unknown", "failed")
"""States in which an act waits for a human."""
BY_HUMAN = "by_human"
"""The state of an act that a human has seen to."""
NOTABLE = (*AMISS, BY_HUMAN)
"""States that are looked for among very many: an index holds these alone."""

STATES = (*OPEN, "done", *NOTABLE)

STATE_AFTER = {
    "done": "done",
    "by_human": BY_HUMAN,
    "refused": "failed",
    "failed": "failed",
    "unknown": "unknown",
    "human": "human",
}
"""The state that a reported outcome (`ActReported.outcome`) leads to."""
