"""Which rows a breach gets: one, for good."""

from __future__ import annotations

from collections.abc import Iterable

from tongpin.capabilities.conduct.decide import State
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.conduct import BreachFound
from tongpin.kernel.words.entry import Entry

BREACHES = Table(
    "conduct_breaches",
    ("n", "member", "chat", "message", "text", "rule", "line", "measured", "limit", "also", "version", "at"),
    grows=True,
)


def breach_row(
    _state: State | None, _standing: Standing, entry: Entry, fact: BreachFound
) -> Iterable[tuple[Table, Row]]:
    """Return the row of a breach; one entry holds one message and so one breach at the most."""
    yield (
        BREACHES,
        (
            entry.n,
            fact.member,
            fact.chat,
            fact.message,
            fact.text,
            fact.rule,
            fact.line,
            fact.measured,
            fact.limit,
            ",".join(fact.also),
            entry.version,
            entry.at,
        ),
    )


PROJECTION = Projection((BREACHES,), {BreachFound: breach_row})
