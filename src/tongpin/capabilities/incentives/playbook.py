"""The section `incentives`: what is recorded, what it earns and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.rates import Often
from tongpin.kernel.playbook.section import Finding, Section, Told, described
from tongpin.kernel.playbook.values import Count, Rate, choice
from tongpin.kernel.playbook.wording import counted, often, run_on
from tongpin.kernel.vocabulary import FACTS
from tongpin.kernel.words import incentives, ledger
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import AppealDecided, AppealLodged, MemberUnmuted, SanctionLapsed, SanctionUndone

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

SPEECH = "message_posted"
"""The one reward that is booked in sums: there are a thousand messages to every other fact."""

_CALLED: Mapping[str, Both] = {
    "checked_in": Both("签到", "a check-in"),
    "message_posted": Both("发言", "a message"),
    "command_given": Both("口令", "a command"),
    "membership_began": Both("入群", "joining"),
    "membership_ended": Both("退群", "leaving"),
    "chat_joined": Both("进一个群", "joining a chat"),
    "chat_left": Both("离开一个群", "leaving a chat"),
    "reacted": Both("回应", "a reaction"),
    "name_card_set": Both("设群名片", "setting a name card"),
    "name_card_kept": Both("改群名片", "a name card in form"),
    "name_card_reminded": Both("群名片提醒", "a reminder of the name card"),
    "duty_given": Both("担任职务", "taking on a duty"),
    "duty_taken": Both("卸任职务", "giving up a duty"),
    "breach_found": Both("触犯规则", "a breach"),
    "case_opened": Both("立案", "a case"),
    "sanction_imposed": Both("处分", "a sanction"),
    "sanction_confirmed": Both("处分确认", "a sanction confirmed"),
    "sanction_lapsed": Both("处分失效", "a sanction lapsed"),
    "sanction_undone": Both("处分撤销", "a sanction undone"),
    "message_recalled": Both("撤回", "a recall"),
    "member_muted": Both("禁言", "a mute"),
    "member_unmuted": Both("解除禁言", "the end of a mute"),
    "member_removed": Both("移出", "a removal"),
    "appeal_lodged": Both("申诉", "an appeal"),
    "appeal_decided": Both("申诉答复", "an answer to an appeal"),
}
"""What people call a fact; in Chinese the playbook may call it so, too."""
_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {"case_opened": ("违规",)}


def called(name: str) -> Both:
    """Return what people call a fact; by its own name, if it is new."""
    return _CALLED.get(name) or Both(name.replace("_", " "), name.replace("_", " "))


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
    return {name: (*([_CALLED[name].zh] if name in _CALLED else []), *_ALSO_CALLED.get(name, ())) for name in facts}


class Reward(Section):
    when: Annotated[str, choice(_names(REWARDABLE))] = described(
        "什么事", "what happens", examples=["签到", "checked_in"]
    )
    grant: Count = described("得多少积分", "how many points it earns", ge=1, le=1_000_000)
    at_most: Rate | None = described("最多算几次", "how often it counts at most", default=None)

    def told(self) -> Iterable[Told]:
        """Say what is earned by what."""
        fact, points = called(self.when), counted(self.grant, "分", "point")
        most = often(self.at_most) if self.at_most else None
        yield Told(
            (),
            Both(
                run_on(f"{fact.zh}得", points.zh) + (f"，{most.zh}。" if most else "。"),
                f"{_capital(fact.en)} earns {points.en}{f', {most.en}' if most else ''}.",
            ),
        )


class Cost(Section):
    when: Annotated[str, choice(_names(COSTING))] = described("什么事", "what happens", examples=["处分"])
    cost: Count = described(
        "扣多少积分；不够扣的记作核销", "how many points it costs; what is not there is written off", ge=1, le=1_000_000
    )

    def told(self) -> Iterable[Told]:
        """Say what costs how much."""
        fact, points = called(self.when), counted(self.cost, "分", "point")
        zh = run_on(f"{fact.zh}扣", points.zh, "，撤销处分时退回。")
        yield Told((), Both(zh, f"{_capital(fact.en)} costs {points.en}, given back when the sanction is undone."))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Incentives(Section):
    heading = Both("积分", "Points")

    rewards: tuple[Reward, ...] = described("什么事得积分", "what earns points", default=())
    costs: tuple[Cost, ...] = described("什么事扣积分", "what costs points", default=())

    def told(self) -> Iterable[Told]:
        """Say what earns points and what costs some, line by line."""
        if not self.rewards:
            yield Told(("rewards",), Both("没有什么事得积分。", "Nothing earns points."))
        for field in ("rewards", "costs"):
            for place, line in enumerate(getattr(self, field)):
                yield from (told.within(field, place) for told in line.told())

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
