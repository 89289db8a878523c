"""A follower notices a commit of another connection at once, and looks anyway where nothing was noticed."""

import asyncio

import psycopg
import pytest

from tests.conftest import MakeDatabase
from tests.journal.writing import joined
from tongpin.journal import following
from tongpin.journal.following import PostgresWatch, watching
from tongpin.journal.opening import open_store
from tongpin.journal.store import Store


async def test_what_is_committed_is_noticed(store: Store, database: str) -> None:
    community = store.add_community("readers", 1).id
    async with watching(database) as watch:
        await asyncio.wait_for(watch.changed(), 5)  # the first look
        changed = asyncio.create_task(watch.changed())
        await asyncio.sleep(0)
        assert not changed.done()
        store.write([joined(community, 1)])
        await asyncio.wait_for(changed, following.LONGEST_S / 2)


async def test_a_follower_looks_where_nothing_was_noticed(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LONGEST_S", 0.05)
    async with watching(database) as watch:
        await watch.changed()
        await asyncio.wait_for(watch.changed(), 5)


async def test_a_connection_that_broke_is_made_anew(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_PAUSE_S", 0)
    url = make_database("postgres")
    store = open_store(url)
    community = store.add_community("readers", 1).id
    async with PostgresWatch(url) as watch:
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        await asyncio.wait_for(watch.changed(), 5)
        assert watch._connection is None
        await watch._listen()
        store.write([joined(community, 1)])
        await asyncio.wait_for(watch.changed(), 5)
    store.close()
