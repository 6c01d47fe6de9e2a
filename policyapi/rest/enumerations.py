"""Closed lists in the OpenAPI schema: each stands once, under a name that clients can use.

Hooks of drf-spectacular, which change the finished schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_SAME = ("fields", "omit")
"""Parameters of an operation that take the same names."""


def tidy(result: Schema, **_: Any) -> Schema:
    """Null is a type, and a value needs no label that says the same."""
    schemas = result["components"]["schemas"]
    for schema in schemas.values():
        if "enum" in schema and "description" in schema:
            lines = (line for line in schema["description"].split("\n") if not _repeats(line))
            schema["description"] = "\n".join(lines).strip()
            if not schema["description"]:
                del schema["description"]
    if schemas.pop("NullEnum", None):
        _replace(result, {"$ref": "#/components/schemas/NullEnum"}, {"type": "null"})
    return result


def name_parameters(result: Schema, **_: Any) -> Schema:
    """Give the lists that parameters are held to a component each, those of the answers too."""
    schemas = result["components"]["schemas"]
    names = {_values(schema): name for name, schema in schemas.items() if "enum" in schema}
    for operation, parameter, schema in _closed(result):
        title = schema.pop("title", None)
        own = f"{_pascal(operation)}{'Key' if parameter in _SAME else _pascal(parameter)}"
        name = names.setdefault(_values(schema), title or own)
        schemas.setdefault(name, dict(schema))
        schema.clear()
        schema["$ref"] = f"#/components/schemas/{name}"
    return result


def _closed(result: Schema) -> Iterator[tuple[str, str, Schema]]:
    """(operation id, name, schema) of every parameter that takes a closed list."""
    for methods in result["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                schema = parameter["schema"]
                schema = schema.get("items", schema)
                if "enum" in schema:
                    yield operation["operationId"], parameter["name"], schema


def _values(schema: Schema) -> frozenset[Any]:
    return frozenset(schema["enum"])


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.replace("-", "_").split("_"))


def _repeats(line: str) -> bool:
    """Whether a line of an enumeration only says a value twice: * `决定` - 决定."""
    value, _, label = line.removeprefix("* `").partition("` - ")
    return bool(label) and value == label


def _replace(node: Any, old: Schema, new: Schema) -> None:
    """Put one schema in the place of another, wherever it stands in a list."""
    if isinstance(node, list):
        node[:] = [new if item == old else item for item in node]
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _replace(item, old, new)
