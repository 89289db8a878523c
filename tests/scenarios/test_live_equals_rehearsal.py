"""One conversation through the live engine on both databases and through rehearsal: the same entries, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT
from tests.scenarios import conversation
from tests.scenarios.conftest import EndWhole
from tongpin.journal.opening import open_store
from tongpin.journal.projecting import Projector
from tongpin.journal.submitting import ACCEPTED
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.vocabulary import encode_actions, encode_facts
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.entry import Entry
from tongpin.project.playbook_file import KEY, compile_playbook, packed_playbook
from tongpin.project.processes import house
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.broker import MOST_TAKEN, Delivery
from tongpin.runtime.engine import Engine
from tongpin.runtime.history import History
from tongpin.runtime.rehearsal.rehearse import Plan, rehearse

PLAYBOOK = ROOT / "playbooks" / "first-rules.yaml"
HAPPENED = {
    "MessagePosted", "ChatJoined", "ChatLeft", "Reacted", "NameCardSet", "DutyAsked", "TimerDue", "PlaybookAdopted",
    "MembershipBegan", "MembershipEnded", "DutyGiven", "DutyTaken", "BreachFound", "CaseOpened", "SanctionImposed",
    "MemberMuted", "MemberUnmuted", "MemberRemoved", "SanctionConfirmed", "SanctionLapsed", "SanctionUndone",
    "AppealLodged", "AppealDecided", "CheckedIn", "Posted",
}  # fmt: skip
"""Without these the conversation would prove too little."""

Written = tuple[int, int, int, int, bytes, bytes]


def written(entry: Entry) -> Written:
    return entry.n, entry.sent, entry.at, entry.version, encode_facts(entry.facts), encode_actions(entry.actions)


@pytest.fixture(scope="module", name="compiled")
def compiled_playbook() -> Compiled:
    return compile_playbook(PLAYBOOK)


@pytest.fixture(scope="module", name="history")
def written_history(compiled: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "conversation.jsonl"
    conversation.write(path, compiled)
    return path


@pytest.fixture(scope="module", name="rehearsed")
def rehearsed_entries(compiled: Compiled, history: Path) -> list[Entry]:
    entries: list[Entry] = []
    rehearse(Plan(history=history, compiled=compiled, capabilities=CAPABILITIES, entries=entries.append))
    return entries


def test_the_conversation_holds_whatever_an_operator_meets(rehearsed: list[Entry]) -> None:
    happened = {type(fact).__name__ for entry in rehearsed for fact in entry.facts}
    assert happened >= HAPPENED, HAPPENED - happened
    assert sum(type(entry.facts[0]).__name__ == "MessagePosted" for entry in rehearsed) >= conversation.MESSAGES


@pytest.mark.slow
def test_live_decides_as_rehearsal_does(
    database: str, history: Path, rehearsed: list[Entry], end_whole: EndWhole
) -> None:
    store = open_store(database)
    community = store.add_community("conversation", 0, key=KEY).id
    engine = Engine(house(), lambda: open_store(database), clock=lambda: conversation.START * 2)
    answered = [engine.process(stretch) for stretch in stretches(history, community)]
    assert {answer.status for answers in answered for answer in answers} == {ACCEPTED}
    assert [written(entry) for entry in store.entries(community)] == [written(entry) for entry in rehearsed]
    empty = [table.name for table in Projector(CAPABILITIES).tables if not store.read_rows(community, table)]
    assert empty == [], "the conversation fills every read table"
    engine.close()
    store.close()
    end_whole(database)


def stretches(history: Path, community: int) -> Iterator[list[Delivery]]:
    """Give the conversation as it might arrive: now one event, now some hundreds; the adoption before it all."""
    chance = random.Random(5)
    arrivals = [arrival for batch in History(history).batches() for arrival in batch.arrivals]
    yield [Delivery(community, Arrival("console", "1", arrivals[0].sent, "playbook", text=packed_playbook(PLAYBOOK)))]
    while arrivals:
        taken = chance.randint(1, MOST_TAKEN)
        yield [Delivery(community, arrival) for arrival in arrivals[:taken]]
        arrivals = arrivals[taken:]
