"""What a method of a view takes and answers, as declared data for the OpenAPI schema.

A `Declared` view's GET is described by its `parameters()` and `answers()`; the methods that write,
and a GET that answers in more ways, by an `Operation` each in the view's `operations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rest_framework.serializers import BaseSerializer

from policyapi.rest.parameters import Parameter
from policyapi.rest.values import Pattern, Text

JSON = "application/json"
Type = type[BaseSerializer[Any]] | type | Mapping[str, Any]
"""A serializer, a basic type such as `str` and `bytes`, or an OpenAPI schema as it is."""

IDEMPOTENCY_KEY = Parameter(
    "Idempotency-Key",
    Pattern(r"[!-~]{1,200}", "1 to 200 printable ASCII characters"),
    "Any string of the client's, one for each thing that it wants done: a request that is sent "
    "again with it is not done again, and gets the first one's answer.",
    example="7c1f6e52-9a0b-4f6e-8a55-0b0f8f9f3a11",
)
IF_MATCH = Parameter(
    "If-Match",
    Text(200),
    "The ETag of the answer that the change was made from; 412 where the document has changed "
    "since.",
    required=True,
    example='"1042-5d41402abc4b2a76"',
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one view.

    `answers` are the good ones; a status with no media type has no body. Of the `problems` those
    that every operation may give need not be named: a text here replaces the common one. With a
    `scope` a key is needed that has it, and 401 and 403 come by themselves.
    """

    id: str
    summary: str
    body: Mapping[str, Type] = field(default_factory=dict)
    answers: Mapping[int, Mapping[str, Type]] = field(default_factory=dict)
    problems: Mapping[int, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    headers: tuple[Parameter, ...] = ()
    scope: str = ""
    description: str = ""
