"""The door of `sanctions`: what breaches cost, and how that is undone."""

from tongpin.capabilities.sanctions.decide import deciding, ending, imposing, state
from tongpin.capabilities.sanctions.playbook import SanctionsSection, ready
from tongpin.capabilities.sanctions.projection import PROJECTION
from tongpin.kernel.capability import Capability, Command
from tongpin.kernel.words.acts import Mute, Recall, Remove, Say, Unmute
from tongpin.kernel.words.conduct import (
    AppealDecided,
    AppealLodged,
    BreachFound,
    CaseOpened,
    MemberMuted,
    MemberRemoved,
    MemberUnmuted,
    MessageRecalled,
    SanctionConfirmed,
    SanctionImposed,
    SanctionLapsed,
    SanctionUndone,
)
from tongpin.kernel.words.course import TimerCleared, TimerSet

SANCTIONS = Capability(
    name="sanctions",
    section=SanctionsSection,
    compile=ready,
    state=state.State,
    state_version=1,
    listens={BreachFound: imposing.on_breach},
    evolves={
        CaseOpened: state.keep_opened,
        SanctionImposed: state.keep_imposed,
        SanctionConfirmed: state.keep_confirmed,
        SanctionLapsed: state.keep_lapsed,
        SanctionUndone: state.keep_undone,
        MemberUnmuted: state.keep_unmuted,
        AppealLodged: state.keep_appeal,
        AppealDecided: state.keep_decision,
    },
    emits=(
        CaseOpened,
        SanctionImposed,
        SanctionConfirmed,
        SanctionLapsed,
        SanctionUndone,
        MessageRecalled,
        MemberMuted,
        MemberUnmuted,
        MemberRemoved,
        AppealLodged,
        AppealDecided,
        TimerSet,
        TimerCleared,
        Say,
        Recall,
        Mute,
        Unmute,
        Remove,
    ),
    commands=(
        Command("appeal", deciding.APPEAL, deciding.appeal, "rest"),
        Command("confirm", deciding.CONFIRM, deciding.confirm, "number"),
        Command("undo", deciding.UNDO, deciding.undo, "number"),
        Command("keep", deciding.KEEP, deciding.keep, "number"),
    ),
    timers={
        imposing.MUTE_ENDS: ending.mute_ends,
        imposing.CONFIRM_ENDS: ending.confirm_ends,
        imposing.ANSWER_DUE: ending.answer_due,
    },
    projection=PROJECTION,
    verify=state.verify,
)
