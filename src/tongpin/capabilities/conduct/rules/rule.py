"""What every rule of speech is: its settings in the playbook, and a step that makes a judge of them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import model_validator

from tongpin.kernel.capability import View
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook import section
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import Section, Told, described
from tongpin.kernel.playbook.values import Count, Switch
from tongpin.kernel.playbook.wording import quoted
from tongpin.kernel.words.chat import DAY, MessagePosted

TIMES_KEPT = 16
"""So many of a member's last times are in the state, the message that is judged among them."""
TEXTS_KEPT = 4
"""So many of a member's last fingerprints are in the state, the message that is judged among them."""


class Finding(NamedTuple):
    """A breach: what was measured against what, in the rule's own unit, and where in the text."""

    measured: int
    limit: int
    marks: tuple[tuple[int, int], ...] = ()


Judge = Callable[[View, MessagePosted], Finding | None]
"""Says whether a message breaks a rule; `view.state` is conduct's, with this message in it already."""
Measure = Callable[[View, MessagePosted], Finding]
"""Says what was measured of a message that does not break a rule."""


class RuleSettings(Section):
    """What the playbook says of any rule. A rule adds `rule: Literal[...] = KIND`, what is its own, and `asked`."""

    id: str = described(
        "规则的名字，成员看得到；不写就用规则的种类；同一份剧本里不能重复",
        "The rule's name, which members see; its kind where left out; no two rules share one",
        default="",
        validate_default=False,
        pattern=r"^[^\s.]{1,40}$",
    )
    chats: tuple[str, ...] = described(
        "只管这些群（写平台上的群号）；不写就管所有的群",
        "Only in these chats, by their id on the platform; in all where left out",
        default=(),
    )
    value: str = described(
        "它服务于哪一条价值观", "Which of the community's values it serves", default="", max_length=100
    )
    reason: str = described("为什么有这条规则", "Why there is this rule", default="", max_length=500)
    weight: Count = described(
        "一次违规算几次；同时违反多条规则时，重的算数",
        "As how many breaches one counts; where several rules are broken at once, the heaviest stands",
        default=1,
        ge=1,
        le=100,
    )
    active: Switch = described("开着还是停用", "Whether the rule is on", default=True)

    @model_validator(mode="before")
    @classmethod
    def _name_by_kind(cls, given: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        return {"id": given["rule"], **given} if isinstance(given, dict) and "rule" in given else given

    def faults(self) -> Iterable[section.Finding]:
        """Find what is wrong with this rule although each value is sound; paths begin inside the rule."""
        return ()

    @abstractmethod
    def asked(self) -> Both:
        """Say what the rule asks of members, in one sentence without its full stop."""

    def told(self) -> Iterable[Told]:
        """Say what is asked, and beside it where, how much a breach weighs and why."""
        chinese, english = map(list, zip(self.asked(), *self._conditions(), strict=True))
        off = Both("", "") if self.active else Both("（已停用）", "(Off) ")
        yield Told((), Both(f"{off.zh}{'；'.join(chinese)}。", f"{off.en}{'; '.join(english)}."), self.id)
        if self.reason:
            yield Told(("reason",), Both(f"理由：{self.reason}", f"Reason: {self.reason}"), self.id)

    def _conditions(self) -> Iterable[Both]:
        if self.chats:
            chats = quoted(self.chats)
            yield Both(f"只管{chats.zh}", f"only in {chats.en}")
        if self.weight > 1:
            yield Both(f"一次算 {self.weight} 次违规", f"it counts as {self.weight} breaches")
        if self.value:
            yield Both(f"为的是“{self.value}”", f"for the sake of “{self.value}”")


KIND: Any = described("规则的种类", "Which rule this is")


def find_nothing(_settings: RuleSettings, _view: View, _message: MessagePosted) -> Finding:
    """Of what a rule does not allow at all there is none where it is not broken."""
    return Finding(0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of rule, as `rules/__init__.py` lists it.

    It is asked only of messages whose signals have one of the bits of `needs` (0: of all), whose time is known
    at least as exactly as `precision`, and of commands to Tongpin only where `commands` says so.

    `clear` says of a message that does not break the rule what was `measured` of it against which `limit`. Only where
    somebody asks why not is it measured at all, so that a judge need not.
    """

    kind: str
    settings: type[RuleSettings]
    judge: Callable[[Any, Compiling], Judge]
    clear: Both
    measure: Callable[[Any, View, MessagePosted], Finding] = find_nothing
    needs: int = 0
    precision: int = DAY
    commands: bool = True
