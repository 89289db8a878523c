"""The cases, played through sanctions alone: breaches are given as facts."""

import pytest

from tests.conformance.cases import Case, cases_beside
from tongpin.capabilities.sanctions.capability import SANCTIONS


@pytest.mark.parametrize("case", cases_beside(__file__), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    case.check([SANCTIONS])
