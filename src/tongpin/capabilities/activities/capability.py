"""The door of `activities`."""

from __future__ import annotations

from tongpin.capabilities.activities import decide, playbook
from tongpin.capabilities.activities.kinds import checkin
from tongpin.capabilities.activities.projection import PROJECTION
from tongpin.kernel.capability import Capability, Command
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.acts import Say

ACTIVITIES = Capability(
    name="activities",
    section=playbook.Activities,
    compile=playbook.compile_section,
    state=decide.State,
    state_version=1,
    listens={},
    evolves={CheckedIn: decide.keep_checkin},
    emits=(CheckedIn, Say),
    commands=(
        Command("checkin", ("签到", "checkin"), checkin.check_in),
        Command("makeup", ("补签", "makeup"), checkin.make_up, "rest"),
    ),
    projection=PROJECTION,
)
