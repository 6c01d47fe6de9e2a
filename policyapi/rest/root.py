"""The root of the API: where everything else stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from policyapi.rest.parameters import Parameter
from policyapi.rest.views import Declared

ROOTS = (
    "document-list",
    "body-list",
    "meeting-list",
    "region-list",
    "term-list",
    "change-list",
    "export-list",
    "schema",
    "docs",
)
"""Names of the addresses that need nothing filled in."""


Addresses = type(
    "Addresses", (serializers.Serializer,), {name: serializers.URLField() for name in ROOTS}
)
"""Name → address."""


class Root(Declared):
    """The lists and the documentation, by name."""

    operation_id = "get_addresses"
    item = Addresses

    def parameters(self) -> Iterable[Parameter]:
        yield self.formats

    def get(self, request: Request) -> Response:
        self.read(request)
        return Response({name: request.build_absolute_uri(reverse(name)) for name in ROOTS})
