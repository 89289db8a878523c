"""Natural sizes: what is too long to be read at once, and names that say nothing.

A file or function that is over its limit may stand in `sizes_baseline.txt`; that list may only get shorter.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT, tracked_files

MOST_LINES_OF_A_FUNCTION = 60
MOST_LINES_OF_A_FILE = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "shared", "stuff"}
BASELINE = Path(__file__).with_name("sizes_baseline.txt")


def oversized(path: str, source: str) -> Iterator[str]:
    lines = source.count("\n")
    if lines > MOST_LINES_OF_A_FILE:
        yield f"{path}: {lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield f"{path}: {node.name} {length} lines"


def python_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".py" and "migrations" not in path.parts]


def test_files_and_functions_are_of_natural_size() -> None:
    found = {line for path in python_files() for line in oversized(str(path.relative_to(ROOT)), path.read_text())}
    excused = set(BASELINE.read_text().splitlines()) if BASELINE.exists() else set()
    assert sorted(found - excused) == []
    assert sorted(excused - found) == [], "These are in order now: take them off the baseline."


def test_no_file_or_folder_is_a_drawer() -> None:
    assert [str(path) for path in tracked_files() if DRAWERS & {path.stem, *path.relative_to(ROOT).parts}] == []


@pytest.mark.parametrize(
    "source,complaint",
    [
        ("x = 1\n" * 400, []),
        ("x = 1\n" * 401, ["a.py: 401 lines"]),
        ("def f():\n" + "    x = 1\n" * 59, []),
        ("async def f():\n" + "    x = 1\n" * 60, ["a.py: f 61 lines"]),
    ],
)
def test_the_limits_are_the_limits(source: str, complaint: list[str]) -> None:
    assert list(oversized("a.py", source)) == complaint
