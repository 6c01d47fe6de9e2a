"""The types of what every endpoint has in common, for the OpenAPI schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from rest_framework import serializers


class Sparse(serializers.Serializer[Any]):
    """An object whose keys are all there unless `fields` or `omit` cut them.

    The schema may so call none of them required; without those two parameters all are sent.
    """

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class Problem(serializers.Serializer[Any]):
    """An error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_null=True)
    instance = serializers.CharField(help_text="Path of the request.")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Parameter at fault → what is wrong and what is allowed.",
    )


class Meant(serializers.Serializer[Any]):
    """A name near to what was typed."""

    text = serializers.CharField()
    kind = serializers.CharField()
    slug = serializers.CharField()


class QueryEcho(serializers.Serializer[Any]):
    """How `q` was understood, and what there is to say about the request."""

    text = serializers.CharField(allow_null=True)
    terms = serializers.ListField(child=serializers.CharField())
    expanded = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    did_you_mean = Meant(many=True, help_text="Where nothing was found: names near to it.")
    notes = serializers.ListField(child=serializers.CharField())


class Envelope(serializers.Serializer[Any]):
    """What every list comes in."""

    count = serializers.IntegerField()
    count_is_estimate = serializers.BooleanField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class FacetValue(serializers.Serializer[Any]):
    value = serializers.CharField(help_text="What the filter of the facet's name takes.")
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


@cache
def page_of(item: type[serializers.Serializer[Any]], facets: tuple[str, ...] = ()) -> Any:
    """The envelope's type around a type of items."""
    body: dict[str, Any] = {"results": item(many=True)}
    if facets:
        counted = {name: FacetValue(many=True, required=False) for name in facets}
        name = f"{item.__name__}Facets"
        body["facets"] = type(name, (serializers.Serializer,), counted)(required=False)
    body["query"] = QueryEcho(required=False)
    return type(f"{item.__name__}Page", (Envelope,), body)
