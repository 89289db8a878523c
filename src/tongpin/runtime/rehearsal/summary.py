"""What a rehearsal comes to, as one document: the same for a person's table and for `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from tongpin.runtime.history import SOURCE
from tongpin.runtime.rehearsal.comparing import Comparison
from tongpin.runtime.rehearsal.rules import rules_of
from tongpin.runtime.rehearsal.scoring import Score, Scoring
from tongpin.runtime.rehearsal.surprise import Surprise

if TYPE_CHECKING:
    from tongpin.runtime.history import History
    from tongpin.runtime.rehearsal.playing import Playing

MEMBERS_SHOWN = 20
_PRECISIONS = ("second", "minute", "day")


class RuleHits(msgspec.Struct):
    """A rule of the playbook: its breaches, how often it was the gravest, and of how many messages it was not asked
    because their time is known less exactly than it needs (`second`, `minute`, `day`).
    """

    rule: str
    line: int
    hits: int
    gravest: int
    needs: str
    not_asked: int


class MemberHits(msgspec.Struct):
    sender: str
    hits: int
    messages: int


class FailedEvent(msgspec.Struct):
    kind: str
    id: str
    error: str


class Labels(msgspec.Struct):
    """`unknown` labels name no message of the history."""

    labelled: int
    unknown: int
    scores: list[Score]

    @classmethod
    def of(cls, scoring: Scoring) -> Labels:
        return cls(scoring.seen, len(scoring.labels) - scoring.seen, scoring.scores())


class Summary(msgspec.Struct):
    """Of `lines` read, `kinds` came in and `passed_over` mean nothing here. Of the messages and actions, `touched`
    and `untouched` make `decided`, and with those among `failed` all that came in.
    """

    lines: int
    kinds: dict[str, int]
    passed_over: dict[str, int]
    decided: int
    touched: int
    untouched: int
    share: float
    rules: list[RuleHits]
    actions: dict[str, int]
    after: dict[str, int]
    members: list[MemberHits]
    surprising: list[Surprise]
    failed: list[FailedEvent]
    timers: int
    not_understood: int
    entries: int
    comparison: Comparison | None = None
    labels: Labels | None = None


def summary_of(history: History, playing: Playing) -> Summary:
    """Sum up a history that was played to its end."""
    tally = playing.tally
    decided = tally.spoken - tally.failed
    return Summary(
        lines=history.lines,
        kinds=most_first(tally.kinds),
        passed_over=most_first(history.passed_over),
        decided=decided,
        touched=tally.touched,
        untouched=decided - tally.touched,
        share=round(tally.touched / decided, 6) if decided else 0.0,
        rules=_rules(playing),
        actions=most_first(tally.actions),
        after=most_first(tally.after),
        members=_members(playing),
        surprising=playing.surprises.first(),
        failed=[FailedEvent(each.kind, each.id, each.error) for each in playing.failed.values()],
        timers=tally.timers,
        not_understood=tally.not_understood,
        entries=playing.fold.moment.n,
    )


def most_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts from the most to the least, equal ones by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rules(playing: Playing) -> list[RuleHits]:
    tally = playing.tally
    return [
        RuleHits(
            rule.id,
            rule.line,
            tally.rules[rule.id],
            tally.gravest[rule.id],
            _PRECISIONS[rule.precision],
            sum(count for precision, count in tally.imprecise.items() if precision > rule.precision),
        )
        for rule in rules_of(playing.compiled)
    ]


def _members(playing: Playing) -> list[MemberHits]:
    numbers = playing.intake.numbering.members.get(SOURCE, {})
    messages = playing.fold.standing.messages
    most = list(most_first(playing.tally.members).items())[:MEMBERS_SHOWN]
    return [MemberHits(sender, hits, messages[numbers[sender]]) for sender, hits in most]
