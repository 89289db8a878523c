"""What a rehearsal must know of the rules of speech themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tongpin.capabilities.conduct.playbook import Conduct

if TYPE_CHECKING:
    from tongpin.kernel.compiled import Compiled


class RuleOf(NamedTuple):
    """A rule that is on: its name and line, and how exactly it must know a message's time (`kernel.words.chat`)."""

    id: str
    line: int
    precision: int


def rules_of(compiled: Compiled) -> Iterator[RuleOf]:
    """Give the rules of a playbook, in its order."""
    conduct = compiled.settings.get("conduct")
    if isinstance(conduct, Conduct):
        yield from (RuleOf(rule.id, rule.line, rule.kind.precision) for rule in conduct.rules if rule.active)
