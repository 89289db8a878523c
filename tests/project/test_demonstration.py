"""The demo's community: founded with a past, played live, and founded anew beside a running engine."""

from __future__ import annotations

import asyncio

import pytest

from tests.books import assert_whole
from tests.conftest import MakeDatabase
from tongpin.journal.opening import open_store
from tongpin.journal.submitting import ACCEPTED, Answer
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.conduct import AppealDecided, AppealLodged, SanctionConfirmed, SanctionImposed
from tongpin.project.demonstration import Demonstration, found, show, shown
from tongpin.project.processes import house


@pytest.fixture
def url(make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> str:
    made = make_database("sqlite")
    monkeypatch.setenv("TONGPIN_DATABASE", made)
    return made


def test_a_founded_community_has_lived_and_leaves_something_to_decide(url: str) -> None:
    community = found(url, seed=3)
    store = open_store(url)
    facts = [fact for entry in store.entries(community) for fact in entry.facts]
    assert store.failures(community) == []
    assert set(store.outbox_counts(community)) == {"done"}
    store.close()
    lodged = {fact.case for fact in facts if isinstance(fact, AppealLodged)}
    decided = {fact.case for fact in facts if isinstance(fact, AppealDecided)}
    provisional = {fact.case for fact in facts if isinstance(fact, SanctionImposed) and fact.provisional}
    confirmed = {fact.case for fact in facts if isinstance(fact, SanctionConfirmed)}
    assert decided
    assert lodged - decided
    assert provisional - confirmed
    assert_whole(url, house())


async def test_a_cast_plays_and_a_reset_shows_another_community(url: str) -> None:
    handed: asyncio.Queue[tuple[int, Arrival]] = asyncio.Queue()

    async def submit(community: int, arrival: Arrival) -> Answer:
        await handed.put((community, arrival))
        return Answer(ACCEPTED, 1)

    demonstration = Demonstration(url, 3, found(url, seed=3))
    demonstration.begin(submit)
    community, arrival = await asyncio.wait_for(handed.get(), 20)
    assert (community, arrival.source) == (1, "webchat")
    await demonstration.reset()
    assert demonstration.community == 2
    while community == 1:
        community, _ = await asyncio.wait_for(handed.get(), 20)
    await demonstration.end()


async def test_a_demonstration_that_has_not_begun_is_reset_and_ended_too(url: str) -> None:
    demonstration = Demonstration(url, 3, 7)
    await demonstration.reset()
    await demonstration.end()
    assert demonstration.community == 1


def test_a_process_that_shows_no_demo_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LookupError):
        shown()
    monkeypatch.setattr("tongpin.project.demonstration._Shown.demonstration", None)
    demonstration = Demonstration("sqlite:///none", 1, 1)
    show(demonstration)
    assert shown() is demonstration
