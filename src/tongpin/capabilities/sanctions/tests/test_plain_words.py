"""What sanctions say of themselves, in plain words."""

from tongpin.capabilities.sanctions.playbook import SanctionsSection

WRITTEN = {
    "ladder": [{"from": 1, "acts": ["提醒"]}, {"from": 4, "acts": ["提醒", "撤回", "禁言"], "for": "10分钟"}],
    "ladders": {"刷屏": [{"from": 1, "acts": ["撤回", "移出"]}]},
    "removal_confirmed_within": "90分钟",
}


def test_each_step_says_what_is_done_from_which_breach_on() -> None:
    told = list(SanctionsSection.model_validate(WRITTEN).told())
    assert told[:4] == [
        (("ladder", 0), ("第 1 次起：提醒。", "From breach 1 on: a reminder."), ""),
        (
            ("ladder", 1),
            (
                "第 4 次起：提醒、撤回，并禁言 10 分钟。",
                "From breach 4 on: a reminder, a recall and a mute of 10 minutes.",
            ),
            "",
        ),
        (
            ("ladders", "刷屏"),
            ("单独累计，有自己的台阶。", "Counted on its own, with a ladder of its own."),
            "刷屏",
        ),
        (("ladders", "刷屏", 0), ("第 1 次起：撤回，并移出。", "From breach 1 on: a recall and removal."), "刷屏"),
    ]


def test_the_times_say_what_they_are_for() -> None:
    told = list(SanctionsSection.model_validate(WRITTEN).told())[4:]
    assert [each.path for each in told] == [
        ("breaches_expire",),
        ("removal_confirmed_within",),
        ("appeal_within",),
        ("answer_within",),
        ("log_shown",),
    ]
    assert told[1].said.zh == "机器作出的移出和超过 24 小时的禁言，群管 1 小时 30 分钟内确认才算数，否则自动失效。"
    assert "confirms it within 1 hour 30 minutes; else it lapses." in told[1].said.en
