"""What the operations of the OpenAPI schema refer to by name: problems, headers, kinds of keys."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from policyapi.rest.errors import MEDIA_TYPE

Schema = dict[str, Any]

PROBLEMS = {
    400: "A parameter is unknown, malformed or out of range; `errors` names it.",
    401: "The key is unknown, revoked or expired, or one is needed and there is none.",
    403: "The key does not have the scope that this needs.",
    404: "There is no such object.",
    406: "Accept names nothing that is offered.",
    409: "Another object has this already; the problem names it.",
    412: "The object has changed since the version that If-Match names.",
    413: "The body is larger than is taken.",
    414: "The address is longer than the 8,190 bytes that a request line may take.",
    415: "The body is in a form that is not taken.",
    422: "The Idempotency-Key came before with another request.",
    428: "If-Match is missing.",
    429: "The limit is reached; Retry-After says when to go on.",
    503: "The database is overloaded; Retry-After says when to try again.",
}
"""Status → what it means wherever nothing more exact is said."""

ALWAYS = (400, 401, 406, 414, 429, 503)
"""Statuses that any operation may give; with 404 where its path names an object."""


def _text(description: str) -> Schema:
    return {"description": description, "schema": {"type": "string"}}


_ALWAYS_THERE = {"required": True}
HEADERS: dict[str, Schema] = {
    "X-Request-ID": _text("Names the request in the service's log; problems repeat it.")
    | _ALWAYS_THERE,
    "Retry-After": {
        "description": "Seconds after which to try again.",
        "schema": {"type": "integer", "minimum": 0},
        **_ALWAYS_THERE,
    },
    "WWW-Authenticate": _text("How to give a key.") | _ALWAYS_THERE,
    "ETag": {
        "description": "The version of this answer, for If-None-Match and If-Match.",
        "schema": {"type": "string", "pattern": '^"[^"]+"$'},
    },
    "Last-Modified": _text("When what the answer is made of last changed."),
    "Cache-Control": _text("Answers may be kept, and are asked for again with If-None-Match."),
    "RateLimit-Policy": _text("The limit: `q` requests in `w` seconds."),
    "RateLimit": _text("What is left of it: `r` requests, for `t` seconds."),
    "Link": _text("Addresses of the same in other forms, and of the pages around this one."),
    "Location": {
        "description": "The address of what was made.",
        "schema": {"type": "string", "format": "uri"},
        **_ALWAYS_THERE,
    },
}
_COMMON = ("X-Request-ID",)
_LIMITED = ("RateLimit-Policy", "RateLimit")
_KEPT = ("ETag", "Last-Modified", "Cache-Control", *_LIMITED)
_BY_STATUS = {
    200: (*_KEPT, "Link"),
    201: ("ETag", "Location", *_LIMITED),
    206: _KEPT,
    304: _KEPT,
    401: ("WWW-Authenticate",),
    429: ("Retry-After", *_LIMITED),
    503: ("Retry-After",),
}

SECURITY: dict[str, Schema] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key that the service's operator gave: `Authorization: Bearer KEY`. "
        "Reading needs none; with one the limits are higher.",
    },
    "keyHeader": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Api-Key",
        "description": "The same key, where Authorization is taken.",
    },
}
KEYS: list[Schema] = [{name: []} for name in SECURITY]


def response_name(status: int) -> str:
    """The component of a problem: 404 → NotFound."""
    return HTTPStatus(status).name.title().replace("_", "")


def headers_of(status: int, *more: str) -> Schema:
    """References to the headers that an answer has."""
    names = (*_COMMON, *_BY_STATUS.get(status, ()), *more)
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def problem_response(status: int, text: str) -> Schema:
    """An answer that is a problem document."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": text,
        "headers": headers_of(status),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }


def without_suffixes(endpoints: list[Any]) -> list[Any]:
    """drf-spectacular's hook: documents.csv is documents/ in another form, not one more address."""
    return [endpoint for endpoint in endpoints if not endpoint[0].endswith("{format}")]


def add_components(result: Schema, **_: Any) -> Schema:
    """drf-spectacular's hook: puts what is here into the finished schema."""
    result["components"] |= {
        "headers": HEADERS,
        "responses": {response_name(s): problem_response(s, t) for s, t in PROBLEMS.items()},
        "securitySchemes": SECURITY,
    }
    return result
