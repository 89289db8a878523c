"""Asks the rules of speech of every message, and says at most one breach of it."""

from __future__ import annotations

import msgspec

from tongpin.capabilities.conduct.playbook import COMMAND, PRECISION_SHIFT, Conduct, Ready, why_not
from tongpin.capabilities.conduct.rules.rule import TEXTS_KEPT, TIMES_KEPT, Finding
from tongpin.kernel.capability import View, Words
from tongpin.kernel.columns import Ring
from tongpin.kernel.moment import Moment
from tongpin.kernel.trace import Asked, Trace
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import BreachFound

Breach = tuple[Ready, Finding]


class State(msgspec.Struct):
    """When each member spoke last, and the fingerprints of what was said; both rings turn together."""

    times: Ring = msgspec.field(default_factory=lambda: Ring(TIMES_KEPT))
    texts: Ring = msgspec.field(default_factory=lambda: Ring(TEXTS_KEPT))


def on_message(view: View, message: MessagePosted) -> Words:
    """Judge a message that the state holds already. Bots are not judged: their owners answer for them."""
    if view.trace is not None:
        _explain(view, message, view.trace)
    if message.bot:
        return ()
    conduct: Conduct = view.settings
    table = conduct.tables.get(message.scope, conduct.elsewhere) if message.scope else conduct.elsewhere
    breaches: list[Breach] | None = None
    for judge, rule in table[_sort(message)]:
        finding = judge(view, message)
        if finding is not None:
            breaches = [*(breaches or ()), (rule, finding)]
    return () if breaches is None else (_breach_found(message, breaches),)


def evolve_message(state: State, moment: Moment, message: MessagePosted) -> None:
    """Keep when a member spoke and the fingerprint of what he said."""
    if not message.bot:
        state.times.push(message.member, moment.sent)
        state.texts.push(message.member, message.reading.fingerprint)


def _sort(message: MessagePosted) -> int:
    sort = message.reading.signals | message.precision << PRECISION_SHIFT
    return sort | COMMAND if message.command else sort


def _breach_found(message: MessagePosted, breaches: list[Breach]) -> BreachFound:
    rule, finding = max(breaches, key=lambda breach: breach[0].weight)
    return BreachFound(
        message.member,
        message.chat,
        message.message,
        message.text,
        rule.id,
        rule.line,
        finding.measured,
        finding.limit,
        finding.marks,
        rule.weight,
        tuple(other.id for other, _ in breaches if other is not rule),
        f"conduct.{rule.kind.kind}",
        rule.value,
    )


def _explain(view: View, message: MessagePosted, trace: Trace) -> None:
    for rule in view.settings.rules:
        because = "bot" if message.bot else why_not(rule, message.scope, _sort(message))
        trace.asked.append(_not_asked(rule, because) if because else _asked(view, message, rule))


def _not_asked(rule: Ready, because: str) -> Asked:
    return Asked(rule.id, rule.line, "not asked", because=because, kind=rule.kind.kind, weight=rule.weight)


def _asked(view: View, message: MessagePosted, rule: Ready) -> Asked:
    finding = rule.judge(view, message)
    verdict = "clear" if finding is None else "breach"
    measured, limit, marks = finding or rule.measure(view, message)
    return Asked(rule.id, rule.line, verdict, measured, limit, kind=rule.kind.kind, marks=marks, weight=rule.weight)
