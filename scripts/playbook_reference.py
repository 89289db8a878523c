"""Makes `docs/playbook-reference.md`: every key of a playbook, as the sections themselves describe it.

`python scripts/playbook_reference.py` writes the page anew. A test sees that it says nothing that is no longer so.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tongpin.kernel.playbook.playbook import CommunitySection
from tongpin.kernel.playbook.section import help_of
from tongpin.kernel.playbook.values import Reads
from tongpin.project.wiring import CAPABILITIES

TARGET = Path(__file__).parents[1] / "docs/playbook-reference.md"
HEAD = """\
# 剧本里的每一个键 · Every key of a playbook

怎样写剧本，见 [playbook.md](playbook.md)。How a playbook is written: [playbook.md](playbook.md).

<!-- Made by scripts/playbook_reference.py from the code. -->
"""
COLUMNS = "| 键 · key | 含义 | meaning | 例子 · examples | 不写则 · default |\n| --- | --- | --- | --- | --- |"
MOST_EXAMPLES = 4
NEEDED = "必写 · needed"


def page() -> str:
    """The whole page."""
    seen: set[type[BaseModel]] = set()
    sections: dict[str, type[BaseModel]] = {"community": CommunitySection}
    sections |= {each.name: each.section for each in CAPABILITIES}
    return "\n".join([HEAD, *(line for name, section in sections.items() for line in tables(name, section, seen))])


def tables(path: str, model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """The table of a model, and those of the models in it that were not shown before."""
    seen.add(model)
    yield from table(f"`{path}`", model.model_fields)
    for name, field in model.model_fields.items():
        place = f"{path}.{field.alias or name}"
        inner = [each for each in models_in(field.annotation) if each not in seen]
        if len(inner) == 1:
            yield from tables(place, inner[0], seen)
        elif inner:
            yield from alternatives(place, inner, seen)


def alternatives(path: str, models: list[type[BaseModel]], seen: set[type[BaseModel]]) -> Iterator[str]:
    """What several models in one place share, then what each has of its own; its first field says which it is."""
    seen.update(models)
    (base,) = {model.__base__ for model in models}
    shared = base.model_fields if base and issubclass(base, BaseModel) else {}
    yield from table(f"`{path}`", shared)
    for model in models:
        own = {name: field for name, field in model.model_fields.items() if name not in shared}
        kind = next(iter(own))
        yield from table(f"`{path}`: {' · '.join(f'`{each}`' for each in get_args(own.pop(kind).annotation))}", own)


def table(title: str, fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    yield f"## {title}\n\n{COLUMNS}"
    for name, field in fields.items():
        said = help_of(field)
        cells = [f"`{field.alias or name}`", said.zh, said.en, examples(field), default(field)]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a field's annotation mentions, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def examples(field: FieldInfo) -> str:
    """What may stand there, as the type or the field itself says it to editors."""
    own: dict[str, Any] = {"examples": field.examples or []}
    for schema in [own, *(each.schema for each in field.metadata if isinstance(each, Reads))]:
        for branch in [schema, *schema.get("anyOf", ())]:
            if found := branch.get("examples") or branch.get("enum"):
                return ", ".join(f"`{written(each)}`" for each in found[:MOST_EXAMPLES])
    return ""


def default(field: FieldInfo) -> str:
    if field.is_required():
        return NEEDED
    value = field.default
    if value is None or value in ("", (), {}) or isinstance(value, BaseModel):
        return ""
    return f"`{written(value)}`"


def written(value: object) -> str:
    """A value on one line, as YAML has it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode().replace('"', "").replace(":", ": ")


def main() -> None:
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{TARGET.name}: {len(CAPABILITIES) + 1} sections", file=sys.stderr)


if __name__ == "__main__":
    main()
