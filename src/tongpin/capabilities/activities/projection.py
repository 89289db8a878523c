"""The read table of check-ins: one row each, for good."""

from __future__ import annotations

from tongpin.capabilities.activities.decide import State
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.standing import Standing
from tongpin.kernel.words.activity import CheckedIn
from tongpin.kernel.words.entry import Entry

CHECKINS = Table("activities_checkins", ("n", "member", "chat", "day", "streak", "makeup", "at"), grows=True)


def _checkin(_state: State, _standing: Standing, entry: Entry, fact: CheckedIn) -> tuple[tuple[Table, Row]]:
    return ((CHECKINS, (entry.n, fact.member, fact.chat, fact.day, fact.streak, int(fact.makeup), entry.at)),)


PROJECTION = Projection((CHECKINS,), {CheckedIn: _checkin})
