"""The past of the demo: whatever the hour, its community has lived, and something waits for a visitor."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise

import pytest

from tests.books import assert_whole
from tests.conftest import MakeDatabase
from tests.runtime.playing import AFTERNOON, SEED, network_group
from tongpin.journal.opening import open_store
from tongpin.journal.submitting import ACCEPTED
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.conduct import BreachFound, SanctionUndone
from tongpin.kernel.words.entry import Entry
from tongpin.project.examples import example
from tongpin.project.playbook_file import packed_playbook
from tongpin.project.processes import house
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.broker import MOST_TAKEN, Delivery
from tongpin.runtime.engine import Engine
from tongpin.runtime.simulation.people import MEMBERS, OWNER, STEWARDS_OF_DEMO, YOU
from tongpin.runtime.simulation.seeding import CLOCK, lived_past
from tongpin.runtime.simulation.simulate import reports
from tongpin.runtime.simulation.stage import Stage
from tongpin.runtime.simulation.witness import Witness

HOUR = 3_600_000
NOON_OF_NIGHT = AFTERNOON - 12 * HOUR
LATE, EARLY = AFTERNOON + 8 * HOUR + 20 * 60_000, AFTERNOON - 15 * HOUR

whatever_the_hour = pytest.mark.parametrize("now", [EARLY, NOON_OF_NIGHT, AFTERNOON, LATE])


def lived(now: int) -> tuple[list[Arrival], list[Entry], Witness]:
    past = lived_past(network_group(), CAPABILITIES, now, SEED)
    stage = Stage(network_group(), CAPABILITIES, past[0].sent)
    stage.play(past)
    entries, witness = stage.fresh(), Witness(stage.member)
    witness.hear(entries)
    return past, entries, witness


def facts(entries: list[Entry], kind: type[Fact]) -> list[Fact]:
    return [fact for entry in entries for fact in entry.facts if isinstance(fact, kind)]


@whatever_the_hour
def test_a_past_is_full_and_in_order_and_ends_just_now(now: int) -> None:
    past, _, _ = lived(now)
    assert 1_000 <= len(past) <= 1_500
    assert all(before.sent <= after.sent for before, after in pairwise(past))
    assert 3_000 <= now - past[-1].sent <= 10_000
    assert len({each.id for each in past}) == len(past)
    assert {each.kind for each in past} == {"message", "join", "card", "duty", "reaction", "command"}


@whatever_the_hour
def test_something_waits_and_something_was_put_right(now: int) -> None:
    _, entries, witness = lived(now)
    assert len(witness.waiting()) >= 2
    assert len(witness.unconfirmed()) >= 2
    assert facts(entries, SanctionUndone)
    assert not [each for each in witness.unconfirmed() if each.since < now - 24 * HOUR]


@whatever_the_hour
def test_those_whom_visitors_play_begin_with_a_clean_sheet(now: int) -> None:
    _, entries, witness = lived(now)
    visitors = {OWNER.place + 1, YOU.place + 1}
    assert not [fact for fact in facts(entries, BreachFound) if getattr(fact, "member", 0) in visitors]
    assert [witness.checked_in_on(each.external) for each in (OWNER, YOU)] == [CLOCK.day(now) - 1] * 2


def test_people_sleep_at_night() -> None:
    past, _, _ = lived(AFTERNOON)
    hours = Counter(CLOCK.minute(each.sent) // 60 for each in past if each.kind == "message")
    assert sum(hours[hour] for hour in range(1, 7)) < hours[20]


def test_members_have_the_numbers_of_their_places_and_their_duties() -> None:
    past, _, witness = lived(AFTERNOON)
    joined = [each.sender for each in past if each.kind == "join"]
    assert joined[:MEMBERS] == [f"s{place:04d}" for place in range(1, MEMBERS + 1)]
    assert [each.sender for each in past if each.kind == "duty"] == [
        each.external for each in (OWNER, *STEWARDS_OF_DEMO)
    ]
    assert len(witness.known) == len(joined)


def test_the_same_seed_and_hour_give_the_same_past() -> None:
    def past(seed: int) -> list[Arrival]:
        return lived_past(network_group(), CAPABILITIES, AFTERNOON, seed)

    assert past(1) == past(1)
    assert past(1) != past(2)


def test_the_engine_takes_it_in_no_time_and_comes_to_the_same(make_database: MakeDatabase) -> None:
    past, entries, _ = lived(AFTERNOON)
    url = make_database("sqlite")
    store = open_store(url)
    community = store.add_community("demo", past[0].sent).id
    engine = Engine(house(), lambda: open_store(url), clock=lambda: AFTERNOON)
    body = packed_playbook(example("network-group.yaml"))
    engine.process([Delivery(community, Arrival("console", "1", past[0].sent, "playbook", text=body))])
    begun = time.perf_counter()
    for first in range(0, len(past), MOST_TAKEN):
        answers = engine.process([Delivery(community, each) for each in past[first : first + MOST_TAKEN]])
        assert {each.status for each in answers} == {ACCEPTED}
    assert time.perf_counter() - begun < 2
    written = list(store.entries(community))
    assert [[type(fact) for fact in each.facts] for each in written] == [
        [type(fact) for fact in each.facts] for each in entries
    ]
    engine.process([Delivery(community, each) for each in reports(community, written, AFTERNOON)])
    assert store.outbox_counts(community).keys() <= {"done"}
    engine.close()
    store.close()
    assert_whole(url, house())


def test_what_has_no_meaning_leaves_a_stage_as_it_is() -> None:
    stage = Stage(network_group(), CAPABILITIES, 1)
    stage.play([Arrival("webchat", "1", 2, "weather", "main", "s0001", "rain")])
    assert [each.n for each in stage.fresh()] == [1]
    assert [stage.member(9), stage.chat(9)] == ["", ""]
