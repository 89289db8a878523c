"""Fixtures of the tests of the live engine."""

from collections.abc import Callable, Iterator

import pytest

from tests.runtime.community_life import Life

BeginLife = Callable[..., Life]


@pytest.fixture
def begin_life(database: str) -> Iterator[BeginLife]:
    """A function that begins the life of a community on a fresh database of either kind; see `Life`."""
    begun: list[Life] = []

    def begin(**options: object) -> Life:
        life = Life(database, **options)  # type: ignore[arg-type]
        begun.append(life)
        return life

    yield begin
    for each in begun:
        each.close()


@pytest.fixture
def life(begin_life: BeginLife) -> Life:
    """A community of the toy on a fresh database of either kind."""
    return begin_life()
