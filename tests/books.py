"""What ends every story: the books are whole, and the read tables come back as they were."""

from __future__ import annotations

from tongpin.journal.opening import open_store
from tongpin.journal.projecting import Projector
from tongpin.journal.rebuild import rebuild
from tongpin.journal.store import Store
from tongpin.journal.verify import Problem, verify
from tongpin.kernel.fold import Fold
from tongpin.kernel.projection import Row, Table
from tongpin.runtime.community import NO_PLAYBOOK, House


def problems_of(store: Store, house: House) -> list[Problem]:
    found: list[Problem] = []
    for community in store.communities():
        found += verify(store, community.id, fresh_fold(house), Projector(house.projecting))
    return found


def fresh_fold(house: House) -> Fold:
    return Fold(house.capabilities, house.compile(NO_PLAYBOOK, b""))


def read_tables(store: Store, house: House, community: int) -> dict[Table, list[Row]]:
    return {table: store.read_rows(community, table) for table in Projector(house.projecting).tables}


def assert_whole(url: str, house: House) -> None:
    """Verify finds nothing, and rebuild gives the read tables byte for byte."""
    store = open_store(url)
    try:
        assert problems_of(store, house) == []
        for community in store.communities():
            before = read_tables(store, house, community.id)
            newest = store.last_entry(community.id)
            entries = rebuild(store, community.id, fresh_fold(house), Projector(house.projecting))
            assert entries == (newest.n if newest else 0)
            assert read_tables(store, house, community.id) == before
    finally:
        store.close()
