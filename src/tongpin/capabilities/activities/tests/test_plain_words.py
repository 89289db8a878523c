"""What the daily check-in says of itself, in plain words."""

from typing import Any

import pytest

from tongpin.capabilities.activities.playbook import Activities


@pytest.mark.parametrize(
    "written, said",
    [
        ({"on": "关"}, [(("checkin", "on"), "没有每日签到。")]),
        (
            {"window": "5:00-24:00", "makeups": 2, "makeup_days": 14},
            [
                (("checkin", "on"), "每位成员一天可以签到一次。"),
                (("checkin", "window"), "签到的时间：每天 5:00 到 24:00。"),
                (("checkin", "makeups"), "漏签的每月可以补两天，最远补到 14 天前。"),
            ],
        ),
        (
            {"makeups": 0},
            [(("checkin", "on"), "每位成员一天可以签到一次。"), (("checkin", "makeups"), "漏签的不能补。")],
        ),
    ],
)
def test_it_says_when_members_check_in_and_what_can_be_made_up(written: dict[str, Any], said: list[Any]) -> None:
    section = Activities.model_validate({"checkin": written})
    assert [(told.path, told.said.zh) for told in section.told()] == said
