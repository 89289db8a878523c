from typing import Any

import pytest
from pydantic import Field

from tests.kernel.playbook.toys import TOYS, Speech
from tongpin.kernel.playbook.schema import schema
from tongpin.kernel.playbook.section import Section, help_of


@pytest.fixture
def exported() -> dict[str, Any]:
    return schema(TOYS)


def words_in(node: object) -> set[str]:
    if isinstance(node, list):
        return {word for each in node for word in words_in(each)}
    if isinstance(node, dict):
        return {*node, *(word for each in node.values() for word in words_in(each))}
    return set()


def test_an_editor_knows_every_section_and_that_the_head_must_be_there(exported: dict[str, Any]) -> None:
    assert exported["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert exported["properties"] == {
        "tongpin": {"const": 1, "description": "剧本格式的版本，写 1"},
        "community": {
            "$ref": "#/definitions/CommunitySection",
            "description": "社群的名称、时区、语言、宗旨和价值观",
        },
        "speech": {"$ref": "#/definitions/Speech"},
        "ladder": {"$ref": "#/definitions/Ladder"},
    }
    assert (exported["required"], exported["additionalProperties"]) == (["tongpin", "community"], False)


def test_fields_are_described_in_chinese_and_offer_what_may_stand_there(exported: dict[str, Any]) -> None:
    assert exported["definitions"]["Words"]["properties"]["do"] == {
        "description": "怎么处理",
        "enum": ["remind", "提醒", "recall", "撤回", "remove", "移出", "踢出", "hold"],
        "default": "remind",
        "type": "string",
    }
    flood = exported["definitions"]["Flood"]["properties"]["within"]
    assert (flood["description"], flood["default"]) == ("多长时间里", "1m")
    assert exported["definitions"]["Words"]["properties"]["words"]["oneOf"][1]["required"] == ["file"]


def test_a_field_named_like_a_word_of_json_schema_is_kept(exported: dict[str, Any]) -> None:
    assert exported["definitions"]["Speech"]["properties"]["title"]["description"] == "标题"


def test_nothing_is_said_that_draft_7_does_not_know(exported: dict[str, Any]) -> None:
    assert not words_in(exported) & {"$defs", "discriminator", "x-help", "x-unit"}


def test_a_schema_without_capabilities_is_one_of_the_head() -> None:
    assert sorted(schema([])["definitions"]) == ["CommunitySection"]


def test_the_help_of_a_field_is_in_both_languages() -> None:
    assert help_of(Speech.model_fields["title"]) == ("标题", "Title")


def test_a_field_without_help_in_both_languages_is_a_mistake_of_its_maker() -> None:
    class Careless(Section):
        silent: str = ""
        half: str = Field(default="", json_schema_extra={"x-help": "x"})

    for name in ("silent", "half"):
        with pytest.raises(TypeError):
            help_of(Careless.model_fields[name])
