"""What a rehearsal counts while it decides; the numbers add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from tongpin.kernel.intake import SPOKEN
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.rehearsal.decision import Decision


class Tally:
    """Counts by kind of line, and of touched messages by rule, act and member.

    `kinds` counts what came in; `imprecise` messages by how exactly their time is known, where it is not always the
    second; `rules` every breach; `gravest` the one that counted; `after` messages of members who would have been gone.
    """

    def __init__(self) -> None:
        """Start at nothing."""
        self.kinds: Counter[str] = Counter()
        self.imprecise: Counter[int] = Counter()
        self.not_understood = 0
        self.timers = 0
        self.touched = 0
        self.failed = 0
        self.rules: Counter[str] = Counter()
        self.gravest: Counter[str] = Counter()
        self.actions: Counter[str] = Counter()
        self.members: Counter[str] = Counter()
        self.after: Counter[str] = Counter()

    def count(self, arrivals: Sequence[Arrival]) -> None:
        """Count what came in."""
        for kind, number in Counter(map(attrgetter("kind"), arrivals)).items():
            self.kinds[kind] += number
        if any(map(attrgetter("precision"), arrivals)):
            self.imprecise.update(each.precision for each in arrivals if each.kind in SPOKEN)

    def touch(self, decision: Decision) -> None:
        """Count a message that broke a rule."""
        self.touched += 1
        self.rules.update(decision.rules)
        self.gravest[decision.rules[0]] += 1
        self.actions.update(decision.actions)
        self.members[decision.sender] += 1

    @property
    def spoken(self) -> int:
        """Return how many messages and actions came in: one line of decisions each."""
        return sum(self.kinds[kind] for kind in SPOKEN)
