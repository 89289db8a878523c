"""The schema beside the example playbooks is that of the sections, and each example names it."""

import json
from pathlib import Path

import pytest

from scripts import playbook_schema
from tongpin.kernel.playbook.schema import schema
from tongpin.project.wiring import CAPABILITIES

EXAMPLES = sorted(playbook_schema.TARGET.parent.glob("*.yaml"))
FIRST_LINE = f"# yaml-language-server: $schema=./{playbook_schema.TARGET.name}"


def test_the_file_is_the_schema_of_the_sections() -> None:
    assert playbook_schema.TARGET.read_text("utf-8") == playbook_schema.text(), "Run `make docs`."
    assert json.loads(playbook_schema.text()) == json.loads(json.dumps(schema(CAPABILITIES)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_names_it_in_its_first_line(path: Path) -> None:
    assert path.read_text("utf-8").splitlines()[0] == FIRST_LINE


def test_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(playbook_schema, "TARGET", tmp_path / "playbook.schema.json")
    playbook_schema.main()
    assert (tmp_path / "playbook.schema.json").read_text("utf-8") == playbook_schema.text()
    assert capsys.readouterr().err == f"playbook.schema.json: {len(CAPABILITIES) + 1} sections\n"
