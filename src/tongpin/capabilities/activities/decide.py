"""The state of all kinds of activities."""

from __future__ import annotations

import msgspec

from tongpin.capabilities.activities.kinds import checkin
from tongpin.kernel.moment import Moment
from tongpin.kernel.words.activity import CheckedIn


class State(msgspec.Struct):
    """What each kind keeps."""

    checkin: checkin.Checkins = msgspec.field(default_factory=checkin.Checkins)


def keep_checkin(state: State, moment: Moment, fact: CheckedIn) -> None:
    """One more day of a member."""
    checkin.keep_checkin(state.checkin, moment, fact)
