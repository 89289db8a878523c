"""The command line's own promises: it starts light, and ends as its contract says."""

import json
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.unmeasured import unmeasured
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project import cli
from tongpin.project.terminal import Exit, Stopped, emit

HEAVY = {"django", "numpy", "pydantic", "ruamel", "duckdb", "asyncio", "sqlite3", "apsw", "psycopg", "re2", "opencc"}


def modules_after(*arguments: str) -> set[str]:
    program = (
        "import json, sys\n"
        "from tongpin.project.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=unmeasured(), capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def ending(monkeypatch: pytest.MonkeyPatch, run: Callable[[], None], lang: str = "en") -> int:
    command = ModuleType("greet")
    command.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(cli.COMMANDS, "greet", "Greet")
    monkeypatch.setitem(sys.modules, "tongpin.project.commands.greet", command)
    monkeypatch.setenv("TONGPIN_LANG", lang)
    with pytest.raises(SystemExit) as ended:
        cli.main(["greet"])
    return ended.value.code if isinstance(ended.value.code, int) else 0


def raising(error: BaseException) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


def test_help_loads_nothing_heavy() -> None:
    assert modules_after("--help") & HEAVY == set()


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    listed = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if name not in listed] == []


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["rehaerse"])
    assert ended.value.code == Exit.USAGE


@pytest.mark.parametrize(
    "error,code,said",
    [
        (Stopped(Both("满了。", "It is full."), Exit.OVER_LIMIT), 4, "It is full.\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
    ],
)
def test_a_command_ends_with_its_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    assert (ending(monkeypatch, raising(error)), capsys.readouterr()) == (code, ("", said))


def test_what_is_said_follows_the_language(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ending(monkeypatch, raising(Stopped(Both("满了。", "It is full."))), lang="zh_CN.UTF-8")
    assert capsys.readouterr().err == "满了。\n"


def test_an_unexpected_error_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TONGPIN_DEBUG", raising=False)
    code = ending(monkeypatch, raising(ZeroDivisionError("by zero")))
    said = capsys.readouterr().err
    assert (code, said.count("\n"), "ZeroDivisionError: by zero" in said) == (1, 1, True)


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ending(monkeypatch, raising(ZeroDivisionError("by zero")))


def test_a_document_is_one_piece_of_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(monkeypatch, lambda: emit({"数": 1})) == 0
    assert json.loads(capsys.readouterr().out) == {"数": 1}
