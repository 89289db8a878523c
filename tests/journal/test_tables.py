"""The raw writer and Django's models say the same of the journal's tables, and the migrations are up to date."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tongpin.journal.tables import COMMUNITY, PREFIX, TABLES, WORKSPACE
from tongpin.kernel.projection import Table

MODELS = {model._meta.db_table: model for model in apps.get_app_config("tongpin_journal").get_models()}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name.removeprefix(PREFIX))
def test_a_table_is_its_model(table: Table) -> None:
    model = MODELS[table.name]
    assert tuple(field.column for field in model._meta.concrete_fields) == ("community", *table.columns)
    assert tuple(field.column for field in model._meta.pk_fields) == ("community", *table.columns[: table.key])


def test_every_model_has_its_table() -> None:
    assert MODELS.keys() == {WORKSPACE, COMMUNITY, *(table.name for table in TABLES)}


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    assert "tongpin_journal" not in changes


def test_a_row_of_each_table_says_what_it_is() -> None:
    for model in MODELS.values():
        fields = [field for field in model._meta.concrete_fields if field.column]
        values = {field.name: "x" if field.get_internal_type() == "TextField" else 7 for field in fields}
        assert {"x", "7"} & set(str(model(**values)).replace("/", " ").replace(":", " ").split())


def test_the_writer_runs_without_django() -> None:
    program = (
        "import sys\n"
        "from tongpin.journal import batch, books, door, opening, postgres, projecting, sqlite, sweeping\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
