"""Which files the repository holds, and the Python modules among them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tongpin"

PURE_FLOORS = ("text", "kernel")
PURE_IN_CAPABILITY = ("decide", "rules", "kinds", "gates", "playbook")


def tracked_files() -> list[Path]:
    """Files that git holds or would take in, as they stand in the checkout."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def modules(folder: Path = PACKAGE) -> list[Path]:
    """The package's own Python files: neither tests nor migrations."""
    return sorted(path for path in folder.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_pure(path: Path) -> bool:
    """Whether the house asks of this module that it knows no clock, chance, database or file."""
    floor, *rest = path.relative_to(PACKAGE).with_suffix("").parts
    if floor in PURE_FLOORS:
        return True
    return floor == "capabilities" and len(rest) > 1 and rest[1] in PURE_IN_CAPABILITY
