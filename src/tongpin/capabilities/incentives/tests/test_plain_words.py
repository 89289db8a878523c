"""What incentives say of themselves, in plain words."""

from tongpin.capabilities.incentives.playbook import REWARDABLE, Incentives, called


def test_each_line_says_what_earns_and_what_costs() -> None:
    section = Incentives.model_validate(
        {
            "rewards": [{"when": "签到", "grant": 5, "at_most": "每天1次"}, {"when": "duty_given", "grant": 30}],
            "costs": [{"when": "撤回", "cost": 2}],
        }
    )
    assert [(told.path, told.said) for told in section.told()] == [
        (("rewards", 0), ("签到得五分，每天最多一次。", "A check-in earns 5 points, at most once a day.")),
        (("rewards", 1), ("担任职务得 30 分。", "Taking on a duty earns 30 points.")),
        (
            ("costs", 0),
            ("撤回扣两分，撤销处分时退回。", "A recall costs 2 points, given back when the sanction is undone."),
        ),
    ]


def test_that_nothing_earns_points_is_said_too() -> None:
    assert [told.said for told in Incentives().told()] == [("没有什么事得积分。", "Nothing earns points.")]


def test_what_is_recorded_goes_by_a_name_of_its_own_or_by_that_of_the_fact() -> None:
    assert called("checked_in") == ("签到", "a check-in")
    assert called("poem_read") == ("poem read", "poem read")
    assert len({called(name).zh for name in REWARDABLE}) == len(REWARDABLE)
