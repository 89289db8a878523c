"""Django's settings: no secret of ours, every app wired, and migrations that say all that the models say."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest


def django(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {**os.environ, "DJANGO_SETTINGS_MODULE": "tongpin.project.settings", **environment}
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, env=inherited, capture_output=True, text=True, check=False)


def secret_of_a_process(**environment: str) -> str:
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    without = {name: value for name, value in os.environ.items() if name != "TONGPIN_SECRET"}
    inherited = {**without, "DJANGO_SETTINGS_MODULE": "tongpin.project.settings", **environment}
    done = subprocess.run([sys.executable, "-c", code], env=inherited, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_secret_that_nobody_set_is_made_afresh_for_each_process() -> None:
    first, second = secret_of_a_process(), secret_of_a_process()
    assert first != second
    assert len(first) >= 50


def test_a_secret_that_is_set_is_taken() -> None:
    assert secret_of_a_process(TONGPIN_SECRET="chosen-by-the-operator") == "chosen-by-the-operator"


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_migrated_database_has_all_that_the_models_say(make_database: Callable[[str], str], kind: str) -> None:
    url = make_database(kind)
    for command in (["makemigrations", "--check", "--dry-run"], ["migrate", "--check"]):
        done = django(*command, TONGPIN_DATABASE=url)
        assert (done.returncode, done.stderr) == (0, "")
