"""Two playbooks over one history: what only one of them would have touched."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tongpin.runtime.rehearsal.decision import Decision

SHOWN = 20
"""How many examples are kept of each side."""


class Example(msgspec.Struct, frozen=True):
    id: str
    sender: str
    ts: str
    rule: str
    actions: tuple[str, ...]
    reason: str


class OneSide(msgspec.Struct):
    """What one playbook touches and the other does not: `rules` counts by the gravest one."""

    messages: int = 0
    rules: dict[str, int] = {}
    examples: list[Example] = []


class Comparison(msgspec.Struct):
    """Messages touched by `both`, by `neither`, by one alone; of those by both, how many cost something else."""

    against: str
    both: int = 0
    neither: int = 0
    differently: int = 0
    only_this: OneSide = msgspec.field(default_factory=OneSide)
    only_other: OneSide = msgspec.field(default_factory=OneSide)

    def add(self, these: Sequence[Decision], others: Sequence[Decision]) -> None:
        """Compare the decisions of one batch; both playbooks decided the same messages."""
        for this, other in zip(these, others, strict=True):
            if this.rule is None and other.rule is None:
                self.neither += 1
            elif other.rule is None:
                _note(self.only_this, this)
            elif this.rule is None:
                _note(self.only_other, other)
            else:
                self.both += 1
                self.differently += this.actions != other.actions


def _note(side: OneSide, decision: Decision) -> None:
    rule = decision.rules[0]
    side.messages += 1
    side.rules[rule] = side.rules.get(rule, 0) + 1
    if len(side.examples) < SHOWN:
        side.examples.append(
            Example(decision.id, decision.sender, decision.ts, rule, decision.actions, decision.reason or "")
        )
