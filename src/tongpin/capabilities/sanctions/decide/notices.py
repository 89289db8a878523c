"""What is said to whom: names of sentences and what fills them. The sentences stand in `chat/sentences.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.sanctions.decide.state import Case
from tongpin.capabilities.sanctions.playbook import SanctionsSection, Step
from tongpin.kernel.capability import View
from tongpin.kernel.standing import STEWARD
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import CommandGiven
from tongpin.kernel.words.conduct import BreachFound, CaseOpened, SanctionImposed

_GRAVEST_FIRST = ("remove", "mute", "recall", "remind")


def notice(
    settings: SanctionsSection, breach: BreachFound, opened: CaseOpened, imposed: SanctionImposed, step: Step
) -> Say:
    """Tell the member which rule, what was measured, what follows, and how to appeal."""
    act = next(each for each in _GRAVEST_FIRST if each in imposed.acts)
    provisional = "_provisional" if act == "mute" and imposed.provisional else ""
    fields: tuple[tuple[str, int | str], ...] = (
        ("case", opened.case),
        ("rule", breach.rule),
        ("found_said", breach.sentence),
        ("measured", breach.measured),
        ("limit", breach.limit),
        ("value", breach.value),
        ("value_said", "sanctions.serves" if breach.value else ""),
        ("breaches", opened.breaches),
        ("mute_span", step.lasting or 0),
        ("confirm_span", settings.removal_confirmed_within),
        ("appeal_span", settings.appeal_within),
    )
    return Say(opened.chat, f"sanctions.{act}{provisional}", fields, opened.member, opened.message, opened.case)


def to_stewards(view: View, imposed: SanctionImposed, rule: str) -> Iterator[Say]:
    """Ask every steward but the member concerned to confirm a sanction."""
    sentence = "confirm_removal" if "remove" in imposed.acts else "confirm_mute"
    fields = (
        ("case", imposed.case),
        ("number", view.standing.number[imposed.member]),
        ("rule", rule),
        ("confirm_span", imposed.confirm_by - view.moment.at),
    )
    for steward in _stewards(view):
        if steward != imposed.member:
            yield Say(imposed.chat, f"sanctions.{sentence}", fields, steward, case=imposed.case)


def ask_for_answer(view: View, number: int, case: Case) -> Iterator[Say]:
    """Ask every steward who may decide it to answer an appeal."""
    yield from _about_appeal(view, number, case, "answer_appeal")


def remind_of_appeal(view: View, number: int, case: Case) -> Iterator[Say]:
    """Remind the same stewards of an appeal that has waited too long."""
    yield from _about_appeal(view, number, case, "answer_overdue")


def may_decide(view: View, steward: int, case: Case) -> bool:
    """Say whether a member may answer an appeal: a steward, neither concerned nor the one who confirmed."""
    return view.standing.holds(steward, STEWARD) and steward not in {case.member, case.confirmed_by}


def told(case: Case, number: int, sentence: str, **fields: int | str) -> Say:
    """Tell the member concerned what became of his case."""
    return Say(case.chat, f"sanctions.{sentence}", (("case", number), *fields.items()), case.member, case=number)


def refused(given: CommandGiven, sentence: str, **fields: int) -> Say:
    """Tell whoever asked why it cannot be, and what can."""
    return Say(given.chat, f"sanctions.{sentence}", tuple(fields.items()), given.member, given.message)


def _about_appeal(view: View, number: int, case: Case, sentence: str) -> Iterator[Say]:
    fields = (
        ("case", number),
        ("number", view.standing.number[case.member]),
        ("rule", case.rule),
        ("answer_span", view.settings.answer_within),
    )
    for steward in _stewards(view):
        if may_decide(view, steward, case):
            yield Say(case.chat, f"sanctions.{sentence}", fields, steward, case=number)


def _stewards(view: View) -> Iterator[int]:
    return iter(view.standing.holders)
