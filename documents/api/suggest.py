"""Completions for a search box."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import serializers
from documents.models import Suggestion
from documents.models.suggestion import OWNERS
from documents.search.suggest import Completion, complete
from policyapi.rest.parameters import Parameter
from policyapi.rest.values import Integer, Text, choices
from policyapi.rest.views import Declared

MAX_LENGTH = 60
MAX_RESULTS = 20
PARAMETERS = (
    Parameter(
        "q",
        Text(MAX_LENGTH),
        "What was typed: Chinese, pinyin, initials, or Chinese that goes on in letters.",
        required=True,
        example="sgsx",
    ),
    Parameter("kind", choices(Suggestion.Kind.choices), "Only of this kind.", many=True),
    Parameter("limit", Integer(1, MAX_RESULTS), "How many; 10 unless told."),
)


class Suggest(Declared):
    """Completes titles and the names of terms, bodies and meetings, the best first."""

    operation_id = "suggest"
    item = serializers.Suggestions

    def parameters(self) -> Iterable[Parameter]:
        yield from PARAMETERS
        yield self.formats

    def get(self, request: Request) -> Response:
        read = self.read(request)
        (limit,) = read.get("limit", (10,))
        found = complete(read["q"][0], read.get("kind", OWNERS), limit)
        return Response({"results": [_sent(completion) for completion in found]})


def _sent(completion: Completion) -> dict[str, Any]:
    sent = asdict(completion)
    span = {"start": sent.pop("start"), "end": sent.pop("end")}
    return sent | {"highlight": [span]}
