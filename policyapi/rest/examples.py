"""The examples of the OpenAPI schema: requests, and what the demo's content answers to them.

They stand in fixtures/examples.json; a test asks them all, and holds the file to the answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from policyapi.environment import BASE_DIR

Schema = dict[str, Any]
FILE = BASE_DIR / "fixtures" / "examples.json"


def add_examples(result: Schema, **_: Any) -> Schema:
    """drf-spectacular's hook: each example beside what it is of."""
    exchanges = json.loads(FILE.read_text("utf-8"))
    for operation in _operations(result):
        for exchange in exchanges:
            if exchange["operation"] == operation["operationId"]:
                _add(result, operation, exchange)
    return result


def _operations(result: Schema) -> Iterator[Schema]:
    for methods in result["paths"].values():
        yield from methods.values()


def _add(result: Schema, operation: Schema, exchange: Schema) -> None:
    says, name = exchange["says"], _name(exchange["says"])
    if "body" in exchange:
        content = operation["requestBody"]["content"]["application/json"]
        content.setdefault("examples", {})[name] = {"summary": says, "value": exchange["body"]}
    if "answer" not in exchange:
        return
    response = operation["responses"][str(exchange["status"])]
    if "$ref" in response:
        return
    content = response["content"]["application/json"]
    example = {"summary": says, "description": _request_line(exchange), "value": exchange["answer"]}
    content.setdefault("examples", {})[name] = example


def _request_line(exchange: Schema) -> str:
    query = urlencode(exchange.get("query", {}), safe=",")
    path = re.sub(r"{\w+}", "…", exchange["path"])
    return f"`{exchange['method']} {path}{'?' if query else ''}{query}`"


def _name(says: str) -> str:
    return "".join(part.title() for part in says.replace(",", "").replace("'", "").split())
