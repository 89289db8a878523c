"""The door of `incentives`."""

from __future__ import annotations

from tongpin.capabilities.incentives import playbook
from tongpin.capabilities.incentives.decide import answers, earning, state, tallies, undoing
from tongpin.capabilities.incentives.projection import PROJECTION
from tongpin.kernel.capability import Capability, Command
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import MessageRecalled, SanctionUndone
from tongpin.kernel.words.course import TimerSet
from tongpin.kernel.words.incentives import LeaderboardChosen, RewardEarned, TallyBooked, TallyOpened
from tongpin.kernel.words.ledger import Posted

_BOARDS = {
    "周": answers.WEEK,
    "本周": answers.WEEK,
    "week": answers.WEEK,
    "总": answers.ALL,
    "总榜": answers.ALL,
    "all": answers.ALL,
    "退出": answers.OUT,
    "out": answers.OUT,
    "加入": answers.IN,
    "in": answers.IN,
}

INCENTIVES = Capability(
    name="incentives",
    section=playbook.Incentives,
    compile=playbook.compile_section,
    state=state.State,
    state_version=2,
    listens=dict.fromkeys(playbook.REWARDABLE.values(), earning.on_fact)
    | {
        MessagePosted: tallies.on_message,
        MessageRecalled: undoing.on_recalled,
        SanctionUndone: undoing.on_undone,
    },
    evolves={
        MessagePosted: state.keep_message,
        Posted: state.keep_posted,
        RewardEarned: state.keep_earned,
        TallyOpened: state.keep_opened,
        TallyBooked: state.keep_booked,
        MessageRecalled: state.keep_recalled,
        SanctionUndone: state.keep_undone,
        LeaderboardChosen: state.keep_choice,
    },
    emits=(TallyOpened, TallyBooked, RewardEarned, Posted, LeaderboardChosen, TimerSet, Say),
    commands=(
        Command("points", ("积分", "points"), answers.show_points),
        Command("leaderboard", ("排行", "leaderboard"), answers.show_leaderboard, "rest", _BOARDS),
    ),
    timers={tallies.TIMER: tallies.on_day_ended},
    projection=PROJECTION,
    verify=state.verify,
)
