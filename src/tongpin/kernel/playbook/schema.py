"""The playbook as a JSON Schema, for completion and help in an editor: draft 7, described in Chinese."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tongpin.kernel.capability import Capability
from tongpin.kernel.playbook.playbook import COMMUNITY_HELP, FORMAT, FORMAT_HELP, CommunitySection

_DRAFT = "http://json-schema.org/draft-07/schema#"
_NOT_OF_DRAFT_7 = ("discriminator", "title", "x-help", "x-unit")
_NAMED_BY_PEOPLE = ("properties", "definitions")
"""Below these, names are chosen by people: none of them is a word of JSON Schema."""


def schema(capabilities: Sequence[Capability]) -> dict[str, Any]:
    """Return the schema of a playbook with these capabilities."""
    models: list[type[BaseModel]] = [CommunitySection, *(each.section for each in capabilities)]
    by_model, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/definitions/{model}"
    )
    sections = {each.name: by_model[each.section, "validation"] for each in capabilities}
    return {
        "$schema": _DRAFT,
        "title": "Tongpin playbook",
        "type": "object",
        "properties": {
            "tongpin": {"const": FORMAT, "description": FORMAT_HELP},
            "community": {**by_model[CommunitySection, "validation"], "description": COMMUNITY_HELP},
            **sections,
        },
        "required": ["tongpin", "community"],
        "additionalProperties": False,
        "definitions": _in_draft_7(definitions.get("$defs", {}), named=True),
    }


def _in_draft_7(node: Any, *, named: bool = False) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out what draft 7 does not know, and describe in Chinese alone."""
    if isinstance(node, list):
        return [_in_draft_7(each) for each in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {name: _in_draft_7(inner) for name, inner in node.items()}
    kept = {
        word: _in_draft_7(inner, named=word in _NAMED_BY_PEOPLE)
        for word, inner in node.items()
        if word not in _NOT_OF_DRAFT_7
    }
    if "x-help" in node:
        kept["description"] = node["x-help"]["zh"]
    return kept
