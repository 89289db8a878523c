"""What tests need of the machine itself, installed by name where that is possible: on Debian and its like, as root."""

import os
import shutil
import subprocess
import sys


def install(*packages: str) -> None:
    """Install packages of the system, quietly; does nothing where this process may not."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(packages)}", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quietly = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for command in (["update"], ["install", "--no-install-recommends", *packages]):
        subprocess.run([*quietly, *command], check=True, env=environment, stdout=subprocess.DEVNULL)
