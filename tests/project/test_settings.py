"""Django's settings: no secret of ours, and tables of all that is wired, on both databases."""

import os
import subprocess
import sys

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tongpin.journal.books import Books
from tongpin.journal.store import Store


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


def test_the_migrations_say_all_that_the_models_say() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):  # as `makemigrations` looks at the models
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    assert changes == {}


def test_a_migrated_database_has_every_table(store: Store) -> None:
    assert isinstance(store, Books)
    rows = {model._meta.db_table: store._run(f"SELECT * FROM {model._meta.db_table}") for model in apps.get_models()}
    # Django itself notes which models there are.
    assert {table for table, found in rows.items() if found} <= {"auth_permission", "django_content_type"}
