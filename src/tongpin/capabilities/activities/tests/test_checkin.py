import pytest

from tests.conformance.cases import Case, Conversation, cases_beside
from tongpin.capabilities.activities.capability import ACTIVITIES


@pytest.mark.parametrize("case", cases_beside(__file__), ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    case.check([ACTIVITIES])


def test_the_row_of_a_checkin() -> None:
    conversation = Conversation([ACTIVITIES])
    (entry,) = conversation.says("mon 10:00", "ann", "签到")
    assert ACTIVITIES.projection
    fact = entry.facts[-1]
    project = ACTIVITIES.projection.projects[type(fact)]
    (table,) = ACTIVITIES.projection.tables
    rows = list(project(conversation.fold.states["activities"], conversation.fold.standing, entry, fact))
    assert rows == [(table, (1, 1, 1, 738886, 1, 0, entry.at))]
