"""The kinds of problems, for those who follow a problem document's `type`."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from policyapi.rest.problem_kinds import KINDS, Kind


def _described(kind: Kind) -> dict[str, Any]:
    return {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "meaning": kind.meaning,
    }


class ProblemList(APIView):
    """Every kind of problem."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response([_described(kind) for kind in KINDS.values()])


class ProblemDetail(APIView):
    """One kind of problem, and what to do about it."""

    schema = None

    def get(self, request: Request, slug: str) -> Response:
        if slug not in KINDS:
            raise Http404("There is no such kind of problem; /api/v1/problems/ lists them.")
        return Response(_described(KINDS[slug]))
