"""Each import contract is broken on purpose in a toy house, and the linter must see it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HOUSE = {
    "text/reading.py": "",
    "kernel/fold.py": "from tongpin.text import reading",
    "journal/door.py": "import sqlite3\nfrom tongpin.kernel import fold",
    "journal/mark.py": "",
    "webkit/chart.py": "import django",
    "capabilities/rain/capability.py": "from tongpin.capabilities.rain import decide, playbook, projection",
    "capabilities/rain/views.py": "from tongpin.capabilities.rain import models",
    "capabilities/rain/models.py": "import django",
    "capabilities/rain/projection.py": "from tongpin.kernel import fold",
    "capabilities/rain/decide.py": "from tongpin.capabilities.rain import playbook, rules",
    "capabilities/rain/playbook.py": "from tongpin.capabilities.rain.rules import drizzle",
    "capabilities/rain/rules/drizzle.py": "from tongpin.kernel import fold",
    "capabilities/sun/capability.py": "from tongpin.kernel import fold",
    "connectors/pigeon/adapter.py": "import socket",
    "connectors/drum/adapter.py": "import socket",
    "runtime/engine.py": "from tongpin.journal import door",
    "console/home.py": "from tongpin.runtime import engine",
    "project/wiring.py": "from tongpin.capabilities.rain import capability",
}

BREAKS = [
    ("floors", "kernel/fold.py", "from tongpin.journal import door"),
    ("floors", "journal/door.py", "from tongpin.capabilities.sun import capability"),
    ("floors", "runtime/engine.py", "def later():\n    from tongpin.console import home"),
    ("floors", "attic/chest.py", ""),
    ("capabilities", "capabilities/sun/capability.py", "from tongpin.capabilities.rain import playbook"),
    ("connectors", "connectors/drum/adapter.py", "from tongpin.connectors.pigeon import adapter"),
    ("inside", "capabilities/rain/playbook.py", "from tongpin.capabilities.rain import decide"),
    ("inside", "capabilities/rain/projection.py", "from tongpin.capabilities.rain import models"),
    ("inside", "capabilities/rain/models.py", "from tongpin.capabilities.rain import views"),
    ("pure", "text/reading.py", "import os"),
    ("pure", "kernel/fold.py", "import time"),
    ("pure", "capabilities/rain/decide.py", "import random"),
    ("pure", "capabilities/rain/playbook.py", "import asyncio"),
    ("pure", "capabilities/rain/rules/drizzle.py", "def later():\n    from django.db import models"),
    ("pure", "capabilities/rain/decide.py", "from tongpin.journal import door"),
    ("pure", "capabilities/rain/rules/drizzle.py", "from tongpin.journal import mark"),
    ("cycles", "capabilities/rain/rules/drizzle.py", "from tongpin.capabilities.rain.rules import shower"),
]


def build(folder: Path, files: dict[str, str]) -> None:
    for name, source in files.items():
        path = folder / "tongpin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source + "\n")
        for parent in path.relative_to(folder).parents[:-1]:
            (folder / parent / "__init__.py").touch()


def broken_contracts(folder: Path) -> set[str]:
    """The ids of the contracts that the linter reports as broken in the toy house."""
    linter = Path(sys.executable).with_name("lint-imports")
    command = [str(linter), "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert "kept" in done.stdout, done.stdout + done.stderr
    return {contract for contract, name in contract_names().items() if f"{name} BROKEN" in done.stdout}


def contract_names() -> dict[str, str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in contracts}


def test_the_toy_house_keeps_all_contracts(tmp_path: Path) -> None:
    build(tmp_path, HOUSE)
    assert broken_contracts(tmp_path) == set()


@pytest.mark.parametrize("contract,module,source", BREAKS)
def test_a_break_is_seen(tmp_path: Path, contract: str, module: str, source: str) -> None:
    build(tmp_path, HOUSE)
    shower = {"capabilities/rain/rules/shower.py": "from tongpin.capabilities.rain.rules import drizzle"}
    build(tmp_path, {**(shower if contract == "cycles" else {}), module: source})
    assert contract in broken_contracts(tmp_path)


def test_every_contract_is_broken_by_some_test() -> None:
    assert {contract for contract, _, _ in BREAKS} == set(contract_names())
