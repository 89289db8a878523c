"""Every rule's cases, played through conduct alone."""

import pytest

from tests.conformance.cases import Case, cases_beside
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.conduct.rules import RULES

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    case.check([CONDUCT])


@pytest.mark.parametrize("kind", [rule.kind for rule in RULES])
def test_every_rule_has_cases_that_break_it_and_cases_that_do_not(kind: str) -> None:
    broken = [bool(case.then.get("facts")) for case in CASES if case.name.startswith(f"{kind}: ")]
    assert set(broken) == {True, False}
