"""How well a playbook answers labelled messages: precision, recall and false alarms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from tongpin.kernel.playbook.bilingual import Both
from tongpin.runtime.history import HistoryUnreadable
from tongpin.runtime.rehearsal.decision import Decision

OK = "ok"
LABELS = ("ad", "insult", OK)


class Labelled(msgspec.Struct):
    id: str | int
    label: Literal["ad", "insult", "ok"]


class Score(msgspec.Struct):
    """One label: `meant` messages have it, `found` were taken for it, `right` both; null where nothing is to divide by.

    `alarms` of `others` messages with another label were taken for it.
    """

    label: str
    meant: int
    found: int
    right: int
    precision: float | None
    recall: float | None
    false_positive_rate: float | None


def read_labels(path: Path) -> dict[str, str]:
    """Return the label by id, or raise `HistoryUnreadable` at the first line that is none."""
    decoder = msgspec.json.Decoder(Labelled)
    labels: dict[str, str] = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise HistoryUnreadable(_MISSING.filled({"path": path, "error": error.strerror})) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            labelled = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise HistoryUnreadable(_BAD.filled({"path": path, "number": number, "error": error})) from None
        labels[str(labelled.id)] = labelled.label
    return labels


class Scoring:
    """Counts labelled messages by what they are and what they were taken for.

    A message is taken for a label that its rules are about; a rule about nothing in particular stands for each.
    A message that no rule touches is taken for `ok`.
    """

    def __init__(self, labels: Mapping[str, str], about: Mapping[str, str]) -> None:
        """Score by `labels` by id, and `about`: the label that a rule answers, by the rule's name."""
        self.labels = labels
        self.seen = 0
        self._about = about
        self._taken: dict[tuple[str, str], int] = {}
        self._meant = dict.fromkeys(LABELS, 0)

    def add(self, decisions: Sequence[Decision]) -> None:
        """Take the labelled ones among these decisions."""
        for decision in decisions:
            label = self.labels.get(decision.id)
            if label is None:
                continue
            self.seen += 1
            self._meant[label] += 1
            for taken in self._taken_for(decision):
                self._taken[label, taken] = self._taken.get((label, taken), 0) + 1

    def scores(self) -> list[Score]:
        """Return the score of every label."""
        return [self._score(label) for label in LABELS]

    def _taken_for(self, decision: Decision) -> set[str]:
        if decision.rule is None:
            return {OK}
        about = {self._about.get(rule, "") for rule in decision.rules}
        return {"ad", "insult"} if "" in about else about

    def _score(self, label: str) -> Score:
        meant = self._meant[label]
        found = sum(self._taken.get((each, label), 0) for each in LABELS)
        right = self._taken.get((label, label), 0)
        others = self.seen - meant
        return Score(
            label, meant, found, right, _ratio(right, found), _ratio(right, meant), _ratio(found - right, others)
        )


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


_MISSING = Both("读不了标注文件 {path}：{error}。", "The labels in {path} cannot be read: {error}.")
_BAD = Both(
    '{path} 第 {number} 行不是标注（{error}）。每行应像 {{"id":"m1","label":"ad"}}，label 是 ad、insult 或 ok。',
    '{path}, line {number} is no label ({error}). A line is like {{"id":"m1","label":"ad"}}; '
    "label is ad, insult or ok.",
)
