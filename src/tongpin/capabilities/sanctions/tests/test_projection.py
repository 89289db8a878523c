"""One row a case, and one for each thing that became of it."""

from tests.conformance.cases import Conversation, instant
from tongpin.capabilities.sanctions.capability import SANCTIONS
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.projection import CASES, CHANGES, PROJECTION
from tongpin.kernel.projection import Row, Table

LADDER = {"ladder": [{"from": 1, "acts": ["recall", "mute"], "for": "1h"}, {"from": 2, "acts": ["remove"]}]}


def rows(talk: Conversation) -> list[tuple[Table, Row]]:
    return [
        row
        for entry in talk.entries
        for fact in entry.facts
        if type(fact) in PROJECTION.projects
        for row in PROJECTION.projects[type(fact)](None, talk.fold.standing, entry, fact)
    ]


def test_a_case_and_what_became_of_it_are_rows() -> None:
    talk = Conversation([SANCTIONS], {"sanctions": LADDER})
    for name in ("bob", "cat"):
        talk.happens({"ts": "mon 09:00", "DutyGiven": {"member": name, "duty": "steward", "by": 0}})
    for ts in ("mon 10:00", "mon 12:00"):
        breach = {"member": "ann", "chat": "main", "message": 5, "text": 6, "rule": "flood", "line": 7}
        talk.happens({"ts": ts, "BreachFound": breach})
    talk.says("mon 12:10", "bob", "确认 2")
    talk.says("mon 12:20", "ann", "申诉 2")
    talk.says("mon 12:30", "cat", "撤销 2")
    talk.says("mon 12:40", "ann", "申诉 1")
    talk.says("mon 12:50", "cat", "维持 1")
    ann, bob, cat = talk.member("ann"), talk.member("bob"), talk.member("cat")
    at, until, week = instant("mon 10:00"), instant("mon 11:00"), 7 * 86_400_000
    second, tomorrow = instant("mon 12:00"), instant("tue 12:00")
    assert rows(talk) == [
        (CASES, (1, ann, 1, 5, 6, "flood", 7, 1, 1, 1, "recall,mute", until, 0, 0, at + week, 0, at)),
        (CHANGES, (1, "unmuted", 0, 0, 0, until)),
        (CASES, (2, ann, 1, 5, 6, "flood", 7, 2, 1, 2, "remove", 0, 1, tomorrow, second + week, 0, second)),
        (CHANGES, (2, "confirmed", bob, 0, 0, instant("mon 12:10"))),
        (CHANGES, (2, "removed", 0, 0, 0, instant("mon 12:10"))),
        (CHANGES, (2, "appealed", 0, 2, instant("thu 12:20"), instant("mon 12:20"))),
        (CHANGES, (2, "upheld", cat, 3, 0, instant("mon 12:30"))),
        (CHANGES, (2, "undone", cat, 0, 0, instant("mon 12:30"))),
        (CHANGES, (2, "unmuted", 0, 0, 0, instant("mon 12:30"))),
        (CHANGES, (1, "appealed", 0, 4, instant("thu 12:40"), instant("mon 12:40"))),
        (CHANGES, (1, "kept", cat, 5, 0, instant("mon 12:50"))),
    ]


def test_rows_say_what_they_are() -> None:
    assert [str(Case(case=7, rule="flood")), str(Change(case=7, change="kept"))] == ["7 · flood", "7 · kept"]
