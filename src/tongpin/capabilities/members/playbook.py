"""The section `members`: welcome and name cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import Finding, Section, Told, described
from tongpin.kernel.playbook.values import Switch

if TYPE_CHECKING:
    from tongpin.kernel.playbook.playbook import Playbook

_LOOK_ALIKES = ("-－–—", "|｜", "/／", "_＿", "·・", "+＋", "~～")
"""Separators that people take for one another."""


class NameCard(Section):
    form: str = described(
        "群名片的格式，例如“昵称-职业”；留空则不要求",
        "the form of name cards, such as name-trade; left empty, any will do",
        default="",
        examples=["昵称-职业"],
        max_length=40,
    )


class Members(Section):
    heading = Both("成员", "Members")

    welcome: Switch = described("新人入群时在群里欢迎", "welcome newcomers in the chat", default=False)
    name_card: NameCard = described(
        "群名片；不合格式只提醒，从不处分",
        "name cards; one out of form is reminded of, never punished",
        default=NameCard(),
    )

    def told(self) -> Iterable[Told]:
        """Say what newcomers and name cards meet with."""
        if self.welcome:
            yield Told(("welcome",), Both("每来一位新人，在群里欢迎一句。", "Each newcomer is welcomed in the chat."))
        else:
            yield Told(("welcome",), Both("新人入群时不说欢迎。", "Newcomers are not welcomed in the chat."))
        form = self.name_card.form
        if form:
            asked = Both(
                f"群名片写成“{form}”；不合格式只提醒，从不处分。",
                f"Name cards have the form “{form}”; one out of form is reminded of, never punished.",
            )
        else:
            asked = Both("群名片怎么写都行。", "Name cards have any form.")
        yield Told(("name_card", "form"), asked)

    def check(self, whole: Playbook) -> Iterable[Finding]:  # noqa: ARG002 - this section concerns no other
        """A form of one part asks for nothing."""
        form = self.name_card.form
        if form and len(parts_of(form)) < 2:  # noqa: PLR2004 - two parts and something between them
            yield Finding(
                ("name_card", "form"),
                "PB507",
                f"群名片格式“{form}”里没有分隔符，任何名片都合格。",
                f"The form “{form}” has no separator, so every name card is in form.",
                "写出两部分和它们之间的分隔符，例如 昵称-职业。",
                "Write two parts and what stands between them, such as name-trade.",
            )


@dataclass(frozen=True, slots=True)
class Settings:
    """What deciding needs; no form is asked for where `card_form` is empty."""

    welcome: bool
    card_form: str
    card_parts: int


def compile_section(section: Members, compiling: Compiling) -> Settings:
    """Make the section ready, and tell the intake what separates the parts of a card."""
    form = section.name_card.form
    if form:
        compiling.card_separators = separators_of(form)
    return Settings(section.welcome, form, len(parts_of(form)))


def parts_of(form: str) -> list[str]:
    """Return the pieces of a form between its separators."""
    return "".join(each if each.isalnum() else " " for each in form).split()


def separators_of(form: str) -> str:
    """Return what may separate the parts of a card: what does in the form, and its look-alikes."""
    found = dict.fromkeys(each for each in form if not each.isalnum())
    return "".join(next((alike for alike in _LOOK_ALIKES if each in alike), each) for each in found)
