"""A simulated community: the same seed ends in the same state, whatever the database; another seed does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import assert_whole
from tests.conftest import MakeDatabase
from tongpin.journal.opening import open_store
from tongpin.journal.store import StoreUnavailable
from tongpin.journal.submitting import UNAVAILABLE, Answer
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.community import House
from tongpin.runtime.playbooks import compiler
from tongpin.runtime.simulation.personas import PERSONAS, persona_of
from tongpin.runtime.simulation.simulate import Outcome, Simulation
from tongpin.runtime.simulation.world import START, World

HOUSE = House(CAPABILITIES, compiler(CAPABILITIES))
PLAYBOOK = (Path(__file__).parents[2] / "playbooks" / "first-rules.yaml").read_text("utf-8")


def simulated(url: str, seed: int) -> Outcome:
    simulation = Simulation(HOUSE, lambda: open_store(url), PLAYBOOK, seed, members=40)
    outcome = simulation.run(days=3)
    simulation.close()
    assert_whole(url, HOUSE)
    return outcome


def test_one_seed_gives_one_state_on_both_databases(make_database: MakeDatabase) -> None:
    first = simulated(make_database("sqlite"), seed=5)
    again = simulated(make_database("sqlite"), seed=5)
    elsewhere = simulated(make_database("postgres"), seed=5)
    assert first == again == elsewhere
    assert {"CheckedIn", "SanctionImposed", "AppealDecided", "Posted", "TimerDue"} <= first.facts.keys()
    assert first.facts["ActReported"] > 0


def test_another_seed_gives_another_state(make_database: MakeDatabase) -> None:
    assert simulated(make_database("sqlite"), seed=5).state != simulated(make_database("sqlite"), seed=6).state


def test_shares_of_personas_are_met() -> None:
    counted = [persona_of(place, 200).name for place in range(200)]
    assert [counted.count(each.name) for each in PERSONAS] == [2 * each.share for each in PERSONAS]
    assert persona_of(7, 7) == PERSONAS[-1]


def test_member_n_comes_in_as_the_nth_even_where_there_are_very_many() -> None:
    world = World(seed=1, members=30_000)
    joined = [each.sender for each in world.until(START + 24 * 3_600_000) if each.kind == "join"]
    assert joined == [f"s{place:04d}" for place in range(1, 30_001)]


def test_a_day_is_the_same_in_every_world_of_a_seed() -> None:
    def day(seed: int) -> list[Arrival]:
        world = World(seed, members=30)
        world.dawn(0)
        return world.until(START + 24 * 3_600_000)

    assert day(1) == day(1)
    assert day(1) != day(2)


def test_a_database_that_fails_ends_the_simulation(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_database("sqlite")
    simulation = Simulation(HOUSE, lambda: open_store(url), PLAYBOOK, seed=1, members=5)
    monkeypatch.setattr(simulation._engine, "process", lambda deliveries: [Answer(UNAVAILABLE)] * len(deliveries))
    with pytest.raises(StoreUnavailable):
        simulation.run(days=1)
