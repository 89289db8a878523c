"""The section `conduct`: its rules, made ready so that a message is asked only what concerns it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from tongpin.capabilities.conduct.rules import RULES
from tongpin.capabilities.conduct.rules.rule import Judge, Measure, Rule, RuleSettings
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import Finding, Section, Told, described
from tongpin.kernel.words.chat import DAY
from tongpin.text.reading import LINK, MENTION, PATTERN, WORD

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

    AnyRule = RuleSettings
else:
    AnyRule: Any = Annotated[reduce(or_, [each.settings for each in RULES]), Field(discriminator="rule")]

_RULE_OF: Mapping[type[RuleSettings], Rule] = {each.settings: each for each in RULES}


class ConductSection(Section):
    heading = Both("发言规则", "Rules of speech")

    rules: tuple[AnyRule, ...] = described(
        "发言规则，前面的先算", "Rules of speech; of two equally heavy ones the first counts", default=()
    )

    def told(self) -> Iterable[Told]:
        """Each rule says itself."""
        if not self.rules:
            yield Told(("rules",), Both("没有发言规则。", "There are no rules of speech."))
        for place, rule in enumerate(self.rules):
            yield from (told.within("rules", place) for told in rule.told())

    def check(self, whole: Playbook) -> Iterable[Finding]:
        """Find names given twice, values that the community does not name, and what a rule finds wrong with itself."""
        seen: set[str] = set()
        for place, rule in enumerate(self.rules):
            if rule.id in seen:
                yield _named_twice(place, rule.id)
            seen.add(rule.id)
            if rule.value and rule.value not in whole.community.values:
                yield _unknown_value(place, rule.value)
            yield from (fault._replace(path=("rules", place, *fault.path)) for fault in rule.faults())


def _named_twice(place: int, name: str) -> Finding:
    return Finding(
        ("rules", place, "id"),
        "PB505",
        f"前面已经有一条规则叫“{name}”",
        f"A rule before this one is called “{name}” already",
        "给这条规则写一个不同的 id",
        "Give this rule an id of its own",
    )


def _unknown_value(place: int, value: str) -> Finding:
    return Finding(
        ("rules", place, "value"),
        "PB504",
        f"社群的价值观里没有“{value}”",
        f"“{value}” is not among the community's values",
        "写 community.values 里的一条，或把它加进去",
        "Write one of community.values, or add it there",
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """One rule of the playbook, ready to be asked. `scopes` is empty where it concerns all chats.

    `measure` says of a message that does not break it what was measured against what.
    """

    id: str
    kind: Rule
    judge: Judge
    measure: Measure
    line: int
    weight: int
    value: str
    active: bool
    scopes: frozenset[int]


Table = tuple[tuple[tuple[Judge, Ready], ...], ...]
"""Whom to ask, by the sort of the message: its signals, its precision and whether it is a command, as bits."""

SIGNALS = LINK | WORD | PATTERN | MENTION
PRECISION_SHIFT = SIGNALS.bit_length()
COMMAND = 1 << (PRECISION_SHIFT + DAY.bit_length())


@dataclass(frozen=True, slots=True)
class Conduct:
    """The section made ready: all rules, and whom to ask by scope; `elsewhere` where no rule names the chat."""

    rules: tuple[Ready, ...]
    tables: Mapping[int, Table]
    elsewhere: Table


def ready(section: ConductSection, compiling: Compiling) -> Conduct:
    """Make a section ready; what its rules look for in texts is asked of `compiling`."""
    rules = tuple(_ready(rule, place, compiling) for place, rule in enumerate(section.rules))
    scopes = sorted({scope for rule in rules for scope in rule.scopes})
    return Conduct(rules, {scope: _table(rules, scope) for scope in scopes}, _table(rules, 0))


def why_not(rule: Ready, scope: int, sort: int) -> str:
    """Say why a rule is not asked of a message of this sort in this scope; empty where it is."""
    if not rule.active:
        return "off"
    if rule.scopes and scope not in rule.scopes:
        return "chat"
    if sort & COMMAND and not rule.kind.commands:
        return "command"
    if (sort & (COMMAND - 1)) >> PRECISION_SHIFT > rule.kind.precision:
        return "precision"
    if rule.kind.needs and not sort & SIGNALS & rule.kind.needs:
        return "nothing to judge"
    return ""


def _ready(settings: RuleSettings, place: int, compiling: Compiling) -> Ready:
    kind = _RULE_OF[type(settings)]
    return Ready(
        settings.id,
        kind,
        kind.judge(settings, compiling),
        partial(kind.measure, settings),
        compiling.line_of(("conduct", "rules", place)),
        settings.weight,
        settings.value,
        settings.active,
        compiling.scopes(settings.chats),
    )


def _table(rules: Iterable[Ready], scope: int) -> Table:
    return tuple(
        tuple((rule.judge, rule) for rule in rules if not why_not(rule, scope, sort)) for sort in range(COMMAND << 1)
    )
