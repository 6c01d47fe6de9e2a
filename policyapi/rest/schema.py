"""The OpenAPI schema out of what the views declare: parameters, item types, operations."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.serializers import ListSerializer, Serializer

from policyapi.rest.components import (
    ALWAYS,
    KEYS,
    PROBLEMS,
    headers_of,
    problem_response,
    response_name,
)
from policyapi.rest.described import described
from policyapi.rest.operations import IDEMPOTENCY_KEY, Operation
from policyapi.rest.serializers import Closed, Problem, partial_of

_PATH = {
    "id": "A document's id.",
    "slug": "The slug, as lists and references give it.",
    "code": "A region code of six digits.",
    "name": "A snapshot's name, or `latest`.",
    "file": "A file's name, as the manifest gives it.",
}
NOT_MODIFIED = "Still the version that If-None-Match or If-Modified-Since names; no body."


class Schema(AutoSchema):
    """Reads the declarations of `Declared` views."""

    view: Any

    def is_excluded(self) -> bool:
        """Views that declare nothing are none of the API's: its file and the page about it."""
        return not hasattr(self.view, "operations")

    @property
    def operation(self) -> Operation:
        """What the view declares for this method; of a GET made from its parameters and answers."""
        declared: Operation | None = self.view.operations.get(self.method.lower())
        return declared or Operation(
            self._reading_id(),
            self.get_description().split("\n")[0].rstrip("."),
            answers={200: self.view.answers() | self.view.other_answers()},
            parameters=tuple(self.view.parameters()),
        )

    def _reading_id(self) -> str:
        """`documents/` → list_documents, `documents/{id}/text/` → get_document_text."""
        if self.view.operation_id:
            return str(self.view.operation_id)
        parts = re.sub(self.path_prefix, "", self.path).strip("/").split("/")
        one = [
            _singular(part) if after.startswith("{") else part
            for part, after in zip(parts, [*parts[1:], ""], strict=True)
            if not part.startswith("{")
        ]
        verb = "list" if parts[-1].endswith("s") else "get"
        return "_".join([verb, *one]).replace("-", "_")

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]
        declared = self.view.operations.get(self.method.lower())
        return declared.description if declared else super().get_description()

    def get_override_parameters(self) -> list[Any]:
        paths = [
            OpenApiParameter(name, str, OpenApiParameter.PATH, description=_PATH.get(name, ""))
            for name in re.findall(r"{(\w+)}", self.path)
        ]
        headers = [described(p, OpenApiParameter.HEADER) for p in self.operation.headers]
        return [*paths, *map(described, self.operation.parameters), *headers]

    def get_tags(self) -> list[str]:
        """The first part of the path; what is about the service itself is together."""
        tags: list[str] = super().get_tags()
        return tags or ["service"]

    def get_request_serializer(self) -> Any:
        return dict(self.operation.body)

    def get_auth(self) -> list[dict[str, Any]]:
        return [*KEYS] if self.operation.scope else [{}, *KEYS]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        good = {
            str(status): self._answer(status, media_types)
            for status, media_types in self.operation.answers.items()
        }
        if self.method == "GET":
            good["304"] = {"description": NOT_MODIFIED, "headers": headers_of(304)}
        return good | self._problems()

    def _answer(self, status: int, media_types: Any) -> dict[str, Any]:
        answer: dict[str, Any] = {"description": self.operation.summary}
        for media_type, found in media_types.items():
            response = OpenApiResponse(self._typed(found), description=answer["description"])
            made = self._get_response_for_code(  # type: ignore[no-untyped-call]
                response, str(status), [media_type]
            )
            answer.setdefault("content", {}).update(made["content"])
        return answer | {"headers": headers_of(status)}

    def _typed(self, found: Any) -> Any:
        """A type; where the request may cut it, the alternative of it and what is left of it."""
        if isinstance(found, ListSerializer):
            return {"type": "array", "items": self._reference(found.child)}
        names = {parameter.name for parameter in self.operation.parameters}
        partial = partial_of(found) if "fields" in names and _is_serializer(found) else None
        if partial is None:
            return found
        return {"anyOf": [self._reference(found()), self._reference(partial())]}

    def _reference(self, serializer: Any) -> dict[str, Any]:
        reference: dict[str, Any] = self.resolve_serializer(serializer, "response").ref
        return reference

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """`DocumentFull` is plainly Document to a client."""
        name: str = super().get_serializer_name(serializer, direction)
        return name.removesuffix("Full")

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        if isinstance(serializer, Closed):
            schema["additionalProperties"] = False
        return schema

    def _problems(self) -> dict[str, Any]:
        self.resolve_serializer(Problem(), "response")
        reading = self.view.problems if self.method == "GET" else {}
        own = {**reading, **self.operation.problems}
        named = {404} if "{" in self.path else set()
        scoped = {401, 403} if self.operation.scope else set()
        body = {413, 415} if self.operation.body else set()
        body |= {422} if IDEMPOTENCY_KEY in self.operation.headers else set()
        return {
            str(status): problem_response(status, own[status])
            if own.get(status)
            else {"$ref": f"#/components/responses/{response_name(status)}"}
            for status in sorted({*ALWAYS, *own, *named, *scoped, *body})
            if own.get(status) or status in PROBLEMS
        }

    def _is_list_view(self, serializer: Any = None) -> bool:
        """No view is one in spectacular's sense: envelopes are declared as they are."""
        return False


def _is_serializer(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, Serializer)


def _singular(name: str) -> str:
    return re.sub(r"s$", "", re.sub(r"ies$", "y", name))
