"""A simulated community: the same seed ends in the same state, whatever the database; another seed does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import assert_whole
from tests.conftest import MakeDatabase
from tongpin.journal.opening import open_store
from tongpin.journal.store import StoreUnavailable
from tongpin.journal.submitting import UNAVAILABLE, Answer
from tongpin.kernel.moment import DAY_MS
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.conduct import AppealLodged, CaseOpened, MemberMuted, SanctionImposed
from tongpin.kernel.words.entry import Entry
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.community import House
from tongpin.runtime.playbooks import compiler
from tongpin.runtime.simulation.personas import PERSONAS, persona_of
from tongpin.runtime.simulation.simulate import Outcome, Simulation
from tongpin.runtime.simulation.world import START, World

HOUSE = House(CAPABILITIES, compiler(CAPABILITIES))
PLAYBOOKS = sorted((Path(__file__).parents[2] / "playbooks").glob("*.yaml"))
PLAYBOOK = next(path for path in PLAYBOOKS if path.stem == "first-rules").read_text("utf-8")


def simulated(url: str, seed: int, playbook: str = PLAYBOOK) -> Outcome:
    simulation = Simulation(HOUSE, lambda: open_store(url), playbook, seed, members=50)
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


@pytest.mark.parametrize("path", PLAYBOOKS, ids=lambda path: path.stem)
def test_three_days_under_each_playbook_are_clean(path: Path, make_database: MakeDatabase) -> None:
    outcome = simulated(make_database("sqlite"), 5, path.read_text("utf-8"))
    assert "EventFailed" not in outcome.facts
    assert {"CheckedIn", "CaseOpened", "AppealLodged", "MessageRecalled"} <= outcome.facts.keys()


def test_whoever_is_muted_is_silent() -> None:
    world = World(seed=1, members=30)
    world.dawn(0)
    world.hear([Entry(1, START, START, 1, [MemberMuted(1 + place, 1, START + DAY_MS, 1) for place in range(30)], [])])
    assert {each.kind for each in world.until(START + DAY_MS)} <= {"join", "card", "duty", "reaction"}


def test_stewards_answer_nothing_where_that_is_decided_later() -> None:
    imposed = SanctionImposed(1, 9, 1, 1, 1, ("remove",), provisional=True)
    entry = Entry(1, START, START, 1, [CaseOpened(1, 9, 1, 1, 1, "x", 1, 1), imposed, AppealLodged(1, 9, 1, 1)], [])
    answered = []
    for later in (True, False):
        world = World(seed=1, members=30)
        world.hear([entry], decided_later=later)
        answered.append([each.text[:2] for each in world.until(START + DAY_MS) if each.kind == "command"])
    assert not {"撤销", "维持", "确认"} & set(answered[0])
    assert {"撤销", "维持"} & set(answered[1])


def test_no_steward_decides_on_himself() -> None:
    world = World(seed=1, members=30)
    world.hear([Entry(1, START, START, 1, [CaseOpened(1, 3, 1, 1, 1, "x", 1, 1), AppealLodged(1, 3, 1, 1)], [])])
    assert [each.sender for each in world.until(START + DAY_MS) if each.text[:2] in {"撤销", "维持"}] == ["s0001"]


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
