"""From pydantic's `loc` to the place in the file: past the tags of unions, down to the key or the value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongpin.kernel.playbook.document import Node

Schema = Mapping[str, Any]


@dataclass(slots=True)
class Spot:
    """Where a `loc` leads: the path in the file, the node there (the nearest above, if none), and its JSON schema.

    `above` is the schema of the mapping around it.
    """

    path: tuple[str | int, ...]
    node: Node
    found: bool
    schema: Schema
    above: Schema


def spot_of(loc: tuple[str | int, ...], root: Schema, node: Node) -> Spot:
    """Follow `loc` through the schema and the file together: a step that only the schema knows is a union's tag."""
    schema = above = _resolved(root, root)
    path: list[str | int] = []
    found = True
    for step in loc:
        branch = _tagged(schema, step, root)
        if branch is not None:
            schema = branch
            continue
        schema = _branch_with(schema, step, root)
        inner = _schema_of(schema, step, root)
        child = _child(node, step)
        if child is None and inner is None:
            continue
        above, schema = schema, inner or {}
        path.append(step)
        found = child is not None
        if child is None:
            break
        node = child
    return Spot(tuple(path), node, found, schema, above)


def node_at(node: Node, path: tuple[str | int, ...]) -> Node | None:
    """Return the node that a path leads to, None where the file has none."""
    current: Node | None = node
    for step in path:
        current = _child(current, step) if current is not None else None
    return current


def _child(node: Node, step: str | int) -> Node | None:
    content = node.content
    if isinstance(content, dict):
        return content.get(step)
    if isinstance(content, list) and isinstance(step, int) and step < len(content):
        return content[step]  # type: ignore[no-any-return]
    return None


def _resolved(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _tagged(schema: Schema, step: str | int, root: Schema) -> Schema | None:
    for option in (schema, *schema.get("anyOf", ())):
        tags = option.get("discriminator", {}).get("mapping", {})
        if step in tags:
            return _resolved({"$ref": tags[step]}, root)
    return None


def _branch_with(schema: Schema, step: str | int, root: Schema) -> Schema:
    for option in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        branch = _resolved(option, root)
        if _schema_of(branch, step, root) is not None:
            return branch
    return schema


def _schema_of(schema: Schema, step: str | int, root: Schema) -> Schema | None:
    if isinstance(step, str):
        inner = schema.get("properties", {}).get(step)
        if inner is None and isinstance(schema.get("additionalProperties"), dict):
            inner = schema["additionalProperties"]
    else:
        inner = schema.get("items")
    return None if inner is None else _resolved(inner, root)
