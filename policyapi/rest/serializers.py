"""The types of what every endpoint has in common, for the OpenAPI schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from rest_framework import serializers

NAMED = ("term", "body", "meeting")
"""What a name may be the name of."""


class Sparse(serializers.Serializer[Any]):
    """An object of which `fields` and `omit` may leave a part; without them all its keys are there.

    The schema has both: the whole object, whose keys are required, and a partial one, of which
    none is (`partial_of`).
    """


class UsedUp(serializers.Serializer[Any]):
    """The limit that a 429 is about."""

    tier = serializers.CharField()
    quota = serializers.IntegerField(help_text="Requests allowed in a window.")
    window_s = serializers.IntegerField(help_text="Length of the window in seconds.")
    retry_after_s = serializers.IntegerField(help_text="Seconds until a new window.")


class Address(serializers.Serializer[Any]):
    """An object that a problem names."""

    id = serializers.CharField()
    url = serializers.URLField()


class Closed(serializers.Serializer[Any]):
    """An object that a client sends; a key that is not named is refused."""


class Problem(serializers.Serializer[Any]):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text="Address of the kind of problem; see /problems/.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_null=True)
    instance = serializers.CharField(
        allow_null=True, help_text="Path of the request; null where it could not be read."
    )
    request_id = serializers.CharField(help_text="As in X-Request-ID; the log has it too.")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Parameter or field at fault → what is wrong and what is allowed.",
    )
    document = Address(required=False, help_text="409: what stands in the way.")
    withdrawn_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="410: when it was withdrawn."
    )
    reason = serializers.CharField(required=False, allow_null=True, help_text="410: why.")
    limit = UsedUp(required=False, help_text="With a 429.")


class Meant(serializers.Serializer[Any]):
    """A name near to what was typed."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(NAMED)
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
    """A value of a facet, and how many documents have it."""

    value = serializers.CharField(help_text="What the filter of the facet's name takes.")
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


@cache
def page_of(item: type[serializers.Serializer[Any]], facets: tuple[str, ...] = ()) -> Any:
    """The envelope's type around a type of items."""
    body: dict[str, Any] = {"results": item(many=True)}
    name = item.__name__.removesuffix("Item").removesuffix("Hit")
    if facets:
        counted = {facet: FacetValue(many=True, required=False) for facet in facets}
        made = type(f"{name}Facets", (serializers.Serializer,), counted)
        body["facets"] = made(required=False, help_text="With `facet=`: value, label and count.")
    body["query"] = QueryEcho(required=False)
    return type(f"{name}Page", (Envelope,), body)


@cache
def partial_of(whole: type[serializers.Serializer[Any]]) -> Any:
    """What `fields` and `omit` leave of a type; null where they cut nothing of it.

    An envelope stays whole around its partial results.
    """
    said = {"__doc__": f"What `fields` and `omit` left of a {whole.__name__}."}
    if issubclass(whole, Sparse):
        return type(f"Partial{whole.__name__}", (whole,), said | {"get_fields": _none_required})
    results = whole().fields.get("results")
    item = type(getattr(results, "child", None))
    if not issubclass(item, Sparse):
        return None
    results = partial_of(item)(many=True)
    return type(f"Partial{whole.__name__}", (whole,), said | {"results": results})


def _none_required(self: Any) -> dict[str, Any]:
    fields: dict[str, Any] = super(type(self), self).get_fields()
    for field in fields.values():
        field.required = False
    return fields
