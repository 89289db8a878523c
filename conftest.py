"""For tests everywhere: how Hypothesis looks for examples; slow tests go first, so that none is waited for alone."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A merge gate says the same twice: examples are the same in each run. HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
