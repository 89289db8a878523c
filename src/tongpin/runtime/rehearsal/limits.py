"""Limits that a rehearsal is not to go over: `recalls>50`, `touched>2%`."""

from __future__ import annotations

import re
from operator import ge, gt, le, lt
from typing import NamedTuple

from tongpin.kernel.playbook.bilingual import Both
from tongpin.runtime.rehearsal.summary import Summary

_FORM = re.compile(r"\s*(?P<name>[^<>=\s]+)\s*(?P<sign>>=|<=|>|<)\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<percent>%?)\s*")
_SIGNS = {">": gt, ">=": ge, "<": lt, "<=": le}
_COUNTED = ("touched", "untouched", "failed")
_ACTS = ("remind", "recall", "mute", "remove", "hold")


class Limit(NamedTuple):
    """`name` is `touched`, `untouched`, `failed`, an act (`recall`, `recalls`) or a rule; `share` is of the decided."""

    text: str
    name: str
    sign: str
    number: float
    share: bool

    def is_over(self, summary: Summary) -> bool:
        """Say whether the summary is where the limit says that it must not be."""
        measured = float(self.measured(summary))
        if self.share:
            measured = 100 * measured / summary.decided if summary.decided else 0.0
        return bool(_SIGNS[self.sign](measured, self.number))

    def measured(self, summary: Summary) -> int:
        """Return the number that the limit is about."""
        if self.name in _COUNTED:
            return {"touched": summary.touched, "untouched": summary.untouched, "failed": len(summary.failed)}[
                self.name
            ]
        if self.name in _ACTS:
            return summary.actions.get(self.name, 0)
        return next(rule.hits for rule in summary.rules if rule.rule == self.name)


def read_limit(text: str, rules: set[str]) -> Limit:
    """Read a limit, or raise ValueError; `rules` are the names that a playbook's rules have."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(text)
    name = found["name"]
    if name not in rules and name.removesuffix("s") in _ACTS:
        name = name.removesuffix("s")
    if name not in {*_COUNTED, *_ACTS, *rules}:
        raise ValueError(text)
    return Limit(text.strip(), name, found["sign"], float(found["number"]), bool(found["percent"]))


UNREADABLE = Both(
    "看不懂 --fail-if {text!r}。写法如 recalls>50、touched>2%；可以用 {names}。",
    "--fail-if {text!r} is not understood. Write it like recalls>50 or touched>2%; there are {names}.",
)
OVER = Both("超过了限制：{limits}。", "Over the limit: {limits}.")


def names_of(rules: set[str]) -> str:
    """Return what a limit may be about, for people."""
    return ", ".join([*_COUNTED, *_ACTS, *sorted(rules)])
