"""Read tables as a projection writes them are the tables as Django's models read them."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tongpin.kernel.projection import Projecting, Table
from tongpin.kernel.vocabulary import FACTS
from tongpin.project.wiring import CAPABILITIES, PLATFORMS

WIRED: list[Projecting] = [*CAPABILITIES, *PLATFORMS]
PROJECTING = [each for each in WIRED if each.projection]
TABLES = [(each, table) for each in PROJECTING for table in (each.projection.tables if each.projection else ())]

every_table = pytest.mark.parametrize("capability,table", TABLES, ids=lambda each: each.name)


def model_of(table: Table) -> type[Model]:
    found: list[type[Any]] = [model for model in apps.get_models() if model._meta.db_table == table.name]
    assert len(found) == 1, f"{table.name} has {len(found)} models."
    return found[0]


@every_table
def test_a_table_has_the_columns_of_its_model(capability: Projecting, table: Table) -> None:
    columns = [field.column for field in model_of(table)._meta.concrete_fields]
    assert sorted(set(columns) - {"id", "pk"}) == sorted(["community", *table.columns])


@every_table
def test_a_row_says_what_it_is(capability: Projecting, table: Table) -> None:
    values: dict[str, Any] = dict.fromkeys(["community", *table.columns], 7)
    assert "7" in str(model_of(table)(**values))


@every_table
def test_a_table_is_named_after_its_capability(capability: Projecting, table: Table) -> None:
    assert table.name.startswith(f"{capability.name}_")
    assert 1 <= table.key <= len(table.columns)


def test_no_two_capabilities_write_one_table() -> None:
    names = [table.name for _, table in TABLES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("capability", PROJECTING, ids=lambda each: each.name)
def test_it_projects_registered_facts(capability: Projecting) -> None:
    assert capability.projection
    assert set(capability.projection.projects) <= set(FACTS)
