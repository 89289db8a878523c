"""The section `incentives`: what is recorded, what it earns and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.rates import Often
from tongpin.kernel.playbook.section import Finding, Section, described
from tongpin.kernel.playbook.values import Count, Rate, choice
from tongpin.kernel.vocabulary import FACTS
from tongpin.kernel.words import incentives, ledger
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import AppealDecided, AppealLodged, MemberUnmuted, SanctionLapsed, SanctionUndone

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

SPEECH = "message_posted"
"""The one reward that is booked in sums: there are a thousand messages to every other fact."""

_IN_CHINESE: dict[str, str | tuple[str, ...]] = {
    "checked_in": "签到",
    "message_posted": "发言",
    "membership_began": "入群",
    "reacted": "回应",
    "name_card_kept": "改群名片",
    "duty_given": "担任职务",
    "case_opened": ("立案", "违规"),
    "sanction_imposed": "处分",
    "message_recalled": "撤回",
    "member_muted": "禁言",
    "member_removed": "移出",
}


def snake(name: str) -> str:
    """Return `CheckedIn` as `checked_in`."""
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name).removeprefix("_")


_OUR_OWN = {incentives.__name__, ledger.__name__}
REWARDABLE: dict[str, type[Fact]] = {
    snake(each.__name__): each
    for each in FACTS
    if issubclass(each, Fact) and "member" in each.__struct_fields__ and each.__module__ not in _OUR_OWN
}
"""Whatever is recorded of a member, by the name that the playbook has for it."""
_FREE = {SanctionUndone, SanctionLapsed, MemberUnmuted, AppealLodged, AppealDecided}
"""What ends or softens a case; and nobody pays for an appeal."""
COSTING = {name: each for name, each in REWARDABLE.items() if "case" in each.__struct_fields__ and each not in _FREE}
"""What a case does to its member: the cost is given back when the case is undone."""


def _names(facts: Iterable[str]) -> dict[str, str | tuple[str, ...]]:
    return {name: _IN_CHINESE.get(name, ()) for name in facts}


class Reward(Section):
    when: Annotated[str, choice(_names(REWARDABLE))] = described(
        "什么事", "what happens", examples=["签到", "checked_in"]
    )
    grant: Count = described("得多少积分", "how many points it earns", ge=1, le=1_000_000)
    at_most: Rate | None = described("最多算几次", "how often it counts at most", default=None)


class Cost(Section):
    when: Annotated[str, choice(_names(COSTING))] = described("什么事", "what happens", examples=["处分"])
    cost: Count = described(
        "扣多少积分；不够扣的记作核销", "how many points it costs; what is not there is written off", ge=1, le=1_000_000
    )


class Incentives(Section):
    heading = Both("积分", "Points")

    rewards: tuple[Reward, ...] = described("什么事得积分", "what earns points", default=())
    costs: tuple[Cost, ...] = described("什么事扣积分", "what costs points", default=())

    def check(self, whole: Playbook) -> Iterable[Finding]:  # noqa: ARG002 - this section concerns no other
        """One line says what a fact earns, one what it costs; messages of a day are counted together."""
        yield from _doubles("rewards", [each.when for each in self.rewards])
        yield from _doubles("costs", [each.when for each in self.costs])
        for place, reward in enumerate(self.rewards):
            if reward.at_most is not None and not reward.at_most.times:
                yield Finding(
                    ("rewards", place, "at_most"),
                    "PB507",
                    "最多 0 次，就永远得不到积分。",
                    "At most 0 times, so that it never earns anything.",
                    "至少写 1 次，或删去这一行。",
                    "Write 1 or more, or take the line away.",
                )
            if reward.when == SPEECH and reward.at_most is not None and reward.at_most.period == "hour":
                yield Finding(
                    ("rewards", place, "at_most"),
                    "PB506",
                    "发言的积分按天合计入账，不能按小时封顶。",
                    "What messages earn is booked once a day, so it cannot be capped by the hour.",
                    "改成每天、每周或每月最多几次。",
                    "Cap it by the day, week or month.",
                )


def _doubles(field: str, names: list[str]) -> Iterable[Finding]:
    seen: Counter[str] = Counter()
    for place, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            yield Finding(
                (field, place, "when"),
                "PB505",
                f"“{name}”已经有一行了。",
                f"There is a line for {name} already.",
                "两行合成一行。",
                "Make one line of the two.",
            )


@dataclass(frozen=True, slots=True)
class Earning:
    """What a fact earns, under the name by which caps are counted."""

    name: str
    grant: int
    at_most: Often | None


@dataclass(frozen=True, slots=True)
class Settings:
    """What deciding needs, by fact; `speech` is what a message earns."""

    rewards: dict[type[Fact], Earning]
    costs: dict[type[Fact], tuple[str, int]]
    speech: Earning | None


def compile_section(section: Incentives, _compiling: Compiling) -> Settings:
    """Make the section ready."""
    earnings = {each.when: Earning(each.when, each.grant, each.at_most) for each in section.rewards}
    speech = earnings.pop(SPEECH, None)
    return Settings(
        {REWARDABLE[name]: earning for name, earning in earnings.items()},
        {COSTING[each.when]: (each.when, each.cost) for each in section.costs},
        speech,
    )
