"""The document rubric-explanation/1: its keys, its schema, its texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve

from rubric_dsl import rendering
from rubric_dsl.explanation.account import Account
from rubric_dsl.rendering import render
from rubric_dsl.rendering.json import as_dict

SCHEMA_FILE = Path(rendering.__file__).with_name("explanation.schema.json")
PUBLISHED = Path(__file__).parents[2] / "docs" / "explanation.schema.json"


@pytest.fixture
def schema() -> dict[str, Any]:
    loaded = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def valid(document: object, schema: dict[str, Any]) -> None:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(document)


def test_schema_itself_is_valid_and_described(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)

    def undescribed(node: Any, path: str) -> list[str]:
        found = []
        for name, inner in node.get("properties", {}).items():
            here = f"{path}/{name}"
            if "description" not in inner:
                found.append(here)
            for part in (inner, *inner.get("anyOf", ()), inner.get("items", {})):
                found += undescribed(part, here)
        return found

    assert undescribed(schema, "") + undescribed(schema["$defs"]["criterion"], "criterion") == []


def test_schema_in_docs_is_the_packaged_one() -> None:
    assert PUBLISHED.read_bytes() == SCHEMA_FILE.read_bytes()


def test_document_of_account_follows_the_schema(either: Account, schema: dict[str, Any]) -> None:
    valid(json.loads(render(either, "json")), schema)


def test_document_of_excluded_subject_keeps_the_total_without_figures(
    excluded: Account, schema: dict[str, Any]
) -> None:
    document = as_dict(excluded)
    valid(document, schema)
    assert document["outcome"] == "excluded"
    assert document["reason"] == "withdrew midway"
    assert document["total"]["exact"] is None
    assert document["total"]["published"] is None
    assert document["total"]["max"] == "100"


def test_document_has_exactly_the_keys_of_the_schema(english: Account, schema: dict[str, Any]) -> None:
    def same(value: Any, part: dict[str, Any]) -> None:
        if "$ref" in part:
            part = schema["$defs"][part["$ref"].rpartition("/")[2]]
        if isinstance(value, dict) and "properties" in part:
            assert list(value) == list(part["properties"]) == part["required"]
            for key, inner in value.items():
                options = [part["properties"][key], *part["properties"][key].get("anyOf", ())]
                same(inner, next((o for o in options if "properties" in o or "items" in o), options[0]))
        elif isinstance(value, list) and "items" in part:
            for inner in value:
                same(inner, part["items"])

    same(as_dict(english), schema)


@pytest.mark.parametrize("wrong", ["0.5", "4/6x", "+3", "-0", "007", "3/0", ""])
def test_schema_refuses_inexact_number(wrong: str, english: Account, schema: dict[str, Any]) -> None:
    document: Any = as_dict(english)
    document["criteria"][0]["points"] = wrong
    with pytest.raises(jsonschema.ValidationError):
        valid(document, schema)


def test_criterion_carries_what_its_line_says(english: Account) -> None:
    node = next(c for c in as_dict(english)["criteria"] if c["id"] == "matchmaking")
    assert node["path"] == "credit/matchmaking"
    assert (node["points"], node["max"], node["lost"]) == ("24", "30", "6")
    assert node["observed"] == {"matchmaking_events": "8"}
    assert node["arithmetic"] == ["10 − 8 = 2 missing", "30 − 2 × 3 = 24"]
    assert (node["weighted"], node["weighted_max"]) == ("36/5", "9")
    assert node["next"] is not None
    assert node["next"]["gain_total"] == "9/10"


def test_criteria_are_all_nodes_in_file_order(english: Account) -> None:
    criteria = as_dict(english)["criteria"]
    assert [c["path"] for c in criteria] == [line.path for line in english.lines]
    assert {c["kind"] for c in criteria} == {"section", "criterion"}


def test_text_survives_as_written_and_no_control_is_bare(hostile: Account) -> None:
    text = render(hostile, "json")
    assert json.loads(text)["rubric"]["title"] == hostile.title
    assert not any(ord(c) < 0x20 and c != "\n" for c in text)
    assert "\x9b" not in text
    assert "\u202e" not in text
    text.encode("utf-8")


def test_chinese_is_readable_in_the_text(chinese: Account) -> None:
    assert "信用贷款改革试点" in render(chinese, "json")


def test_half_of_a_surrogate_pair_is_escaped(english: Account) -> None:
    text = render(evolve(english, title="\ud83d"), "json")
    assert '"\\ud83d"' in text
    text.encode("utf-8")
