"""Every promise names its tests, and every test that it names is there."""

import re

from tests.architecture.tracked import ROOT

PAGE = (ROOT / "docs" / "guarantees.md").read_text("utf-8")
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)


def test_every_test_that_the_page_names_is_there() -> None:
    gone = [f"{path}::{name}" for path, name in NAMED if f"def {name}(" not in (ROOT / path).read_text("utf-8")]
    assert gone == []


def test_every_promise_names_a_test() -> None:
    promises = re.split(r"^\*\*", PAGE.partition("\n## Not promised yet\n")[0], flags=re.MULTILINE)[1:]
    assert [promise.splitlines()[0] for promise in promises if "\n- " not in promise] == []
    assert len(promises) >= 10
