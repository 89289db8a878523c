"""What decides is pure at run time too: what it loads, and what it calls."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tracked import is_pure, module_name, modules
from tests.unmeasured import unmeasured

PURE = [path for path in modules() if is_pure(path)]

IMPURE_CALLS = {
    "open": "reads or writes files",
    "print": "talks",
    "input": "listens",
    "hash": "differs from run to run",
    "id": "differs from run to run",
    "eval": "runs text",
    "exec": "runs text",
    "compile": "makes code of text",
    "breakpoint": "stops",
    "__import__": "hides an import",
}


def impure_calls(source: str) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
    return [f"{name} {IMPURE_CALLS[name]}" for name in names if name in IMPURE_CALLS]


def test_pure_modules_load_without_django() -> None:
    names = [module_name(path) for path in PURE]
    program = (
        "import importlib, json, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=unmeasured(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    heavy = {"django", "sqlite3", "psycopg", "duckdb", "sklearn", "asyncio"}
    assert heavy & set(json.loads(done.stdout)) == set()


@pytest.mark.parametrize("path", PURE, ids=module_name)
def test_a_pure_module_calls_nothing_impure(path: Path) -> None:
    assert impure_calls(path.read_text()) == []


def test_an_impure_call_is_seen() -> None:
    assert impure_calls("def f(x):\n    return hash(x)") == ["hash differs from run to run"]
