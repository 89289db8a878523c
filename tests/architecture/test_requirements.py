"""The lock files hold what pyproject.toml asks for, with hashes and without hosts."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tracked import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
ASKED = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": PROJECT["project"]["dependencies"] + GROUPS["dev"],
    "requirements-uv.lock": GROUPS["installer"],
}


def pinned(lock: str) -> dict[str, list[str]]:
    """The versions that a lock file holds, by package; several where they differ by platform."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_meets_every_requirement(lock: str) -> None:
    held = pinned(lock)
    for requirement in map(Requirement, ASKED[lock]):
        versions = held[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_development_runs_on_what_is_released() -> None:
    released, developed = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: developed.get(name) for name in released} == released


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_has_hashes_and_no_hosts(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index" not in text
    assert all(" \\\n    --hash=sha256:" in block for block in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:])


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    names = {
        Requirement(each).name for each in PROJECT["project"]["dependencies"] + GROUPS["dev"] + GROUPS["installer"]
    }
    assert sorted(name for name in names if f"`{name}`" not in page) == []
