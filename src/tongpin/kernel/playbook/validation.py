"""Runs a section's model over what stands in the file: all that it refuses becomes faults with their places."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.document import Node
from tongpin.kernel.playbook.faults import Fault, Place
from tongpin.kernel.playbook.keys import unknown_key
from tongpin.kernel.playbook.naming import listing, nearest
from tongpin.kernel.playbook.refusals import PlaybookListError, PlaybookValueError, shown
from tongpin.kernel.playbook.section import Section
from tongpin.kernel.playbook.spans import spoken_duration
from tongpin.kernel.playbook.spots import Schema, Spot, node_at, spot_of
from tongpin.kernel.playbook.wordlists import ReadFile

_NO_LIMIT = "∞"
_FULL_WIDTH_COLON = "："

T = TypeVar("T")
AnySection = TypeVar("AnySection", bound=Section)


def validated(
    model: type[AnySection], node: Node, read_file: ReadFile | None, faults: list[Fault]
) -> AnySection | None:
    """Return the section that stands at `node`; None, with its faults noted, where it cannot be taken."""
    data = {} if node.content is None else node.data()
    try:
        return model.model_validate(data, context={"read_file": read_file})
    except ValidationError as error:
        faults += faults_of(error, model, node)
        return None


def faults_of(error: ValidationError, model: type[Section], node: Node) -> Iterator[Fault]:
    """Give everything that pydantic found, at its places below `node`."""
    schema = model.model_json_schema()
    for details in error.errors(include_url=False):
        spot = spot_of(details["loc"], schema, node)
        refusal = details.get("ctx", {}).get("error")
        if isinstance(refusal, PlaybookListError):
            yield from (_refused(each, spot) for each in refusal.errors)
        elif isinstance(refusal, PlaybookValueError):
            yield _refused(refusal, spot)
        elif not _is_long_enough(details, spot.node):
            yield _READERS.get(details["type"], _other)(details, spot)


def _is_long_enough(details: ErrorDetails, node: Node) -> bool:
    """Say whether a list is called too short only because its items were refused."""
    return details["type"] == "too_short" and len(node.content) >= details["ctx"]["min_length"]


def value_place(node: Node) -> Place:
    """Return where a value stands; its key, if the value is empty or goes over lines of its own."""
    return node.key if node.place.width == 0 and node.key else node.place


def _refused(error: PlaybookValueError, spot: Spot) -> Fault:
    node = node_at(spot.node, error.at) or spot.node
    place = value_place(node)
    if error.offset is not None and place.width > error.offset:
        quote = 0 if node.plain else 1
        place = Place(place.line, place.column + error.offset + quote)
    return Fault(error.code, place, error.values, error.instead)


def _missing(details: ErrorDetails, spot: Spot) -> Fault:
    name = spot.path[-1] if details["type"] == "missing" else details["ctx"]["discriminator"].strip("'")
    return Fault("PB303", spot.node.key or spot.node.place, {"given": name})


def _extra(_details: ErrorDetails, spot: Spot) -> Fault:
    allowed = {name: _help(inner).zh for name, inner in spot.above.get("properties", {}).items()}
    return unknown_key(str(spot.path[-1]), spot.node.key or spot.node.place, allowed)


def _help(schema: Schema) -> Both:
    return Both(**schema.get("x-help", {"zh": "", "en": ""}))


def _unknown_tag(details: ErrorDetails, spot: Spot) -> Fault:
    tag = details["ctx"]["discriminator"].strip("'")
    return _not_listed(_listed(details["ctx"]["expected_tags"]), node_at(spot.node, (tag,)) or spot.node)


def _not_among(details: ErrorDetails, spot: Spot) -> Fault:
    return _not_listed(_listed(details["ctx"]["expected"]), spot.node)


def _listed(expected: str) -> list[str]:
    """Return the names in pydantic's `'a', 'b' or 'c'`."""
    return [name.strip("' ") for part in expected.split(" or ") for name in part.split(",")]


