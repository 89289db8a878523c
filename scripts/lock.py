"""Writes the lock files from pyproject.toml: every package that any machine may need, with its hashes and no host.

Usage: lock.py PATH-TO-UV (as `make lock` does).
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMPILE = ["pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"]
# A header or a note would name this machine's paths or hosts.
SILENT = ["--no-header", "--no-annotate"]
LOCKS = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": ["pyproject.toml", "--group", "dev", "-c", "requirements.lock"],
    "requirements-uv.lock": ["--group", "installer"],
}


def main(uv: str) -> None:
    for name, sources in LOCKS.items():
        subprocess.run([uv, *COMPILE, *SILENT, *sources, "--upgrade", "--output-file", name], check=True, cwd=ROOT)
        if "://" in (ROOT / name).read_text():
            sys.exit(f"{name} names a host. Take the address out of the requirement that brought it in.")
        print(f"{name} is written.", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:2])
