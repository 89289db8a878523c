"""Commands get a Chromium that runs, and what is missing is named or installed."""

import sys
from pathlib import Path

import pytest

from scripts import debian, with_browser


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the script had installed; nothing is, in truth."""
    asked: list[str] = []
    monkeypatch.setattr(with_browser, "install", lambda *packages: asked.extend(packages))
    return asked


def program(folder: Path, name: str, exit_code: int) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    monkeypatch.delenv(with_browser.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_a_chromium_that_is_named_is_used(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = program(machine, "my-own", 0)
    program(machine, "chromium", 0)
    monkeypatch.setenv(with_browser.VARIABLE, named)
    assert with_browser.chromium() == named


def test_a_name_behind_which_nothing_runs_is_passed_over(machine: Path) -> None:
    program(machine, "chromium", 1)
    (machine / "chromium-browser").touch(mode=0o755)
    (machine / "chromium-browser").write_bytes(b"\x7fELF")
    assert with_browser.chromium() is None
    works = program(machine, "google-chrome", 0)
    assert with_browser.chromium() == works


def test_what_is_missing_is_installed_or_named(machine: Path, installed: list[str]) -> None:
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        with_browser.ready()
    assert installed == ["chromium", "fontconfig", "fonts-noto-cjk", "fonts-noto-color-emoji"]


@pytest.mark.parametrize(
    "has,missing",
    [
        ("", ["fonts-noto-cjk", "fonts-noto-color-emoji"]),
        (":lang=zh", ["fonts-noto-color-emoji"]),
        (":charset=1f44d", ["fonts-noto-cjk"]),
    ],
)
def test_missing_type_is_named(
    machine: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch, has: str, missing: list[str]
) -> None:
    program(machine, "chromium", 0)
    lists = machine / "fc-list"
    lists.write_text(f'#!/bin/sh\nif [ "$1" = "{has}" ]; then echo Noto; fi\n')
    lists.chmod(0o755)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SystemExit, match=f"apt-get install {' '.join(missing)}"):
        with_browser.ready()
    assert installed == missing


def test_a_command_runs_with_it(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = program(machine, "chromium", 0)
    monkeypatch.setattr(with_browser, "missing_type", list)
    show = f"import os; print(os.environ[{with_browser.VARIABLE!r}]); raise SystemExit(3)"
    assert with_browser.main([sys.executable, "-c", show]) == 3
    assert capfd.readouterr().out == f"{path}\n"
    assert with_browser.main([]) == 0


def test_only_root_installs(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    debian.install("chromium")
    assert capfd.readouterr() == ("", "")


def test_root_installs_without_asking(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    (machine / "apt-get").write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> {machine}/said\n')
    (machine / "apt-get").chmod(0o755)
    debian.install("chromium", "fontconfig")
    assert (machine / "said").read_text().splitlines() == [
        "noninteractive -qq -o Dpkg::Use-Pty=0 update",
        "noninteractive -qq -o Dpkg::Use-Pty=0 install --no-install-recommends chromium fontconfig",
    ]
