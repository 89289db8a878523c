"""How every scenario ends: the books are whole, and what pages read can be made from them again, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest

from tongpin.journal.opening import open_store
from tongpin.journal.rebuild import rebuild
from tongpin.journal.verify import verify
from tongpin.project.books_at_rest import fresh_fold

EndWhole = Callable[[str], None]


@pytest.fixture
def end_whole() -> EndWhole:
    """A function that checks all books at an address, and then rebuilds them."""

    def end(url: str) -> None:
        with closing(open_store(url)) as store:
            for community in store.communities():
                fold, projector = fresh_fold()
                assert verify(store, community.id, fold, projector) == []
                before = {table: store.read_rows(community.id, table) for table in projector.tables}
                rebuild(store, community.id, *fresh_fold())
                assert {table: store.read_rows(community.id, table) for table in projector.tables} == before

    return end
