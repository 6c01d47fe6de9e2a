"""The root of the API: where everything else stands."""

from __future__ import annotations

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

ROOTS = ("document-list", "body-list", "meeting-list", "region-list", "term-list", "schema", "docs")
"""Names of the addresses that need nothing filled in."""


class Root(APIView):
    """The lists and the documentation, by name."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response({name: request.build_absolute_uri(reverse(name)) for name in ROOTS})
