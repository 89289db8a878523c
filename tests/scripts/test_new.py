"""What the scaffold makes passes everything that is asked of a rule and of a capability, as it stands."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT, tracked_files
from tests.unmeasured import unmeasured

CONDUCT = "src/tongpin/capabilities/conduct"
LIBRARY = "src/tongpin/capabilities/library"
WIRING = "src/tongpin/project/wiring.py"
MADE_FOR_A_RULE = {
    f"{CONDUCT}/rules/late_reply.py",
    f"{CONDUCT}/tests/cases/late_reply.yaml",
    f"{CONDUCT}/rules/__init__.py",
    f"{CONDUCT}/chat/sentences.yaml",
}


class House:
    """A copy of the repository that may be changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path in tracked_files():
            target = root / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        if (ROOT / ".mypy_cache").exists():
            shutil.copytree(ROOT / ".mypy_cache", root / ".mypy_cache")
        for command in (["init", "-q"], ["add", "."]):
            subprocess.run(["git", *command], cwd=root, check=True)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {**unmeasured(), "PYTHONPATH": str(self.root / "src")}
        command = (sys.executable, *command)
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)

    def passes(self, *command: str) -> None:
        done = self.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr

    def changed(self) -> set[str]:
        command = ["git", "status", "--porcelain", "--untracked-files=all"]
        listed = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True).stdout
        return {line[3:] for line in listed.splitlines() if line[1] != " "}

    def added_lines(self, path: str) -> list[str]:
        command = ["git", "diff", "--unified=0", "--", path]
        listed = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True).stdout
        lines = [line for line in listed.splitlines()[4:] if line[0] in "+-"]
        assert all(line.startswith("+") for line in lines), lines
        return [line[1:].strip() for line in lines]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.mark.slow
def test_a_new_rule_and_a_new_capability_pass_as_they_stand(house: House) -> None:
    house.passes("scripts/new.py", "rule", "late_reply")
    assert house.changed() == MADE_FOR_A_RULE
    assert house.added_lines(f"{CONDUCT}/rules/__init__.py") == ["late_reply,", "late_reply.RULE,"]
    house.passes("scripts/new.py", "capability", "library")
    python = [f"{CONDUCT}/rules", LIBRARY, WIRING]
    house.passes("-m", "ruff", "check", "--quiet", *python)
    house.passes("-m", "ruff", "format", "--check", "--quiet", *python)
    house.passes("-m", "mypy", *python)
    house.passes("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/conformance", CONDUCT, LIBRARY)


@pytest.mark.parametrize(
    "arguments,said",
    [
        ([], "Say what to make: `make new rule NAME` or `make new capability NAME`."),
        (["poem", "spring"], "Say what to make: `make new rule NAME` or `make new capability NAME`."),
        (["rule", "flood"], f"{CONDUCT}/rules/flood.py is there already. Choose another name, or change that one."),
        (["rule", "Loud"], "'Loud' is no name. Write small English letters, with _ between words: late_reply."),
        (["rule", "../x"], "'../x' is no name. Write small English letters, with _ between words: late_reply."),
        (["rule", "import"], "'import' cannot be taken as a name. Choose another of 30 letters at the most."),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], said: str) -> None:
    command = [sys.executable, "scripts/new.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, said + "\n")
