"""Two capabilities that are nothing but a section: `speech` with a list of rules of several kinds, and `ladder`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from pydantic import Field, field_validator

from tongpin.kernel.capability import Capability
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.section import Finding, Section, described
from tongpin.kernel.playbook.values import (
    Amount,
    Count,
    Duration,
    Pattern,
    Rate,
    Switch,
    TimeOfDay,
    WindowList,
    WordList,
    choice,
)

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

Act = Annotated[str, choice({"remind": "提醒", "recall": "撤回", "remove": ("移出", "踢出"), "hold": ()})]


class Flood(Section):
    rule: Literal["flood", "刷屏"] = described("种类", "Kind")
    messages: Count = described("最多几条", "Messages at most", ge=1, le=15, default=8)
    within: Duration = described("多长时间里", "Within how long", ge=1_000, le=86_400_000, default="1m")


class Words(Section):
    rule: Literal["words", "词表"] = described("种类", "Kind")
    words: WordList = described("不许说的词", "Words not to be said")
    do: Act = described("怎么处理", "What is done", default="remind")


class Patterns(Section):
    rule: Literal["patterns"] = described("种类", "Kind")
    patterns: tuple[Pattern, ...] = described("正则式", "Patterns", min_length=1, max_length=3)


class Hours(Section):
    rule: Literal["hours"] = described("种类", "Kind")
    quiet: WindowList = described("安静的时段", "Quiet windows")
    until: TimeOfDay | None = described("到几点", "Until when", default=None, le=1_200)


AnyRule = Annotated[Flood | Words | Patterns | Hours, Field(discriminator="rule")]


class Speech(Section):
    rules: tuple[AnyRule, ...] = described("规则", "Rules", default=())
    best: AnyRule | None = described("最好的规则", "The best rule", default=None)
    most: Flood | None = described("最多的", "At most", default=None)
    names: dict[str, Count] = described("各人的数", "Numbers by name", default={})
    title: str = described("标题", "Title", default="", min_length=0, max_length=5)
    nick: str = described("代号，只用字母", "Letters alone", default="abc", pattern="^[a-z]+$")
    share: Amount = described("份额", "Share", default=0)
    active: Switch = described("是否开启", "Whether it is on", default=True)
    weight: int = described("分量", "Weight", default=1, gt=0, lt=10)
    plain: bool = described("是否", "Whether", default=False)
    often: Rate | Literal["never"] = described("次数", "How often", default="never")
    even: int = described("偶数", "An even number", default=2)
    numbers: tuple[int, ...] = described("一些数", "Numbers", default=())

    @field_validator("even")
    @classmethod
    def _is_even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("it is odd")
        return value


class Ladder(Section):
    steps: tuple[Act, ...] = described("台阶", "Steps", default=("remind", "recall"))

    def check(self, whole: Playbook) -> Iterable[Finding]:
        if len(set(self.steps)) < len(self.steps):
            yield Finding(("steps", 1), "PB503", "台阶没有上升。", "The steps do not rise.", "换一个。", "Change one.")
        if not self.steps:
            yield Finding(("nothing", "here"), "PB507", "没有台阶。", "No steps.", "写一个。", "Write one.")
        speech: Any = whole.sections["speech"]
        if not speech.active:
            yield Finding((), "PB506", "矛盾{不填}。", "Contradiction {as is}.", "改。", "Mend it.")


class Nothing(msgspec.Struct):
    pass


def as_it_is(section: Section, _compiling: Compiling) -> Section:
    return section


def only_a_section(
    name: str, section: type[Section], compile_section: Callable[[Any, Compiling], object] = as_it_is
) -> Capability:
    return Capability(name, section, compile_section, Nothing, 1, listens={}, evolves={}, emits=())


def compile_speech(section: Speech, compiling: Compiling) -> list[frozenset[int]]:
    compiling.fingerprints = True
    return [compiling.word_indexes(rule.words) for rule in section.rules if isinstance(rule, Words)]


SPEECH = only_a_section("speech", Speech, compile_speech)
LADDER = only_a_section("ladder", Ladder)
TOYS = (SPEECH, LADDER)
HEAD = "tongpin: 1\ncommunity: {name: 测试群}\n"
