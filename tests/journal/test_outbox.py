"""The life of an action in the outbox, on both databases."""

from __future__ import annotations

import pytest

from tests.journal.writing import START, asked, joined, reported
from tongpin.journal.outbox import STATE_AFTER, STATES
from tongpin.journal.store import OutboxRow, Store
from tongpin.kernel.vocabulary import decode_actions
from tongpin.kernel.words.acts import Mute

NOW = START + 1_000_000


@pytest.fixture
def community(store: Store) -> int:
    return store.add_community("读书会", START).id


def places(rows: list[OutboxRow]) -> list[tuple[int, int, int]]:
    return [(row.chat, row.n, row.index) for row in rows]


def test_every_action_of_an_entry_becomes_a_ready_row(store: Store, community: int) -> None:
    store.write([asked(community, 1, 4, 5)])
    first, second = store.outbox("ready")
    assert decode_actions(first.body) == [Mute(4, 1, START, 1)]
    assert first == OutboxRow(community, 1, 0, 4, "Mute", first.body, "ready", 0, 0, "", START + 1)
    assert places([second]) == [(5, 1, 1)]
    assert store.outbox("ready", limit=1) == [first]


def test_a_claimed_row_is_being_sent_and_not_claimed_again(store: Store, community: int) -> None:
    store.write([asked(community, 1, 4)])
    (claimed,) = store.claim(10, NOW)
    assert (claimed.state, claimed.updated) == ("sending", NOW)
    assert store.outbox("sending") == [claimed]
    assert store.claim(10, NOW) == []


def test_a_chat_is_served_in_order_and_chats_beside_one_another(store: Store, community: int) -> None:
    store.write([asked(community, 1, 4, 4, 5)])
    store.write([asked(community, 2, 4)])
    assert places(store.claim(10, NOW)) == [(4, 1, 0), (5, 1, 2)]
    store.write([reported(community, 3, 1, 0, "done")])
    assert places(store.claim(10, NOW)) == [(4, 1, 1)]
    store.write([reported(community, 4, 1, 1, "refused")])
    assert places(store.claim(10, NOW)) == [(4, 2, 0)]


def test_a_chat_of_one_community_does_not_wait_for_that_of_another(store: Store, community: int) -> None:
    other = store.add_community("别处", START).id
    store.write([asked(community, 1, 4, 4), asked(other, 1, 4)])
    claimed = store.claim(10, NOW)
    assert sorted((row.community, row.index) for row in claimed) == [(community, 0), (other, 0)]


def test_those_who_waited_longest_are_claimed_first(store: Store, community: int) -> None:
    for n, chat in enumerate((9, 8, 7), 1):
        store.write([asked(community, n, chat)])
    assert places(store.claim(2, NOW)) == [(9, 1, 0), (8, 2, 0)]
    assert places(store.claim(2, NOW)) == [(7, 3, 0)]


def test_a_row_that_is_tried_again_holds_its_chat_until_then(store: Store, community: int) -> None:
    store.write([asked(community, 1, 4, 4)])
    (row,) = store.claim(10, NOW)
    store.retry(row, NOW + 5, "too fast")
    assert store.claim(10, NOW + 4) == []
    (again,) = store.claim(10, NOW + 5)
    assert (again.index, again.attempts, again.error) == (0, 1, "too fast")


def test_only_what_is_being_sent_is_tried_again(store: Store, community: int) -> None:
    store.write([asked(community, 1, 4)])
    (row,) = store.claim(10, NOW)
    store.write([reported(community, 2, 1, 0, "unknown", "cut off")])
    store.retry(row, NOW)
    (settled,) = store.outbox("unknown")
    assert (settled.error, settled.updated, settled.attempts) == ("cut off", START + 2, 0)


@pytest.mark.parametrize("outcome", STATE_AFTER)
def test_every_outcome_settles_and_lets_the_next_go(store: Store, community: int, outcome: str) -> None:
    store.write([asked(community, 1, 4, 4)])
    store.claim(10, NOW)
    store.write([reported(community, 2, 1, 0, outcome)])
    assert places(store.outbox(STATE_AFTER[outcome])) == [(4, 1, 0)]
    assert places(store.claim(10, NOW)) == [(4, 1, 1)]


def test_an_act_is_settled_in_the_commit_that_asks_for_it(store: Store, community: int) -> None:
    batch = asked(community, 1, 4)
    batch.entries += reported(community, 2, 1, 0, "unknown").entries + reported(community, 3, 1, 0, "by_human").entries
    store.write([batch])
    assert places(store.outbox("by_human")) == [(4, 1, 0)]


def test_rows_are_counted_by_state(store: Store, community: int) -> None:
    other = store.add_community("别处", START).id
    assert store.outbox_counts() == {}
    store.write([asked(community, 1, 4, 4, 5), asked(other, 1, 4)])
    store.claim(1, NOW)
    assert store.outbox_counts() == {"ready": 3, "sending": 1}
    assert store.outbox_counts(other) == {"ready": 1}
    assert set(store.outbox_counts()) <= set(STATES)


def test_nothing_ready_writes_nothing(store: Store, community: int) -> None:
    store.write([joined(community, 1)])
    assert store.claim(10, NOW) == []


def test_a_long_queue_in_one_chat_costs_the_others_nothing(store: Store, community: int) -> None:
    store.write([asked(community, 1, *[4] * 5_000, 5)])
    assert places(store.claim(10, NOW)) == [(4, 1, 0), (5, 1, 5_000)]
