"""A YAML 1.2 text as a tree of nodes that know their places; what is wrong with its form is collected, not raised.

Scalars are resolved here by the core schema alone: no dates, no octals, no `yes`; 12:30 and 007 stay text.
"""

import re  # noqa: TID251 - fixed patterns of our own
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from tongpin.kernel.playbook.faults import Fault, Place
from tongpin.kernel.playbook.refusals import shown
from tongpin.kernel.playbook.syntax import syntax_fault

LARGEST = 1 << 20
"""Bytes of a playbook at the most."""
DEEPEST = 32
"""Levels of nesting at the most."""
MOST_NODES = 200_000
"""Nodes at the most, aliases unfolded."""
_MOST_FAULTS = 100
"""Faults of one kind that are listed before the file is given up."""

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CONTROL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})(\.[0-9]+)?")
_FULL_WIDTH_COMMA = re.compile("[，、]")


@dataclass(slots=True)
class Node:
    """A scalar, a `list` of nodes or a `dict` of nodes, as `content` shows.

    `key` is where its key stands, if it has one; `plain` says that it is written without quotes; `size` counts the
    nodes within, `height` their levels, aliases unfolded.
    """

    content: Any
    place: Place
    key: Place | None = None
    size: int = 1
    height: int = 1
    plain: bool = False

    def data(self) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return plain Python data."""
        if isinstance(self.content, dict):
            return {key: node.data() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.data() for node in self.content]
        return self.content

    def at_key(self, key: Place) -> "Node":
        """Return this node as the value of a key: an alias puts one node under several."""
        return Node(self.content, self.place, key, self.size, self.height, self.plain)


@dataclass
class Document:
    """What stands in a file. `root` is None where the form is too broken for anything to be said of the content."""

    lines: Sequence[str]
    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)


def read_document(text: str) -> Document:
    """Read one YAML document with the places of all its keys and values."""
    text = text.removeprefix("\ufeff")
    document = Document(_LINE_END.split(text))
    document.faults += _faults_of_text(text, document.lines)
    if document.faults:
        return document
    tree = _Tree(document.faults)
    try:
        document.root = tree.grow(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        document.faults.append(syntax_fault(error, document.lines, tree.open_bracket()))
    return document


def _faults_of_text(text: str, lines: Sequence[str]) -> list[Fault]:
    size = len(text.encode(errors="surrogatepass"))
    if size > LARGEST:
        return [Fault("PB107", Place(1, 1), {"given": size, "most": LARGEST})]
    if not _CONTROL.search(text) and "\t" not in text:
        return []
    return [fault for number, line in enumerate(lines, 1) for fault in _faults_of_line(number, line)][:_MOST_FAULTS]


def _faults_of_line(number: int, line: str) -> Iterator[Fault]:
    for found in _CONTROL.finditer(line):
        yield Fault("PB111", Place(number, found.start() + 1), {"given": f"U+{ord(found[0]):04X}"})
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent and line.strip():
        yield Fault("PB102", Place(number, indent.index("\t") + 1, indent.count("\t")), {})


class _Stop(Exception):  # noqa: N818 - no error: it ends the reading of a file whose fault is already noted
    """The rest of the file is not worth reading."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    node: Node
    anchor: str | None
    flow: bool
    key: tuple[str, Place] | None = None
    broken_key: bool = False


