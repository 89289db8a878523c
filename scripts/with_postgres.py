"""Runs a command with TONGPIN_TEST_POSTGRES naming a PostgreSQL server that may be used for tests.

An address already in that variable is kept; a server that answers on this machine is used; else a throw-away one is
started and stopped, and installed first where that is possible.
Usage: python -m scripts.with_postgres [--durable] COMMAND...
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from scripts.debian import install

VARIABLE = "TONGPIN_TEST_POSTGRES"
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def installed() -> Path | None:
    """The folder of the newest PostgreSQL server's programs, if there is one."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found.sort(key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def install_server() -> Path:
    install("postgresql")
    programs = installed()
    if programs is None:
        sys.exit(
            f"The tests need PostgreSQL and none was found. Install it (Debian: apt-get install postgresql), "
            f"or name a server that may be used: {VARIABLE}=postgresql://user@host/database"
        )
    return programs


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def temporary_server(*, durable: bool) -> Iterator[str]:
    programs = installed() or install_server()
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="tongpin-postgres-") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data = f"{folder}/data"
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c max_connections=200"
        if not durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        create = [f"{programs}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
        control = [f"{programs}/pg_ctl", "-D", data, "-w", "-s"]
        log = f"{folder}/log"
        subprocess.run(create, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        subprocess.run([*control, "-l", log, "-o", options, "start"], check=True, user=user, cwd=folder)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, user=user, cwd=folder)


def run(command: list[str], url: str) -> int:
    return subprocess.run(command, check=False, env={**os.environ, VARIABLE: url}).returncode


def main(arguments: list[str]) -> int:
    durable = arguments[:1] == ["--durable"]
    command = arguments[durable:]
    if not command:
        sys.exit("Usage: python -m scripts.with_postgres [--durable] COMMAND...")
    url = os.environ.get(VARIABLE) or (LOCAL if answers(LOCAL) else None)
    if url:
        return run(command, url)
    with temporary_server(durable=durable) as started:
        return run(command, started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
