"""`tongpin init`: a community from a file or a template, called as one likes, with its chats."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongpin.journal.opening import open_store
from tongpin.kernel.words.chat import ChatOpened
from tongpin.project.cli import main
from tongpin.project.examples import example, templates
from tongpin.project.terminal import Exit
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.playbooks import read_version


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine says of databases is not meant here."""
    monkeypatch.delenv("TONGPIN_DATABASE", raising=False)
    monkeypatch.setenv("TONGPIN_DATA", "")
    monkeypatch.setenv("TONGPIN_LANG", "en")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_a_template_becomes_a_community_with_its_chats(tmp_path: Path) -> None:
    given = ("--name", "河边书会", "--chat", "books=共读", "--data", str(tmp_path / "d"))
    assert run("init", "learning-group", *given) == Exit.OK
    store = open_store(f"sqlite:///{tmp_path / 'd' / 'tongpin.sqlite3'}")
    (community,) = store.communities()
    opened = [entry.facts[0] for entry in store.entries(community.id) if isinstance(entry.facts[0], ChatOpened)]
    titles = store.texts(community.id, [each.text for each in opened])
    body = store.playbook(community.id, 0)
    store.close()
    assert community.name == "河边书会"
    assert list(titles.values()) == ["河边书会", "共读"]
    assert body
    assert read_version(body.body, CAPABILITIES).community.name == "河边书会"
    assert "# " in body.body, "The comments of the template stay."


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    path = example("first-rules.yaml")
    assert run("init", str(path), "--data", str(tmp_path / "d")) == Exit.OK
    store = open_store(f"sqlite:///{tmp_path / 'd' / 'tongpin.sqlite3'}")
    body = store.playbook(1, 0)
    store.close()
    assert body
    assert body.body == path.read_text("utf-8")


@pytest.mark.parametrize(
    "given,said",
    [
        (["no-such-template"], "network-group"),
        (["network-group", "--chat", "books"], "id=title"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(
    tmp_path: Path, given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("init", *given, "--data", str(tmp_path / "d")) == Exit.USAGE
    assert said in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_every_template_is_an_example() -> None:
    assert set(templates()) >= {"first-rules", "invitation-club", "learning-group", "network-group"}
