"""One line for each message: what would have been decided, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from tongpin.kernel.words.conduct import BreachFound, SanctionImposed

if TYPE_CHECKING:
    from tongpin.kernel.words.entry import Entry

Explain = Callable[[BreachFound], str]
"""Says in the playbook's language what a breach measured against what."""

UNTOUCHED: tuple[str, ...] = ()


class Decision(msgspec.Struct, gc=False):
    """A line of the decision file, as the command line promises it. `ts` is as the history wrote it.

    `rule` is the gravest breach, `rules` all of them, `actions` the acts of the sanction. `after` says that the
    member would have been `muted` or `removed` by then.
    """

    id: str
    sender: str
    chat: str
    ts: str
    rule: str | None = None
    rules: tuple[str, ...] = UNTOUCHED
    actions: tuple[str, ...] = UNTOUCHED
    reason: str | None = None
    after: str | msgspec.UnsetType = msgspec.UNSET


def breach_of(entry: Entry) -> BreachFound | None:
    """Return what the message of an entry broke."""
    for fact in entry.facts:
        if type(fact) is BreachFound:
            return fact
    return None


def acts_on(entry: Entry, breach: BreachFound) -> tuple[str, ...]:
    """Return what a breach costs its member."""
    return tuple(
        act
        for fact in entry.facts
        if type(fact) is SanctionImposed and fact.message == breach.message
        for act in fact.acts
    )
