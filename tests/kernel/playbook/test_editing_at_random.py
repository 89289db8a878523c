"""Random edits of the shipped playbooks: nothing but the edited place changes, and comments stay where they are."""

import copy
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongpin.kernel.playbook.document import read_document
from tongpin.kernel.playbook.edit_refusals import EditRefused
from tongpin.kernel.playbook.editing import added, edited, moved, parted, removed, switched
from tongpin.kernel.playbook.layout import Layout
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.playbook.writing import Data

SHIPPED = sorted((File(__file__).parents[3] / "playbooks").glob("*.yaml"))
COMMENT = re.compile(r"(?:^| )#.*")

scalars = st.one_of(
    st.text(alphabet="ab1 说清楚，。：:-#'\"[]{}&*!|>%@,?\n", max_size=8),
    st.sampled_from(["10分钟", "每周五 20:00-21:30", "开", "no", "null", "007", "1.5", "~", "23:00-7:00"]),
    st.integers(-99, 10**6),
    st.booleans(),
)
values = st.one_of(scalars, st.lists(scalars, max_size=3), st.dictionaries(st.sampled_from("abc"), scalars, max_size=2))


@cache
def texts() -> list[str]:
    found = []
    for file in SHIPPED:
        text = file.read_text("utf-8")
        found += [text, text.replace("\n", "\r\n"), text.rstrip("\n")]
    return found


def data_of(text: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    document = read_document(text)
    assert document.faults == []
    assert document.root is not None
    return document.root.data()


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, step)
            yield from paths_in(inner, (*path, step))


@cache
def places() -> list[tuple[str, Path]]:
    return [(text, path) for text in texts() for path in paths_in(data_of(text)) if path != ("tongpin",)]


@cache
def scalars_in_places() -> list[tuple[str, Path, int, int]]:
    """Every scalar that nothing else shares, with its first and last character."""
    found = []
    for text in texts():
        layout, data = Layout(text), data_of(text)
        for path in paths_in(data):
            trail = layout.trail(path)
            if not isinstance(at(data, path), dict | list) and not any(slot.value.anchor for slot in trail):
                found.append((text, path, trail[-1].value.start, trail[-1].value.end))
    return found


def at(data: Any, path: Path) -> Any:  # noqa: ANN401 - whatever stands in the file
    for step in path:
        data = data[step]
    return data


def comments(text: str) -> list[str]:
    return [found for line in text.splitlines() for found in COMMENT.findall(line)]


def is_shared(text: str, path: Path) -> bool:
    """Whether a place is within what an anchor marks or an alias names."""
    return any(slot.value.anchor for slot in Layout(text).trail(path))


@settings(max_examples=220, deadline=None)
@given(place=st.sampled_from(scalars_in_places()), value=scalars)
def test_another_scalar_changes_its_own_characters_only(place: tuple[str, Path, int, int], value: Data) -> None:
    text, path, start, end = place
    after = edited(text, path, value)
    assert after.startswith(text[:start])
    assert after.endswith(text[end:])
    read = at(data_of(after), path)
    assert (type(read), read) == (type(value), value)


@settings(max_examples=80, deadline=None)
@given(place=st.sampled_from(places()), value=values, data=st.data())
def test_any_edit_says_the_new_and_keeps_every_comment(
    place: tuple[str, Path], value: Data, data: st.DataObject
) -> None:
    text, path = place
    wanted = data_of(text)
    do = data.draw(st.sampled_from(["add", "take", "new key", "move", "off"]))
    old = at(wanted, path)
    if do == "add" and isinstance(old, list):
        after = refusable(text, path, lambda: added(text, path, value))
        old.append(value)
    elif do == "take":
        after = refusable(text, path, lambda: removed(text, path))
        del at(wanted, path[:-1])[path[-1]]
    elif do == "new key" and isinstance(old, dict):
        after = refusable(text, path, lambda: edited(text, (*path, "new", "key"), value))
        old["new"] = {"key": value}
    elif do == "move" and isinstance(path[-1], int):
        after = refusable(text, path, lambda: moved(text, path, 1))
        items = at(wanted, path[:-1])
        items.insert(path[-1] + 1, items.pop(path[-1]))
    elif do == "off" and isinstance(old, dict):
        after = refusable(text, path, lambda: switched(text, path, on=False))
        old["active"] = "关"
    else:
        return
    if after is None:
        return
    assert data_of(after) == wanted
    lost = [each for each in comments(text) if each not in comments(after)]
    assert do == "take" or lost == []
    assert all("\r\n" not in text or line.endswith("\r\n") for line in after.splitlines(keepends=True)[:-1])


def refusable(text: str, path: Path, edit: Callable[[], str]) -> str | None:
    """What the edit gives; None where it is refused, as it is in what several places share."""
    try:
        return edit()
    except EditRefused:
        assert is_shared(text, path) or "&" in text
        return None


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_nothing_is_changed_where_nothing_is_to_be(file: File) -> None:
    text = file.read_text("utf-8")
    data = data_of(text)
    for path in list(paths_in(data))[::7]:
        assert edited(text, path, copy.deepcopy(at(data, path))) == text


def test_shared_content_can_be_parted_and_then_changed() -> None:
    text = SHIPPED[0].read_text("utf-8")
    own = parted(parted(text, ("sanctions", "ladders", "太短")), ("sanctions", "ladders", "光链接"))
    assert data_of(own) == data_of(text)
    changed = edited(own, ("sanctions", "ladders", "夜间安静", 0, "acts", 0), "撤回")
    assert comments(changed) == comments(text)
    assert data_of(changed)["sanctions"]["ladders"]["太短"] == [{"from": 1, "acts": ["提醒"]}]
