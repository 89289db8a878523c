"""Commands get a PostgreSQL that answers, and give back their exit code."""

import os
import subprocess
import sys

import psycopg
import pytest

from scripts import with_postgres
from tests.architecture.tracked import ROOT

SHOW_ADDRESS = [sys.executable, "-c", f"import os; print(os.environ[{with_postgres.VARIABLE!r}])"]


def test_an_address_that_is_given_is_kept() -> None:
    environment = {**os.environ, with_postgres.VARIABLE: "postgresql://somewhere/else"}
    command = [sys.executable, "-m", "scripts.with_postgres", *SHOW_ADDRESS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "postgresql://somewhere/else\n"


def test_the_exit_code_is_the_command_s() -> None:
    assert with_postgres.run([sys.executable, "-c", "raise SystemExit(3)"], "postgresql://nowhere") == 3


def test_a_command_is_asked_for() -> None:
    with pytest.raises(SystemExit, match="Usage"):
        with_postgres.main(["--durable"])


@pytest.mark.parametrize("durable,fsync", [(True, "on"), (False, "off")])
def test_a_server_of_our_own_answers_and_is_gone_afterwards(durable: bool, fsync: str) -> None:
    with with_postgres.temporary_server(durable=durable) as url, psycopg.connect(url) as connection:
        found = connection.execute("show fsync").fetchone()
    assert found == (fsync,)
    assert not with_postgres.answers(url)
