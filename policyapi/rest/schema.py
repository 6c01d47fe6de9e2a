"""The OpenAPI schema out of what the views declare: parameters, item types, problems."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from policyapi.rest.errors import MEDIA_TYPE
from policyapi.rest.parameters import Parameter
from policyapi.rest.serializers import Problem

_PATH = {
    "id": "A document's id.",
    "slug": "The slug, as lists and references give it.",
    "code": "A region code of six digits.",
}
_PROBLEMS = {
    400: "A parameter is unknown, malformed or out of range; `errors` names it.",
    404: "There is no such object.",
    406: "Accept names nothing that is offered.",
    503: "The database is overloaded; Retry-After says when to try again.",
}


class Schema(AutoSchema):
    """Reads the declarations of `Declared` views."""

    view: Any

    def get_operation_id(self) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(self.view).__name__).lower()

    def get_summary(self) -> str:
        return self.get_description().split("\n")[0].rstrip(".")

    def get_override_parameters(self) -> list[Any]:
        named = re.findall(r"{(\w+)}", self.path)
        paths = [
            OpenApiParameter(name, str, OpenApiParameter.PATH, description=_PATH[name])
            for name in named
        ]
        return [*paths, *map(_described, self.view.parameters())]

    def get_response_serializers(self) -> Any:
        there = {404} if "{" in self.path else set()
        answers: dict[Any, Any] = {
            (200, media_type): OpenApiResponse(answer, description="Found.")
            for media_type, answer in self.view.answers().items()
        }
        for status in sorted({400, 406, 503} | there):
            answers[status, MEDIA_TYPE] = OpenApiResponse(Problem, description=_PROBLEMS[status])
        return answers

    def _is_list_view(self, serializer: Any = None) -> bool:
        """No view is one in spectacular's sense: envelopes are declared as they are."""
        return False


def _described(parameter: Parameter) -> OpenApiParameter:
    schema = dict(parameter.value.schema)
    apart = parameter.many and not parameter.commas and schema.get("type") != "array"
    if parameter.blank:
        schema["minLength"] = 0
    if parameter.many and schema.get("type") != "array":
        schema = {"type": "array", "items": schema}
    listed = schema.get("type") == "array"
    examples = []
    if parameter.example is not None:
        value = parameter.example.split(",") if listed else parameter.example
        examples = [OpenApiExample(parameter.name, value=value)]
    return OpenApiParameter(
        parameter.name,
        schema,
        OpenApiParameter.QUERY,
        required=parameter.required,
        description=parameter.help,
        explode=apart if listed else None,
        examples=examples,
    )
