"""The read tables of check-ins: one row for each, for good, and one for each member's unbroken days."""

from __future__ import annotations

from collections.abc import Iterator

from tongpin.capabilities.activities.decide import State
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.entry import Entry

CHECKINS = Table("activities_checkins", ("n", "member", "chat", "day", "streak", "makeup", "at"), grows=True)
STREAKS = Table("activities_streaks", ("member", "last", "streak"))


def _checkin(state: State, _standing: Standing, entry: Entry, fact: CheckedIn) -> Iterator[tuple[Table, Row]]:
    yield CHECKINS, (entry.n, fact.member, fact.chat, fact.day, fact.streak, int(fact.makeup), entry.at)
    run = state.checkin.of(fact.member)
    yield STREAKS, (fact.member, run.last, run.streak())


PROJECTION = Projection((CHECKINS, STREAKS), {CheckedIn: _checkin})
