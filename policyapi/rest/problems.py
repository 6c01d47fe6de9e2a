"""The kinds of problems, for those who follow a problem document's `type`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from policyapi.rest.parameters import Parameter
from policyapi.rest.problem_kinds import KINDS, Kind
from policyapi.rest.views import Declared


class ProblemKind(serializers.Serializer[Any]):
    """A kind of problem, and what to do about it."""

    type = serializers.CharField(help_text="The address of the kind, as problems give it.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    meaning = serializers.CharField()


def _described(kind: Kind) -> dict[str, Any]:
    return {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "meaning": kind.meaning,
    }


class ProblemList(Declared):
    """Every kind of problem."""

    operation_id = "list_problem_kinds"
    item = ProblemKind

    def parameters(self) -> Iterable[Parameter]:
        yield self.formats

    def answers(self) -> dict[str, Any]:
        return {"application/json": ProblemKind(many=True)}

    def get(self, request: Request) -> Response:
        self.read(request)
        return Response([_described(kind) for kind in KINDS.values()])


class ProblemDetail(Declared):
    """One kind of problem, and what to do about it."""

    operation_id = "get_problem_kind"
    item = ProblemKind

    def parameters(self) -> Iterable[Parameter]:
        yield self.formats

    def get(self, request: Request, slug: str) -> Response:
        self.read(request)
        if slug not in KINDS:
            raise Http404("There is no such kind of problem; /api/v1/problems/ lists them.")
        return Response(_described(KINDS[slug]))
