"""`tongpin link` as whoever has the server's shell runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tongpin.project.terminal import Exit

TONGPIN = [sys.executable, "-c", "from tongpin.project.cli import main; main()"]
MAKE_ACCOUNT = (
    "import django; django.setup()\n"
    "from tongpin.signin.models import Account\n"
    "Account.objects.create_user('liang', password='a long enough secret')"
)


@pytest.mark.slow
def test_a_link_is_printed_for_an_account_that_is_there(tmp_path: Path) -> None:
    environment = {**os.environ, "TONGPIN_DATA": str(tmp_path), "TONGPIN_LANG": "en", "TONGPIN_DATABASE": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "tongpin.project.settings", "TONGPIN_ORIGIN": "https://chat.example.org"}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert run(*TONGPIN, "init", "network-group").returncode == Exit.OK
    nobody = run(*TONGPIN, "link", "liang")
    assert (nobody.returncode, "Nobody has a password" in nobody.stderr) == (Exit.USAGE, True)
    assert run(sys.executable, "-c", MAKE_ACCOUNT).returncode == 0
    found = run(*TONGPIN, "link", "liang")
    assert re.fullmatch(r"https://chat\.example\.org/in/\S{40,}/\n", found.stdout), found.stderr
    other = run(*TONGPIN, "link", "liamg")
    assert (other.returncode, "liang" in other.stderr) == (Exit.USAGE, True)
