"""The environment for processes that are not to be measured: coverage would load modules of its own into them."""

import os

MEASURING = ("COV_", "COVERAGE_")


def unmeasured() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(MEASURING)}
