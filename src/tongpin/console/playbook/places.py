"""Places of a playbook in addresses and in names of fields: `conduct/rules/2/within`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.http import Http404

from tongpin.console.playbook.reading import document_of, models
from tongpin.kernel.playbook.document import Document, Node
from tongpin.kernel.playbook.fields import FormField
from tongpin.kernel.playbook.forms import form_at
from tongpin.kernel.playbook.problems import Problem
from tongpin.kernel.playbook.section import Path
from tongpin.kernel.playbook.spots import node_at


def address(path: Path) -> str:
    """Write a place; a key may hold any character, even those that part steps or that no address holds."""
    return "/".join(_escaped(str(step)) for step in path)


def field_at(text: str, place: str) -> FormField:
    """Return the field at a place of a text; there is no such page where there is none."""
    name, *steps = map(_unescaped, place.split("/"))
    if name not in models():
        raise Http404
    field = _section(text, name)
    for step in steps:
        found = next((each for each in field.inner if each.name == step), None)
        if found is None:
            raise Http404
        field = found
    return field


_ESCAPES = (("~", "~0"), ("/", "~1"), ("\n", "~2"), ("\r", "~3"))


def _escaped(step: str) -> str:
    for char, sign in _ESCAPES:
        step = step.replace(char, sign)
    return step


def _unescaped(step: str) -> str:
    for char, sign in reversed(_ESCAPES):
        step = step.replace(sign, char)
    return step


@lru_cache(maxsize=32)
def _section(text: str, name: str) -> FormField:
    return form_at(models(), document_of(text), (name,))


def path_of(text: str, problem: Problem) -> Path:
    """Return the narrowest place of a text that stands in front of where a problem is; () where there is none."""
    document = document_of(text)
    if document.root is None:
        return ()
    found: tuple[tuple[int, int], Path] = ((0, 0), ())
    for spot, path in _spots(document.root, ()):
        if found[0] <= spot <= (problem.line, problem.column):
            found = spot, path
    return found[1]


def alias_in(text: str, path: Path) -> Path:
    """Return the first place of a text on the way where an alias (`*name`) stands; () where there is none."""
    document = document_of(text)
    steps = (path[:length] for length in range(1, len(path) + 1))
    return next((each for each in steps if _is_alias(document, each)), ())


def _is_alias(document: Document, path: Path) -> bool:
    node = node_at(document.root, path) if document.root else None
    return node is not None and document.lines[node.place.line - 1][node.place.column - 1 : node.place.column] == "*"


def _spot(place: tuple[int, int, int]) -> tuple[int, int]:
    return place[0], place[1]


def _spots(node: Node, path: Path) -> Iterable[tuple[tuple[int, int], Path]]:
    if path:
        yield _spot(node.key or node.place), path
    content = node.content
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for step, each in inner:
        yield from _spots(each, (*path, step))
