"""openapi.yaml says of everything what it is, under names that clients can use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from policyapi.rest.enumerations import tidy
from policyapi.rest.serializers import Problem, partial_of
from taxonomy.api.serializers import TermFull
from tests.contract import contract

SAYS_WHAT = ("type", "$ref", "anyOf", "oneOf", "allOf", "enum")
OPEN = {
    "the body of application/ld+json": "other vocabularies define what is in it",
}
"""What has no closed type, and why."""


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, operation)
        for path, methods in contract()["paths"].items()
        for operation in methods.values()
    ]


def untyped(schema: dict[str, Any], at: str) -> Iterator[str]:
    """Where a schema leaves open what may be there."""
    if not any(key in schema for key in SAYS_WHAT):
        yield at
    if schema.get("type") == "object" and not schema.keys() & {
        "properties",
        "additionalProperties",
    }:
        yield at
    for name, inner in schema.get("properties", {}).items():
        yield from untyped(inner, f"{at}.{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from untyped(schema[key], f"{at}[]")


def test_every_property_says_what_it_is() -> None:
    found = [
        place
        for name, schema in contract()["components"]["schemas"].items()
        for place in untyped(schema, name)
    ]
    assert found == []


def test_every_body_says_what_it_is() -> None:
    bodies = [
        (media_type, content["schema"])
        for _, operation in operations()
        for status, response in operation["responses"].items()
        for media_type, content in response.get("content", {}).items()
    ]
    found = {
        f"the body of {media_type}"
        for media_type, schema in bodies
        if list(untyped(schema, media_type))
    }
    assert found == OPEN.keys()


def test_operations_have_ids_tags_and_sentences() -> None:
    ids = [operation["operationId"] for _, operation in operations()]
    assert len(set(ids)) == len(ids)
    for path, operation in operations():
        assert operation["tags"], path
        assert operation["summary"], path
        assert "304" in operation["responses"] or not operation["operationId"].startswith("get_")


def test_no_name_is_made_up() -> None:
    names = contract()["components"]["schemas"]
    assert not [name for name in names if name.endswith("Enum")]


def test_writing_needs_a_key_and_reading_none() -> None:
    for path, methods in contract()["paths"].items():
        for method, operation in methods.items():
            is_open = {} in operation["security"]
            assert is_open == (method == "get" or "resolve" in path), path


def test_a_partial_answer_requires_nothing() -> None:
    whole, partial = TermFull(), partial_of(TermFull)()
    assert whole.fields.keys() == partial.fields.keys()
    assert any(field.required for field in whole.fields.values())
    assert not any(field.required for field in partial.fields.values())
    assert partial_of(Problem) is None


@pytest.mark.parametrize(
    ("said", "left"),
    [("* `决定` - 决定\n* `party` - 党委", "* `party` - 党委"), ("* `函` - 函", None)],
)
def test_a_label_that_repeats_its_value_is_left_out(said: str, left: str | None) -> None:
    schemas = {"Kind": {"enum": ["…"], "description": said}}
    tidy({"components": {"schemas": schemas}})
    assert schemas["Kind"].get("description") == left


def test_every_link_leads_on_from_an_example() -> None:
    """What it takes its key from is in an answer that was really given."""
    followed = 0
    for path, operation in operations():
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/json", {})
            answers = [example["value"] for example in content.get("examples", {}).values()]
            for name, link in response.get("links", {}).items():
                for pointer in link["parameters"].values():
                    keys = pointer.removeprefix("$response.body#/").split("/")
                    assert any(taken(keys, answer) for answer in answers), (path, status, name)
                    followed += 1
    assert followed > 20


def taken(keys: list[str], answer: Any) -> Any:
    """What stands at these keys of an answer; null where there is no such place."""
    for key in keys:
        try:
            answer = answer[int(key)] if isinstance(answer, list) else answer[key]
        except (IndexError, KeyError):
            return None
    return answer
