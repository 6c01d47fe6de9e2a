"""openapi.yaml as every answer of the whole suite is held to it.

Each response that Django gives under /api/v1/ while tests run, to a test client as to a live
server of the same process, must have a status, a media type, headers and a body that the file
declares for its operation, and no key that it does not name. `differences` gathers what is not
so; the fixture `as_promised` of tests/conftest.py fails the test during which it was found.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
import zstandard
from django.http import HttpRequest, HttpResponseBase
from jsonschema_rs import Draft202012Validator

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "/api/v1/"
UNDECLARED = ("/api/v1/schema/", "/api/v1/docs/")
"""Addresses that openapi.yaml leaves out: itself, and its page."""
_SUFFIX = re.compile(r"\.[a-z]+$")
Schema = dict[str, Any]

differences: list[str] = []


@cache
def contract() -> Schema:
    loaded: Schema = yaml.load((ROOT / "openapi.yaml").read_text("utf-8"), yaml.CSafeLoader)
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
    """The declared path of an address, which may end in a suffix: documents.csv is documents/."""
    found = (template for pattern, template in _templates() if pattern.fullmatch(path))
    whole = _SUFFIX.sub("/", path)
    return next(found, None) or (template_of(whole) if whole != path else None)


@cache
def validator(schema: str) -> Draft202012Validator:
    """Of a schema, as JSON, that may refer to the components."""
    whole = {**json.loads(schema), "components": contract()["components"]}
    return Draft202012Validator(whole, validate_formats=True)


def resolved(node: Schema) -> Schema:
    """What a reference refers to."""
    while "$ref" in node:
        _, *parts = node["$ref"].split("/")
        node = contract()
        for part in parts:
            node = node[part]
    return node


def examine(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note every difference between an answer and the contract."""
    method = "get" if request.method == "HEAD" else str(request.method).lower()
    template = template_of(request.path)
    if not request.path.startswith(PREFIX) or request.path in UNDECLARED or method == "options":
        return
    if response.status_code == 404 and _SUFFIX.search(request.path):
        template = None  # whatever the address without its suffix would have answered
    operation = contract()["paths"].get(template, {}).get(method)
    found = _no_operation(response) if operation is None else _differences(operation, response)
    line = f"{request.method} {request.get_full_path()[:200]} {response.status_code}"
    differences.extend(f"{line}: {difference}" for difference in found)


def _no_operation(response: HttpResponseBase) -> Iterator[str]:
    """What is not declared must lead to where it is meant, or be refused as a problem."""
    if response.status_code == 308:
        return
    if response.status_code < 400:
        yield "openapi.yaml has no such operation"
    else:
        yield from _body_differences({"$ref": "#/components/schemas/Problem"}, response)


def _differences(operation: Schema, response: HttpResponseBase) -> Iterator[str]:
    if response.status_code == 500:
        return
    declared = operation["responses"].get(str(response.status_code))
    if declared is None:
        yield f"the status is not declared; it said {_text(response)[:300]}"
        return
    declared = resolved(declared)
    for name, header in declared.get("headers", {}).items():
        header = resolved(header)
        if name in response.headers:
            checker = validator(json.dumps(header["schema"]))
            yield from _errors(checker, _typed(header["schema"], response.headers[name]), name)
        elif header.get("required"):
            yield f"the header {name} is missing"
    yield from _content_differences(declared.get("content", {}), response)


def _content_differences(content: Schema, response: HttpResponseBase) -> Iterator[str]:
    media_type = response.headers.get("Content-Type", "").split(";")[0]
    if media_type == "text/html":
        return
    if media_type not in content and (content or not _is_empty(response)):
        yield f"the media type {media_type!r} is not declared"
    elif media_type.endswith("json"):
        yield from _body_differences(content[media_type]["schema"], response)


def _body_differences(schema: Schema, response: HttpResponseBase) -> Iterator[str]:
    text = _text(response)
    if text:
        yield from nearest(schema, json.loads(text))


def nearest(schema: Schema, body: Any) -> list[str]:
    """What is wrong by the alternative of which the least is wrong."""
    alternatives = schema.get("anyOf", [schema])
    found = [list(_errors(validator(json.dumps(one)), body, "body")) for one in alternatives]
    return min(found, key=len)


def _errors(checker: Draft202012Validator, value: Any, what: str) -> Iterator[str]:
    for error in checker.iter_errors(value):
        place = "".join(f"[{part!r}]" for part in error.instance_path)
        yield f"{what}{place}: {error.message[:300]}"


def _typed(schema: Schema, value: str) -> Any:
    return int(value) if schema.get("type") == "integer" and value.isdecimal() else value


def _is_empty(response: HttpResponseBase) -> bool:
    return not getattr(response, "streaming", False) and not getattr(response, "content", b"")


def _text(response: HttpResponseBase) -> str:
    """The body, unpacked; of one that is streamed nothing."""
    body: bytes = getattr(response, "content", b"") if not response.streaming else b""
    coding = response.headers.get("Content-Encoding", "")
    if coding == "gzip":
        body = gzip.decompress(body)
    elif coding == "zstd":
        body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
    return body.decode("utf-8", "replace")
