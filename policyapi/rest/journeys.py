"""Links of the OpenAPI schema: where what one operation answers leads to others.

Clients may show them, and tests that go through the API follow them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_NAMED = re.compile(r"(?P<list>.*/)\{(?P<key>\w+)\}/[\w-]*/?")
"""documents/{id}/text/ is reached from documents/ with an id."""


def add_links(result: Schema, **_: Any) -> Schema:
    """drf-spectacular's hook: from each list to its rows, from what was created to it."""
    for path, methods in result["paths"].items():
        found = _NAMED.fullmatch(path)
        if found and found["list"] in result["paths"]:
            for operation in methods.values():
                _link(result["paths"][found["list"]], operation["operationId"], found["key"])
    return result


def _link(sources: Schema, target: str, key: str) -> None:
    """Link the answers of a list, and of POST to it, to an operation on one thing."""
    name = "".join(part.title() for part in target.split("_"))
    for answer, pointer in _answers(sources, key):
        parameters = {key: f"$response.body#/{pointer}"}
        link = {"operationId": target, "parameters": parameters}
        answer.setdefault("links", {})[name] = link


def _answers(sources: Schema, key: str) -> Iterator[tuple[Schema, str]]:
    if "get" in sources:
        answer = sources["get"]["responses"]["200"]
        if answer["content"]["application/json"]["schema"].get("type") != "array":
            yield answer, f"results/0/{key}"
    created = sources.get("post", {}).get("responses", {})
    if "201" in created:
        yield created["201"], key
