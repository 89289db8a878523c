"""Tongpin as an operator runs it: a process of its own on a free port, which is read, waited for, and ended cleanly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx

from tests.architecture.tracked import ROOT

TONGPIN = [sys.executable, "-c", "from tongpin.project.cli import main; main()"]
PLAYBOOK = ROOT / "playbooks" / "first-rules.yaml"
ORIGIN = r"http://127\.0\.0\.1:\d+"
STARTS_S, ENDS_S, ANSWERS_S = 90.0, 30.0, 5.0
OF_THE_MACHINE = ("TONGPIN_DATABASE", "TONGPIN_ORIGIN", "TONGPIN_SECRET", "TONGPIN_INSECURE_HTTP")


class Served:
    """A server that runs: where it answers, and what it has said."""

    def __init__(self, process: subprocess.Popen[str], data: Path) -> None:
        self.data = data
        self.origin = ""
        self._process = process
        self._lines: list[str] = []
        self._more = threading.Condition()
        self._has_ended = False
        assert process.stderr is not None
        self._reader = threading.Thread(target=self._read, args=[process.stderr], daemon=True)
        self._reader.start()

    def said(self, pattern: str) -> str:
        """Return the first that fits a pattern in what the server says, now or soon; such as its one-time link."""
        with self._more:
            self._more.wait_for(lambda: self._has_ended or re.search(pattern, self.all_said()), STARTS_S)
            found = re.search(pattern, self.all_said())
        assert found, f"The server has not said {pattern!r}, but:\n{self.all_said()}"
        return found[0]

    def all_said(self) -> str:
        """Return all that the server has said on standard error."""
        return "".join(self._lines)

    def wait_until_it_answers(self) -> None:
        self.origin = self.said(ORIGIN)
        until = time.monotonic() + STARTS_S
        while not self._answers():
            assert self._process.poll() is None, self.all_said()
            assert time.monotonic() < until, self.all_said()
            time.sleep(0.05)

    def end(self) -> None:
        """Stop the server as an operator does, and see that it ends well."""
        self._process.terminate()
        try:
            self._process.wait(ENDS_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        assert self._process.returncode == 0, self.all_said()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                sys.stderr.write(line)  # pytest shows it beside a failure
                with self._more:
                    self._lines.append(line)
                    self._more.notify_all()
        with self._more:
            self._has_ended = True
            self._more.notify_all()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.origin}/healthz", timeout=ANSWERS_S).is_success
        except httpx.TransportError:
            return False


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[Served]:
    """Run `tongpin serve` or `tongpin demo` on a folder while the block runs."""
    command = [*TONGPIN, *arguments, "--port", "0"]
    process = subprocess.Popen(command, cwd=data, env=environment(data), stderr=subprocess.PIPE, text=True)
    server = Served(process, data)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.end()


def founded(data: Path) -> None:
    """Put a community into an empty folder, as an operator does."""
    command = [*TONGPIN, "init", str(PLAYBOOK), "--name", "技术交流群"]
    done = subprocess.run(command, env=environment(data), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_MACHINE}
    return {**kept, "TONGPIN_DATA": str(data), "TONGPIN_LANG": "en"}
