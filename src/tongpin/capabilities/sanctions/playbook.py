"""The section `sanctions`: what breaches cost, step by step, and within what times humans answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.section import Finding, Path, Section, described
from tongpin.kernel.playbook.values import Count, Duration, choice

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

Act = Annotated[
    Literal["remind", "recall", "mute", "remove"],
    choice({"remind": "提醒", "recall": "撤回", "mute": "禁言", "remove": ("移出", "踢出")}),
]


class Step(Section):
    """One step of a ladder: from so many breaches on, these acts."""

    at_least: Count = described(
        "从第几次违规开始（按规则的 weight 累计，过期的不算）",
        "From how many breaches on, by the rules' weights and without the expired ones",
        alias="from",
        ge=1,
    )
    acts: tuple[Act, ...] = described(
        "做什么：提醒、撤回、禁言、移出", "What is done: remind, recall, mute, remove", min_length=1
    )
    lasting: Duration | None = described("禁言多久", "How long a mute lasts", alias="for", default=None)


Ladder = tuple[Step, ...]


class SanctionsSection(Section):
    ladder: Ladder = described(
        "处分的台阶：违规越多，处分越重；人人一样",
        "The ladder: the more breaches, the graver what follows; the same for everybody",
        min_length=1,
        default=(
            {"from": 1, "acts": ["remind"]},
            {"from": 2, "acts": ["remind", "recall"]},
            {"from": 3, "acts": ["recall", "mute"], "for": "10m"},
            {"from": 5, "acts": ["recall", "mute"], "for": "1d"},
            {"from": 8, "acts": ["recall", "remove"]},
        ),
    )
    ladders: Mapping[str, Ladder] = described(
        "个别规则自己的台阶，键是规则的 id；这样的规则单独累计",
        "Ladders of single rules, by the rule's id; the breaches of such a rule are counted on their own",
        default={},
    )
    breaches_expire: Duration = described(
        "违规多久以后不再累计", "After how long a breach counts no more", default="30d"
    )
    removal_confirmed_within: Duration = described(
        "机器作出的移出和超过24小时的禁言，要由群管在多久以内确认，否则自动失效",
        "Within how long a steward confirms a removal, or a mute over 24 hours, by machine; else it lapses",
        default="24h",
    )
    appeal_within: Duration = described("成员多久以内可以申诉", "Within how long a member may appeal", default="7d")
    answer_within: Duration = described("申诉要在多久以内答复", "Within how long an appeal is answered", default="3d")

    def step_for(self, rule: str, breaches: int) -> tuple[int, Step]:
        """Return the step that so many breaches have reached, with its number from 1."""
        ladder = self.ladders.get(rule, self.ladder)
        reached = [step for step in ladder if step.at_least <= breaches]
        return len(reached), reached[-1]

    def check(self, whole: Playbook) -> Iterable[Finding]:
        """Find ladders that do not begin at one breach or do not rise, mutes without an end, and unknown rules."""
        yield from _faults_of_ladder(("ladder",), self.ladder)
        for rule, ladder in self.ladders.items():
            yield from _faults_of_ladder(("ladders", rule), ladder)
        known = {rule.id for rule in whole.sections["conduct"].rules} if self.ladders else set()
        for rule in self.ladders:
            if rule not in known:
                yield _unknown_rule(rule)


def ready(section: SanctionsSection, _compiling: Compiling) -> SanctionsSection:
    """Return the section: deciding reads it as it is."""
    return section


def _faults_of_ladder(path: Path, ladder: Ladder) -> Iterable[Finding]:
    reached = 0
    for place, step in enumerate(ladder):
        if place == 0 and step.at_least != 1:
            yield _first_step(path)
        if step.at_least <= reached:
            yield _not_rising((*path, place), reached + 1)
        reached = step.at_least
        if "mute" in step.acts and not step.lasting:
            yield _endless_mute((*path, place))
        if "mute" not in step.acts and step.lasting:
            yield _idle_duration((*path, place, "for"))


def _first_step(path: Path) -> Finding:
    return Finding(
        (*path, 0, "from"),
        "PB503",
        "第一级台阶要从第 1 次违规开始，否则最初的违规没有任何处分",
        "The first step begins at the first breach; otherwise nothing would follow from it",
        "写 from: 1",
        "Write from: 1",
    )


def _not_rising(path: Path, least: int) -> Finding:
    return Finding(
        (*path, "from"),
        "PB503",
        "这一级台阶不比前一级高",
        "This step is not above the one before it",
        f"写 from: {least} 或更大的数",
        f"Write from: {least} or more",
    )


def _endless_mute(path: Path) -> Finding:
    return Finding(
        (*path, "acts"),
        "PB506",
        "有禁言，但没有写多久",
        "There is a mute, but not how long it lasts",
        "加上 for: 10分钟 这样的时长",
        "Add how long, for instance for: 10m",
    )


def _idle_duration(path: Path) -> Finding:
    return Finding(
        path,
        "PB507",
        "写了时长，但这一级没有禁言",
        "There is a duration, but no mute that could last so long",
        "在 acts 里加上 禁言，或删去 for",
        "Add mute to acts, or take `for` away",
    )


def _unknown_rule(rule: str) -> Finding:
    return Finding(
        ("ladders", rule),
        "PB504",
        f"conduct 里没有叫“{rule}”的规则",
        f"conduct has no rule called “{rule}”",
        "写 conduct.rules 里某条规则的 id",
        "Write the id of one of conduct.rules",
    )
