"""Runs a command with TONGPIN_CHROMIUM naming a Chromium that may be used for tests; sees to the type it needs, too.

What is found on this machine is used; what is missing is installed, where that is possible. Without a command, that is
all. Usage: python -m scripts.with_browser [COMMAND...]
"""

import os
import shutil
import subprocess
import sys

from scripts.debian import install

VARIABLE = "TONGPIN_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ANSWERS_S = 60
TYPE = {":lang=zh": "fonts-noto-cjk", ":charset=1f44d": "fonts-noto-color-emoji"}
"""What pages are written in, as fontconfig asks for it: Chinese and emoji, each with the package that brings it."""


def chromium() -> str | None:
    """The path of a Chromium that runs: the one that is named, or the first that is found."""
    named = os.environ.get(VARIABLE)
    paths = map(shutil.which, [named] if named else NAMES)
    return next((path for path in paths if path and runs(path)), None)


def runs(path: str) -> bool:
    # A name on the path may lead to a script that only says how to install what it names.
    try:
        done = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=ANSWERS_S)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def missing_type() -> list[str]:
    """The packages whose type pages are written in and this machine has not."""
    if sys.platform != "linux":
        return []  # The other systems come with it.
    if not shutil.which("fc-list"):
        return ["fontconfig", *TYPE.values()]
    return [package for asked, package in TYPE.items() if not _families(asked)]


def _families(asked: str) -> bytes:
    return subprocess.run(["fc-list", asked, "family"], capture_output=True, check=True).stdout.strip()


def ready() -> str:
    """The path of a Chromium, on a machine that has the type; ends the program with what is missing."""
    missing = [*([] if chromium() else ["chromium"]), *missing_type()]
    if missing:
        install(*missing)
    path = chromium()
    if path is None:
        sys.exit(
            "The tests need Chromium and none was found that runs. Install it (Debian: apt-get install chromium), "
            f"or name one: {VARIABLE}=/path/to/chromium"
        )
    if packages := missing_type():
        sys.exit(
            "The tests look at pages with Chinese and emoji and found no type for them. Install it "
            f"(Debian: apt-get install {' '.join(packages)})."
        )
    return path


def main(command: list[str]) -> int:
    environment = {**os.environ, VARIABLE: ready()}
    return subprocess.run(command, check=False, env=environment).returncode if command else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
