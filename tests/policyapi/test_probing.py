"""A short run of schemathesis, the same every time; `make soak` has the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyapi.rest.problem_kinds import KINDS as KINDS_OF_PROBLEMS
from tests.contract import Schema, contract
from tests.documented import (
    IN_BODIES,
    KINDS,
    REFUSALS,
    Asked,
    is_documented,
    is_good_in_an_address,
)
from tests.probing import make_key, probe


@pytest.mark.timeout(120, func_only=True)
def test_a_short_run_finds_nothing(demo_server: str, tmp_path: Path) -> None:
    options = ("--generation-deterministic", "--max-examples=3")
    done = probe(demo_server, make_key(), tmp_path, "--phases=examples,fuzzing,stateful", *options)
    assert done.returncode == 0, done.said
    assert done.cases > 100


def query_of(path: str) -> dict[str, Schema]:
    """The parameters of a list, by their names."""
    declared = contract()["paths"][path]["get"]["parameters"]
    return {parameter["name"]: parameter for parameter in declared if parameter["in"] == "query"}


class TestDocumented:
    """What may be refused although each value is as the schema says."""

    @pytest.mark.parametrize(
        ("errors", "query", "expected"),
        [
            ({"cursor": ["…"]}, {"cursor": "abc"}, True),
            ({"cursor": ["…"]}, {"cursor": ""}, False),
            ({"cursor": ["…"]}, {}, False),
            ({"page": ["…"]}, {"page": "9"}, True),
            ({"page": ["…"], "q": ["…"]}, {"page": "9", "q": "a"}, False),
            ({"ordering": ["…"]}, {"ordering": "relevance"}, True),
            ({"ordering": ["…"]}, {"ordering": "relevance", "q": "水"}, False),
            ({"ordering": ["…"]}, {"ordering": "title"}, False),
            ({"dialect": ["…"]}, {"dialect": "excel", "format": "csv"}, False),
            ({"issuer": ["…"]}, {"issuer": "gov-100000"}, False),
            ({}, {}, False),
        ],
    )
    def test_of_a_query(
        self, errors: dict[str, list[str]], query: dict[str, str], expected: bool
    ) -> None:
        kind = "/api/v1/problems/invalid-parameters/"
        assert is_documented({"type": kind, "errors": errors}, Asked(query)) is expected

    @pytest.mark.parametrize(
        ("kind", "asked", "expected"),
        [
            ("precondition-failed", Asked(headers={"If-Match": '"1"'}, has_body=True), True),
            ("precondition-failed", Asked(has_body=True), False),
            ("conflict", Asked(has_body=True), True),
            ("conflict", Asked(names_one=True), False),
            ("refused", Asked(has_body=True), True),
            ("refused", Asked(), False),
            ("unprocessable", Asked(headers={"Idempotency-Key": "a"}, has_body=True), True),
            ("unprocessable", Asked(has_body=True), False),
            ("gone", Asked(names_one=True), True),
            ("gone", Asked(), False),
            ("not-found", Asked(names_one=True), False),
        ],
    )
    def test_of_what_is_stored(self, kind: str, asked: Asked, expected: bool) -> None:
        assert is_documented({"type": f"/api/v1/problems/{kind}/"}, asked) is expected

    @pytest.mark.parametrize(
        ("named", "sent", "expected"),
        [
            ("parameter `omit`", {"omit": [""]}, True),
            ("parameters `fields`, `omit`", {"fields": ["slug,name"], "omit": [""]}, True),
            ("parameters `fields`, `page_size`", {"fields": [""]}, True),
            ("parameters `omit`, `body_tree`", {"omit": [""], "body_tree": ["null"]}, True),
            ("parameter `page_size`", {"page_size": ["5"]}, True),
            ("parameter `page_size`", {"page_size": ["500"]}, False),
            ("parameter `page_size`", {"page_size": ["5", "6"]}, False),
            ("parameter `system`", {"system": ["party", "none"]}, False),
            ("parameter `omit`", {"omit": ["x"]}, False),
            ("parameter `q`", {"q": ["\x00"]}, False),
            ("parameters `omit`, `page`", {"omit": [""], "page": ["x"]}, False),
        ],
    )
    def test_of_an_address(self, named: str, sent: dict[str, list[str]], expected: bool) -> None:
        message = f"Invalid data …\nInvalid component: {named} in query - violates `enum` at /a"
        parameters = query_of("/api/v1/bodies/")
        assert is_good_in_an_address(message, sent, parameters) is expected

    def test_of_what_is_required(self) -> None:
        message = "Invalid component: parameters `q`, `limit` in query - violates `type` at /q"
        parameters = query_of("/api/v1/suggest/")
        assert is_good_in_an_address(message, {"q": ["水"]}, parameters)
        assert not is_good_in_an_address(message, {}, parameters)

    def test_of_a_header(self) -> None:
        message = "Invalid component: parameter `If-Match` in header"
        assert not is_good_in_an_address(message, {}, query_of("/api/v1/bodies/"))

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("metadata.region", True), ("issuers[3].body", True), ("metadata.title", False)],
    )
    def test_of_a_body(self, name: str, expected: bool) -> None:
        problem = {"type": "/api/v1/problems/invalid-parameters/", "errors": {name: ["…"]}}
        assert is_documented(problem, Asked(has_body=True)) is expected
        assert not is_documented(problem, Asked())

    def test_every_refusal_is_of_something_there(self) -> None:
        operations = [o for methods in contract()["paths"].values() for o in methods.values()]
        assert REFUSALS.keys() <= {p["name"] for o in operations for p in o.get("parameters", ())}
        metadata = contract()["components"]["schemas"]["Metadata"]["properties"]
        known = {name for name in metadata if IN_BODIES.fullmatch(name)}
        assert known == {"kind", "meeting", "region"}
        assert {kind.slug for kind in KINDS_OF_PROBLEMS.values()} >= KINDS.keys()
