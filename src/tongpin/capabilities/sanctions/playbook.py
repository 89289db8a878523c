"""The section `sanctions`: what breaches cost, step by step, and within what times humans answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from tongpin.capabilities.sanctions.decide.state import BREACHES_KEPT
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.moment import DAY_MS, HOUR_MS, MINUTE_MS
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import Finding, Path, Section, Told, described
from tongpin.kernel.playbook.values import Count, Duration, choice
from tongpin.kernel.playbook.wording import lasting, listed, run_on

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

_ACTS = ("remind", "recall", "mute", "remove")
"""From the mildest to the gravest."""
Act = Annotated[
    Literal["remind", "recall", "mute", "remove"],
    choice({"remind": "提醒", "recall": "撤回", "mute": "禁言", "remove": ("移出", "踢出")}),
]


LONGEST_WAIT = 3 * DAY_MS
"""The member is muted while a sanction waits to be confirmed: a machine alone mutes nobody for longer than this."""


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
    lasting: Duration | None = described(
        "禁言多久", "How long a mute lasts", alias="for", default=None, le=366 * DAY_MS
    )

    def told(self) -> Iterable[Told]:
        """Say what is done from which breach on."""
        acts = [_muted_for(self.lasting) if act == "mute" and self.lasting else _DONE[act] for act in self.acts]
        *before, last = acts
        chinese = f"{'、'.join(act.zh for act in before)}，并{last.zh}" if before else last.zh
        english = f"From breach {self.at_least} on: {listed(acts).en}."
        yield Told((), Both(f"第 {self.at_least} 次起：{chinese}。", english))


_DONE = {
    "remind": Both("提醒", "a reminder"),
    "recall": Both("撤回", "a recall"),
    "mute": Both("禁言", "a mute"),
    "remove": Both("移出", "removal"),
}


_TIMES = {
    "breaches_expire": ("违规", "后不再累计。", "A breach counts no more after {}."),
    "removal_confirmed_within": (
        "机器作出的移出和超过 24 小时的禁言，群管",
        "内确认才算数，否则自动失效。",
        "A removal by machine, or a mute over 24 hours, holds if a steward confirms it within {}; else it lapses.",
    ),
    "appeal_within": ("成员", "内可以申诉。", "A member may appeal within {}."),
    "answer_within": (
        "申诉",
        "内答复，由没有经手的群管来看。",
        "An appeal is answered within {}, by a steward who had no part in the case.",
    ),
    "log_shown": (
        "处分的公开记录给成员看",
        "，只有编号，没有姓名和原文。",
        "Members see the public log of sanctions for {}: by number, without names and texts.",
    ),
}
"""What each time is for: the Chinese words before and after it, and the English sentence."""


def _muted_for(span: int) -> Both:
    """Say how long a mute lasts."""
    said = lasting(span)
    return Both(run_on("禁言", said.zh), f"a mute of {said.en}")


Ladder = Annotated[tuple[Step, ...], Field(min_length=1)]


class SanctionsSection(Section):
    heading = Both("处分", "Sanctions")

    ladder: Ladder = described(
        "处分的台阶：违规越多，处分越重；人人一样",
        "The ladder: the more breaches, the graver what follows; the same for everybody",
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
        "违规多久以后不再累计", "After how long a breach counts no more", default="30d", ge=MINUTE_MS
    )
    removal_confirmed_within: Duration = described(
        "机器作出的移出和超过24小时的禁言，要由群管在多久以内确认，否则自动失效",
        "Within how long a steward confirms a removal, or a mute over 24 hours, by machine; else it lapses",
        default="24h",
        ge=MINUTE_MS,
        le=LONGEST_WAIT,
    )
    appeal_within: Duration = described(
        "成员多久以内可以申诉", "Within how long a member may appeal", default="7d", ge=HOUR_MS
    )
    answer_within: Duration = described(
        "申诉要在多久以内答复", "Within how long an appeal is answered", default="3d", ge=MINUTE_MS
    )
    log_shown: Duration = described(
        "处分的公开记录给成员看多久：只有编号，没有姓名和原文",
        "How long members see the public log of sanctions: by number, without names and texts",
        default="30d",
        ge=DAY_MS,
        le=366 * DAY_MS,
    )

    def step_for(self, rule: str, breaches: int) -> tuple[int, Step]:
        """Return the step that so many breaches have reached, with its number from 1."""
        ladder = self.ladders.get(rule, self.ladder)
        reached = [step for step in ladder if step.at_least <= breaches]
        return len(reached), reached[-1]

    def told(self) -> Iterable[Told]:
        """Say the ladders step by step, then the times within which humans answer."""
        for place, step in enumerate(self.ladder):
            yield from (told.within("ladder", place) for told in step.told())
        for rule, ladder in self.ladders.items():
            alone = Both("单独累计，有自己的台阶。", "Counted on its own, with a ladder of its own.")
            yield Told(("ladders", rule), alone, rule)
            for place, step in enumerate(ladder):
                yield from (told.within("ladders", rule, place)._replace(about=rule) for told in step.told())
        for name, (before, after, english) in _TIMES.items():
            span = lasting(getattr(self, name))
            yield Told((name,), Both(run_on(before, span.zh, after), english.format(span.en)))

    def check(self, whole: Playbook) -> Iterable[Finding]:
        """Find ladders that do not begin at one breach or do not rise, mutes without an end, and unknown rules."""
        yield from _faults_of_ladder(("ladder",), self.ladder)
        for rule, ladder in self.ladders.items():
            yield from _faults_of_ladder(("ladders", rule), ladder)
        weights = {rule.id: rule.weight for rule in whole.sections["conduct"].rules}
        yield from _beyond_reach(("ladder",), self.ladder, max(weights.values(), default=1))
        for rule, ladder in self.ladders.items():
            if rule in weights:
                yield from _beyond_reach(("ladders", rule), ladder, weights[rule])
            else:
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
        elif place and _gravity(step) < _gravity(ladder[place - 1]):
            yield _milder((*path, place))
        reached = step.at_least
        if "mute" in step.acts and not step.lasting:
            yield _endless_mute((*path, place))
        if "mute" not in step.acts and step.lasting:
            yield _idle_duration((*path, place, "for"))


def _gravity(step: Step) -> tuple[int, int]:
    return max(_ACTS.index(act) for act in step.acts), step.lasting or 0


def _beyond_reach(path: Path, ladder: Ladder, weight: int) -> Iterable[Finding]:
    most = BREACHES_KEPT * weight
    for place, step in enumerate(ladder):
        if step.at_least > most:
            yield _out_of_reach((*path, place), most)


def _out_of_reach(path: Path, most: int) -> Finding:
    return Finding(
        (*path, "from"),
        "PB502",
        f"系统只记每个成员{BREACHES_KEPT}次违规，按 weight 累计最多 {most}，到不了这一级",
        f"{BREACHES_KEPT} breaches of a member are kept: by weight no more than {most}, which never reaches this step",
        f"写 from: {most} 或更小的数",
        f"Write from: {most} or less",
    )


def _milder(path: Path) -> Finding:
    return Finding(
        (*path, "acts"),
        "PB503",
        "违规更多，这一级却比前一级轻",
        "There are more breaches, and yet this step is milder than the one before it",
        "加重这一级，或删去它",
        "Make this step graver, or take it away",
    )


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
