"""Nothing stands in the repository that belongs to one machine or one person."""

import re

import pytest

from tests.architecture.tracked import ROOT, tracked_files

FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(work|root|home/\w+|Users/\w+)/[\w.]",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "an access token": r"\b(ghp_|github_pat_|glpat-|xox[bap]-|AKIA)[0-9A-Za-z_-]{12}",
    "a password in an address": r"://[^/\s:@{}<>]+:[^/\s:@{}<>]+@(?![\w.-]+\.example\b)",
    "a registry host": r"https?://[^\s/]*(pypi|pythonhosted|registry|artifactory|nexus|mirror)[^\s]*",
}
BINARY = {".png", ".jpg", ".gz", ".bin", ".mo", ".woff2", ".ico", ".npz", ".zst"}
MOST_BYTES = 1_600_000


def complaints(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def test_no_paths_hosts_or_secrets() -> None:
    found = {
        str(path.relative_to(ROOT)): said
        for path in tracked_files()
        if path.suffix not in BINARY and (said := complaints(path.read_text(errors="replace")))
    }
    assert found == {}


def test_no_file_is_too_big_for_a_repository() -> None:
    assert [str(path) for path in tracked_files() if path.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("see docs/" + "work/plan.md", []),
        ("open " + "/ro" + "ot/.ssh/key", ["a path of one machine"]),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", ["a private key"]),
        ("postgresql://me:" + "secret@host/db", ["a password in an address"]),
        ("postgresql://me:secret@db.example:5432/db", []),
        ("postgresql://postgres@127.0.0.1:5432/postgres", []),
        ("https://" + "pypi.example/simple", ["a registry host"]),
    ],
)
def test_what_is_forbidden_is_seen(text: str, complaint: list[str]) -> None:
    assert complaints(text) == complaint
