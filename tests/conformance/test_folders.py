"""Every capability's folder is of the one shape, and its page says the same things in the same order."""

from pathlib import Path

import pytest

from tests.architecture.tracked import PACKAGE
from tongpin.kernel.capability import Capability
from tongpin.project.wiring import CAPABILITIES

ALLOWED = {
    "README.md",
    "__init__.py",
    "apps.py",
    "capability.py",
    "chat",
    "decide",
    "decide.py",
    "forms.py",
    "gates",
    "kinds",
    "locale",
    "migrations",
    "models.py",
    "pages.py",
    "playbook.py",
    "projection.py",
    "rules",
    "templates",
    "tests",
    "urls.py",
    "views",
    "views.py",
}
NEEDED = {"README.md", "__init__.py", "apps.py", "capability.py", "playbook.py", "tests"}
OF_TABLES = {"migrations", "models.py", "projection.py"}
HEADINGS = ["What it does", "In the playbook", "Its facts", "What it never does"]
MOST_LINES_OF_A_PAGE = 80

every_capability = pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda each: each.name)


def folder_of(capability: Capability) -> Path:
    return PACKAGE / "capabilities" / capability.name


@every_capability
def test_its_folder_is_of_the_one_shape(capability: Capability) -> None:
    names = {path.name for path in folder_of(capability).iterdir()} - {"__pycache__"}
    assert sorted(names - ALLOWED) == []
    assert sorted(NEEDED - names) == []


@every_capability
def test_what_writes_reads_and_makes_its_tables_stands_together(capability: Capability) -> None:
    names = {path.name for path in folder_of(capability).iterdir()}
    assert sorted(OF_TABLES & names) == (sorted(OF_TABLES) if capability.projection else [])


@every_capability
def test_chat_holds_sentences_and_nothing_else(capability: Capability) -> None:
    assert [path.name for path in folder_of(capability).glob("chat/*")] in ([], ["sentences.yaml"])


@every_capability
def test_its_page_has_the_same_chapters_as_all_others(capability: Capability) -> None:
    lines = (folder_of(capability) / "README.md").read_text().splitlines()
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == HEADINGS
    assert len(lines) <= MOST_LINES_OF_A_PAGE


@every_capability
def test_its_page_names_every_word_that_it_may_say(capability: Capability) -> None:
    page = (folder_of(capability) / "README.md").read_text()
    assert [word.__name__ for word in capability.emits if f"`{word.__name__}`" not in page] == []
