"""Every sentence is said in some case, with all the fields that it needs."""

from typing import Any

from tests.conformance.cases import cases_beside
from tests.conformance.sentences import sentences_of

SAID = [word["Say"] for case in cases_beside(__file__) for word in case.then.get("actions") or () if "Say" in word]


def nested(fields: dict[str, Any]) -> set[str]:
    return {value for name, value in fields.items() if name.endswith("_said") and value}


def test_every_sentence_is_said_in_some_case() -> None:
    said = {each["sentence"] for each in SAID} | {name for each in SAID for name in nested(each.get("fields", {}))}
    assert {name.removeprefix("sanctions.") for name in said if name.startswith("sanctions.")} == set(
        sentences_of("sanctions")
    )


def test_every_sentence_has_all_its_fields() -> None:
    for each in SAID:
        needed = sentences_of("sanctions")[each["sentence"].removeprefix("sanctions.")]["fields"]
        assert set(needed) <= set(each.get("fields", {}))
