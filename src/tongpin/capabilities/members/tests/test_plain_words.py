"""What the section of members says of itself, in plain words."""

from typing import Any

import pytest

from tongpin.capabilities.members.playbook import Members


@pytest.mark.parametrize(
    "written, zh",
    [
        ({}, ["新人入群时不说欢迎。", "群名片怎么写都行。"]),
        (
            {"welcome": "开", "name_card": {"form": "昵称-职业"}},
            ["每来一位新人，在群里欢迎一句。", "群名片写成“昵称-职业”；不合格式只提醒，从不处分。"],
        ),
    ],
)
def test_it_says_what_newcomers_and_name_cards_meet_with(written: dict[str, Any], zh: list[str]) -> None:
    told = list(Members.model_validate(written).told())
    assert [each.path for each in told] == [("welcome",), ("name_card", "form")]
    assert [each.said.zh for each in told] == zh
