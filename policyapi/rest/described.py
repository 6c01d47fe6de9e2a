"""Declared parameters as the OpenAPI schema shows them."""

from __future__ import annotations

from typing import Literal

from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from policyapi.rest.parameters import Parameter


def described(
    parameter: Parameter, location: Literal["query", "header"] = OpenApiParameter.QUERY
) -> OpenApiParameter:
    """A declared parameter as drf-spectacular takes it."""
    schema = dict(parameter.value.schema)
    apart = parameter.many and not parameter.commas and schema.get("type") != "array"
    if parameter.blank:
        schema["minLength"] = 0
        if "pattern" in schema:
            schema["pattern"] = f"^({schema['pattern'][1:-1]})?$"
    if parameter.many and schema.get("type") != "array":
        least = {"minItems": 1} if parameter.commas else {}
        schema = {"type": "array", "items": schema, **least}
    listed = schema.get("type") == "array"
    value = parameter.example.split(",") if listed and parameter.example else parameter.example
    # The page of documentation fills every example in, so only what is needed has one as such.
    is_shown = parameter.required and value is not None
    examples = [OpenApiExample(parameter.name, value=value)] if is_shown else []
    said = "" if value is None or parameter.required else f" For example `{parameter.example}`."
    return OpenApiParameter(
        parameter.name,
        schema,
        location,
        required=parameter.required,
        description=f"{parameter.help}{said}",
        explode=apart if listed else None,
        examples=examples,
    )
