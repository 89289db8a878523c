from datetime import date

import pytest

from tests.conformance.cases import Case, Conversation, cases_beside
from tongpin.capabilities.activities.capability import ACTIVITIES
from tongpin.capabilities.activities.kinds.checkin import Checkin, Run, open_days

LAST_OF_MARCH = date(2024, 3, 31).toordinal()


@pytest.mark.parametrize("case", cases_beside(__file__), ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    case.check([ACTIVITIES])


def test_the_rows_of_a_checkin() -> None:
    conversation = Conversation([ACTIVITIES])
    conversation.says("mon 10:00", "ann", "签到")
    (entry,) = conversation.says("tue 10:00", "ann", "签到")
    assert ACTIVITIES.projection
    fact = entry.facts[-1]
    project = ACTIVITIES.projection.projects[type(fact)]
    checkins, streaks = ACTIVITIES.projection.tables
    rows = list(project(conversation.fold.states["activities"], conversation.fold.standing, entry, fact))
    assert rows == [(checkins, (2, 1, 1, 738887, 2, 0, entry.at)), (streaks, (1, 738887, 2))]


@pytest.mark.parametrize(
    "settings,made_up,first,expected",
    [
        ({}, [], 1, [738_975, 738_974, 738_973, 738_972, 738_971, 738_970, 738_969]),
        ({}, [], 738_974, [738_975, 738_974]),
        ({}, [738_975, 738_974], 1, []),
        ({}, [738_945, 738_944], 1, [738_975, 738_974, 738_973, 738_972, 738_971, 738_970, 738_969]),
        ({"on": False}, [], 1, []),
        ({"makeups": 0}, [], 1, []),
    ],
    ids=["a week back", "since joining", "none left", "of another month", "off", "never"],
)
def test_the_days_that_can_be_made_up(
    settings: dict[str, object], made_up: list[int], first: int, expected: list[int]
) -> None:
    run = Run()
    for day in made_up:
        run = run.with_day(day, made=True)
    assert open_days(run, Checkin.model_validate(settings), LAST_OF_MARCH, first) == expected


def test_a_number_names_its_latest_day_alone() -> None:
    days = open_days(Run(), Checkin(makeups=31, makeup_days=31), LAST_OF_MARCH, 1)
    assert date.fromordinal(days[-1]).isoformat() == "2024-03-01", "29 is the 29th of March, not that of February"