class _Tree:
    """Grows nodes from the parser's events, and notes what a playbook may not hold."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._root: Node | None = None

    def open_bracket(self) -> Place | None:
        """Return where the innermost bracket that is still open stands."""
        return next((level.node.place for level in reversed(self._open) if level.flow), None)

    def grow(self, events: Iterator[Event]) -> Node | None:
        """Return the root, None for an empty document or one that cannot be taken at all."""
        documents = 0
        try:
            for event in events:
                documents += isinstance(event, DocumentStartEvent)
                if documents > 1:
                    self._faults.append(Fault("PB106", _place(event), {}))
                    return None
                self._take(event)
        except _Stop:
            return None
        if self._root is None or not isinstance(self._root.content, dict):
            self._faults.append(Fault("PB110", self._root.place if self._root else Place(1, 1), {}))
            return None
        return self._root

    def _take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._refuse_tag(event)
            self._put(self._scalar(event), event.anchor)
        elif isinstance(event, AliasEvent):
            self._put(self._aliased(event), None)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            done = self._open.pop()
            self._put(done.node, done.anchor)

    def _begin(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._refuse_tag(event)
        content: Any = {} if isinstance(event, MappingStartEvent) else []
        flow = event.flow_style is True
        place = Place(*_start(event), width=int(flow))
        self._open.append(_Open(Node(content, place), event.anchor, flow))
        if len(self._open) > DEEPEST:
            self._stop("PB108", place, DEEPEST)

    def _put(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self._root = node
            return
        level = self._open[-1]
        if isinstance(level.node.content, list):
            self._note_full_width(level, node)
            level.node.content.append(node)
            self._count(level.node, node)
        elif level.key is None and not level.broken_key:
            self._put_key(level, node)
        else:
            self._put_value(level, node)

    def _put_key(self, level: _Open, node: Node) -> None:
        if isinstance(node.content, dict | list):
            self._faults.append(Fault("PB305", node.place, {}))
            level.broken_key = True
            return
        key = as_key(node.content)
        level.key = (key, node.place)

    def _put_value(self, level: _Open, node: Node) -> None:
        key, level.key = level.key, None
        level.broken_key = False
        if key is None:
            return
        name, place = key
        known = level.node.content.get(name)
        if known is not None:
            self._faults.append(Fault("PB104", place, {"given": shown(name), "first": known.key.line}))
            return
        level.node.content[name] = node.at_key(place)
        self._count(level.node, node)

    def _count(self, parent: Node, child: Node) -> None:
        parent.size += child.size
        parent.height = max(parent.height, child.height + 1)
        if parent.size > MOST_NODES:
            self._stop("PB109", child.place, MOST_NODES)
        if len(self._open) + child.height > DEEPEST:
            self._stop("PB108", child.place, DEEPEST)

    def _stop(self, code: str, place: Place, most: int) -> None:
        self._faults.append(Fault(code, place, {"most": most}))
        raise _Stop

    def _scalar(self, event: ScalarEvent) -> Node:
        plain = event.style is None
        return Node(resolved(event.value) if plain else event.value, _place(event), plain=plain)

    def _aliased(self, event: AliasEvent) -> Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            # **bold** is an alias to YAML, and never meant as one.
            code, given = ("PB116", "*") if event.anchor.startswith("*") else ("PB118", shown(event.anchor))
            self._faults.append(Fault(code, _place(event), {"given": given}))
            return Node(None, _place(event))
        return Node(node.content, _place(event), None, node.size, node.height)

    def _refuse_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            line, column = _start(event)
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._faults.append(Fault("PB105", Place(line, column), {"given": tag}))

    def _note_full_width(self, level: _Open, node: Node) -> None:
        if level.flow and node.plain and isinstance(node.content, str):
            found = _FULL_WIDTH_COMMA.search(node.content)
            if found:
                place = Place(node.place.line, node.place.column + found.start())
                self._faults.append(Fault("PB103", place, {"given": found[0], "wanted": ","}))


def _start(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place(event: Event) -> Place:
    line, column = _start(event)
    same_line = event.end_mark.line == event.start_mark.line
    width = event.end_mark.column - event.start_mark.column if same_line else _TO_END_OF_LINE
    return Place(line, column, width)


_TO_END_OF_LINE = 1 << 20


def resolved(text: str) -> str | int | float | bool | None:
    """Return what a plain scalar means by the core schema of YAML 1.2; a number with leading zeros is text."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number[1] else int(text)


def as_key(content: object) -> str:
    """Return what a scalar is as a key: keys are text."""
    return content if isinstance(content, str) else shown(content)