def _not_listed(names: list[str], node: Node) -> Fault:
    given = shown(node.content)
    values = {"given": given, "allowed": listing(names)}
    return Fault("PB215", value_place(node), values, nearest(given, names))


def _wanted(code: str) -> Callable[[ErrorDetails, Spot], Fault]:
    def read(_details: ErrorDetails, spot: Spot) -> Fault:
        return Fault(code, value_place(spot.node), {"given": shown(spot.node.content)})

    return read


def _mapping_wanted(_details: ErrorDetails, spot: Spot) -> Fault:
    node = spot.node
    if node.plain and isinstance(node.content, str) and _FULL_WIDTH_COLON in node.content:
        place = Place(node.place.line, node.place.column + node.content.index(_FULL_WIDTH_COLON))
        return Fault("PB103", place, {"given": _FULL_WIDTH_COLON, "wanted": ":"})
    return Fault("PB221", value_place(node), {"given": shown(node.content)})


def _beyond(code: str, name: str) -> Callable[[ErrorDetails, Spot], Fault]:
    def read(details: ErrorDetails, spot: Spot) -> Fault:
        ((kind, limit),) = details["ctx"].items()
        allowed = limit + {"gt": 1, "lt": -1}.get(kind, 0)
        values = {"given": shown(spot.node.content), name: _in_unit(allowed, _facet(spot.schema, "x-unit", ""))}
        return Fault(code, value_place(spot.node), values)

    return read


def _facet(schema: Schema, name: str, otherwise: T) -> T:
    """Return what a schema, or a part of its union, says under `name`."""
    options = (schema, *schema.get("anyOf", ()))
    return next((option[name] for option in options if name in option), otherwise)


def _in_unit(limit: int, unit: str) -> str:
    if unit == "span":
        return spoken_duration(limit)
    return f"{limit // 60}:{limit % 60:02}" if unit == "minute" else str(limit)


def _length(code: str, least: str, most: str) -> Callable[[ErrorDetails, Spot], Fault]:
    def read(_details: ErrorDetails, spot: Spot) -> Fault:
        content = spot.node.content
        given = len(content) if isinstance(content, list) else shown(spot.node.content)
        limits = {"least": _facet(spot.schema, least, 0), "most": _facet(spot.schema, most, _NO_LIMIT)}
        return Fault(code, value_place(spot.node), {"given": given, **limits})

    return read


def _other(details: ErrorDetails, spot: Spot) -> Fault:
    why = str(details.get("ctx", {}).get("error", details["msg"]))
    return Fault(
        "PB227", value_place(spot.node), {"given": shown(spot.node.content), "why": why, "help": _help(spot.schema)}
    )


def _out_of_form(_details: ErrorDetails, spot: Spot) -> Fault:
    return Fault("PB228", value_place(spot.node), {"given": shown(spot.node.content), "help": _help(spot.schema)})


_Reader = Callable[[ErrorDetails, Spot], Fault]
_READERS: Mapping[str, _Reader] = {
    "missing": _missing,
    "union_tag_not_found": _missing,
    "extra_forbidden": _extra,
    "union_tag_invalid": _unknown_tag,
    "literal_error": _not_among,
    "enum": _not_among,
    "string_pattern_mismatch": _out_of_form,
    "string_type": _wanted("PB201"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _wanted("PB202")),
    **dict.fromkeys(("bool_type", "bool_parsing"), _wanted("PB216")),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), _wanted("PB226")),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), _mapping_wanted),
    **dict.fromkeys(("greater_than", "greater_than_equal"), _beyond("PB222", "least")),
    **dict.fromkeys(("less_than", "less_than_equal"), _beyond("PB223", "most")),
    **dict.fromkeys(("string_too_short", "string_too_long"), _length("PB224", "minLength", "maxLength")),
    **dict.fromkeys(("too_short", "too_long"), _length("PB225", "minItems", "maxItems")),
}
"""How each kind of pydantic's errors is read."""
