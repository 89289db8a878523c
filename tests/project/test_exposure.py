"""Whether it is safe to be reached by others: what is refused, all at once, and the secret of a data folder."""

from __future__ import annotations

import secrets
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tongpin.project.exposure import is_loopback, is_origin, is_strong, refusals, secret_of
from tongpin.project.terminal import Exit, Stopped

STRONG = secrets.token_urlsafe(48)
SAFE = {"TONGPIN_ORIGIN": "https://chat.example.org", "TONGPIN_SECRET": STRONG}


def complaints(host: str, environ: dict[str, str]) -> list[str]:
    """What is complained about, by a word that only that complaint has."""
    marks = {"lets other machines in": "no origin", "not a full origin": "form", "not encrypted": "http"}
    marks["too weak"] = "secret"
    return [name for said in refusals(host, environ) for mark, name in marks.items() if mark in said.en]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_this_machine_alone_needs_nothing(host: str) -> None:
    assert refusals(host, {}) == []


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "::ffff:8.8.8.8", "example.org", "", "localhost.evil"]
)
def test_whatever_else_is_the_world(host: str) -> None:
    assert complaints(host, {}) == ["no origin", "secret"]
    assert refusals(host, SAFE) == []


@pytest.mark.parametrize(
    "environ,found",
    [
        ({}, ["no origin", "secret"]),
        ({"TONGPIN_SECRET": STRONG}, ["no origin"]),
        ({"TONGPIN_ORIGIN": "https://a.example"}, ["secret"]),
        ({"TONGPIN_ORIGIN": "http://a.example"}, ["http", "secret"]),
        ({"TONGPIN_ORIGIN": "http://a.example", "TONGPIN_INSECURE_HTTP": "yes", "TONGPIN_SECRET": STRONG}, ["http"]),
        ({"TONGPIN_ORIGIN": "http://a.example", "TONGPIN_INSECURE_HTTP": "1", "TONGPIN_SECRET": STRONG}, []),
        ({"TONGPIN_ORIGIN": "a.example", "TONGPIN_SECRET": "changeme"}, ["form", "secret"]),
    ],
)
def test_all_that_is_in_the_way_is_said_at_once(environ: dict[str, str], found: list[str]) -> None:
    assert complaints("0.0.0.0", environ) == found


def test_a_proxy_in_front_of_this_machine_is_the_world_too() -> None:
    assert complaints("127.0.0.1", {"TONGPIN_ORIGIN": "https://chat.example.org", "TONGPIN_SECRET": "x"}) == ["secret"]
    assert refusals("127.0.0.1", {"TONGPIN_ORIGIN": "http://localhost:8484"}) == []


def test_a_wrong_origin_is_refused_even_here() -> None:
    assert complaints("127.0.0.1", {"TONGPIN_ORIGIN": "https://a.example/", "TONGPIN_SECRET": STRONG}) == ["form"]


def test_what_is_said_names_the_value_and_the_way_out_in_both_languages() -> None:
    said = refusals("0.0.0.0", {"TONGPIN_ORIGIN": "http://a.example"})
    assert all("http://a.example" in each for each in said[0])
    assert all("TONGPIN_INSECURE_HTTP=1" in each for each in said[0])
    assert all("openssl rand -hex 32" in each for each in said[1])


@pytest.mark.parametrize("text", ["https://a.example", "http://127.0.0.1:8484", "https://[::1]:8", "HTTPS://A.example"])
def test_an_origin_is_scheme_host_and_port(text: str) -> None:
    assert is_origin(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.example",
        "//a.example",
        "ftp://a.example",
        "javascript://a.example",
        "https://",
        "https://a.example/",
        "https://a.example/chat",
        "https://a.example?x",
        "https://me@a.example",
        "https://a.example:99999",
        "https://a.example:port",
        "https://a.example https://b.example",
        "https://[::1",
    ],
)
def test_anything_more_or_less_is_none(text: str) -> None:
    assert not is_origin(text)


def test_names_are_not_looked_up() -> None:
    assert not is_loopback("localhost.localdomain")


@pytest.mark.parametrize("make,size", [(secrets.token_urlsafe, 48), (secrets.token_hex, 32)])
def test_random_secrets_are_strong(make: Callable[[int], str], size: int) -> None:
    assert all(is_strong(make(size)) for _ in range(300))


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "x",
        "changeme",
        "0123456789abcdef0123456789abcdef",
        "a" * 64,
        "abcabcabcabcabcabcabcabcabcabcabcabcabcabc",
        "secretsecretsecretsecretsecretsecret",
        "django-insecure-secret-key-please-change",
        "your-secret-password-example-admin-test-key",
        "12345678901234567890123456789012345678901234567890",
        "8405691723",
        "9f1c7be2a05d8364",
    ],
)
def test_what_people_write_in_a_hurry_is_not(secret: str) -> None:
    assert not is_strong(secret)


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = secret_of(folder)
    assert is_strong(made)
    assert secret_of(folder) == made
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret"
    path.write_text(STRONG)
    path.chmod(mode)
    with pytest.raises(Stopped) as stopped:
        secret_of(tmp_path)
    assert stopped.value.code is Exit.USAGE
    assert all(f"chmod 600 {path}" in each for each in stopped.value.said)


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").touch(0o600)
    with pytest.raises(Stopped, match="Delete it"):
        secret_of(tmp_path)


def test_of_two_processes_the_first_one_s_secret_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret"
    first = secret_of(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda each: each != path)
    assert secret_of(tmp_path) == first
