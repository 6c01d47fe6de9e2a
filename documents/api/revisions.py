"""The history of one document: what was done to it when, why, and, for curators, by whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, QuerySet, TextField, Value
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from documents.api import serializers
from documents.api.details import PartList
from documents.api.visible import writes
from documents.models import Revision
from policyapi.rest.expressions import Json, Object, stated
from policyapi.rest.ordering import Key, both
from policyapi.rest.selection import Columns, Expression
from policyapi.rest.values import Integer


class _KeysOf(Func):
    """The keys of a JSON object, in the alphabet's order."""

    template = "ARRAY(SELECT jsonb_object_keys(%(expressions)s) ORDER BY 1)"
    output_field = ArrayField(TextField())


def _columns(by: Expression) -> Columns:
    return Columns(
        {
            "at": F("at"),
            "action": F("action"),
            "channel": F("channel"),
            "fields": _KeysOf(F("changes")),
            "reason": stated("reason"),
            "by": by,
        },
        key="pk",
    )


_PUBLIC = _columns(Value(None, output_field=Json()))
_FOR_CURATORS = _columns(Object(user=stated("actor_name"), key=stated("key_name")))


class RevisionList(PartList):
    """What was done to the document since it was first taken in, the latest first."""

    columns = _PUBLIC
    item = serializers.RevisionItem
    orderings: ClassVar = both("at", Key("id", Integer(0, 1 << 62)))
    default_ordering = "-at"

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        # Names are personal: they are for those who write themselves.
        if writes(request):
            self.columns = _FOR_CURATORS  # type: ignore[misc]
        return super().get(request, **kwargs)

    def rows(self) -> QuerySet[Revision]:
        return Revision.objects.filter(document=self.document)
