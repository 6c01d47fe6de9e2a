"""openapi.yaml as the tests hold answers to it: types, and no key that it does not name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[1]
Schema = dict[str, Any]


@cache
def contract() -> Schema:
    loaded: Schema = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))
    for schema in loaded["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return loaded


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Paths as regular expressions, those without parameters first."""
    paths = sorted(contract()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"{\w+}", "[^/]+", path)), path) for path in paths]


def template_of(path: str) -> str | None:
    return next((found for pattern, found in _templates() if pattern.fullmatch(path)), None)


@cache
def _validator(path: str, status: str, media_type: str) -> Draft202012Validator:
    answer = contract()["paths"][path]["get"]["responses"][status]
    schema = answer["content"][media_type]["schema"]
    return Draft202012Validator({**schema, "components": contract()["components"]})


def assert_as_promised(path: str, status: int, media_type: str, body: Any) -> None:
    """Fails with the first difference between an answer and the contract."""
    template = template_of(path)
    if template is None:
        return
    errors = _validator(template, str(status), media_type).iter_errors(body)
    error = next(errors, None)
    assert error is None, f"{template}: {error.json_path} {error.message}"
