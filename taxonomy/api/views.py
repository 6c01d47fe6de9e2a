"""Regions, bodies, meetings and terms: a list and a detail view each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request

from policyapi.rest.formats import JSON_LD, Kind
from policyapi.rest.linked_data import write_list, write_one
from policyapi.rest.ordering import Key, both
from policyapi.rest.selection import Row
from policyapi.rest.values import Anything, Day
from policyapi.rest.views import DetailView, ListView
from taxonomy.api import columns, filters, linked_data, serializers
from taxonomy.models import Body, Meeting, Region, Term

API = "/api/v1/"
_CODE = Key("code", Anything())
_SLUG = Key("slug", Anything())


class Linked:
    """Adds the addresses of the object itself and of its documents."""

    path: ClassVar[str]
    filter: ClassVar[str]
    """The filter of `documents/` that takes this object's key."""

    def filter_of(self, row: Row) -> str:
        return self.filter

    def computed(self, request: Request, row: Row) -> dict[str, Any]:
        if "links" not in row.computed:
            return {}
        host = request.build_absolute_uri(API)
        own = f"{host}{self.path}/{row.key}/"
        documents = f"{host}documents/?{self.filter_of(row)}={row.key}"
        return {"links": {"self": own, "documents": documents}}


class RegionRows(Linked):
    path, filter = "regions", "region"

    def rows(self) -> QuerySet[Any]:
        return Region.objects.all()


class RegionList(RegionRows, ListView):
    """Administrative divisions, from the country down to counties."""

    kind = Kind.THINGS
    writers: ClassVar = {**ListView.writers, JSON_LD.name: write_list(linked_data.region)}
    filters = filters.RegionFilters
    columns = columns.REGION_LIST
    item = serializers.RegionItem
    orderings: ClassVar = {**both("code", _CODE), **both("name", Key("name", Anything()), _CODE)}
    default_ordering = "code"


class RegionDetail(RegionRows, DetailView):
    """One region, with what lies directly inside it and the bodies that it has."""

    kind = Kind.THING
    writers: ClassVar = {JSON_LD.name: write_one(linked_data.region)}
    columns = columns.REGION_DETAIL
    item = serializers.RegionFull


class BodyRows(Linked):
    path, filter = "bodies", "issuer"

    def rows(self) -> QuerySet[Any]:
        return Body.objects.all()


class BodyList(BodyRows, ListView):
    """Issuing bodies: party committees, congresses, governments, departments, media."""

    kind = Kind.THINGS
    writers: ClassVar = {**ListView.writers, JSON_LD.name: write_list(linked_data.body)}
    filters = filters.BodyFilters
    columns = columns.BODY_LIST
    item = serializers.BodyItem
    orderings: ClassVar = {**both("slug", _SLUG), **both("name", Key("name", Anything()), _SLUG)}
    default_ordering = "slug"


class BodyDetail(BodyRows, DetailView):
    """One body, with the bodies directly under it."""

    kind = Kind.THING
    writers: ClassVar = {JSON_LD.name: write_one(linked_data.body)}
    columns = columns.BODY_DETAIL
    item = serializers.BodyFull


class MeetingRows(Linked):
    path, filter = "meetings", "meeting"

    def rows(self) -> QuerySet[Any]:
        return Meeting.objects.all()


class MeetingList(MeetingRows, ListView):
    """Plenums, congresses, sessions and conferences, the latest first."""

    kind = Kind.THINGS
    writers: ClassVar = {**ListView.writers, JSON_LD.name: write_list(linked_data.meeting)}
    filters = filters.MeetingFilters
    columns = columns.MEETING_LIST
    item = serializers.MeetingItem
    orderings: ClassVar = {
        **both("held_from", Key("held_from", Day(), nullable=True), _SLUG),
        **both("slug", _SLUG),
        **both("name", Key("name", Anything()), _SLUG),
    }
    default_ordering = "-held_from"


class MeetingDetail(MeetingRows, DetailView):
    """One meeting, with those before and after it."""

    kind = Kind.THING
    writers: ClassVar = {JSON_LD.name: write_one(linked_data.meeting)}
    columns = columns.MEETING_DETAIL
    item = serializers.MeetingFull


class TermRows(Linked):
    path, filter = "terms", "term"

    def filter_of(self, row: Row) -> str:
        """Subjects are what a document is filed under; formulations are what it names."""
        return "subject" if row.hidden["scheme"] == Term.Scheme.SUBJECT else self.filter

    def rows(self) -> QuerySet[Any]:
        return Term.objects.all()


class TermList(TermRows, ListView):
    """Formulations (提法) and subjects, with how many documents name each."""

    kind = Kind.THINGS
    writers: ClassVar = {**ListView.writers, JSON_LD.name: write_list(linked_data.term)}
    filters = filters.TermFilters
    columns = columns.TERM_LIST
    item = serializers.TermItem
    orderings: ClassVar = {**both("slug", _SLUG), **both("label", Key("label", Anything()), _SLUG)}
    default_ordering = "slug"


class TermDetail(TermRows, DetailView):
    """One term, with its place among the others."""

    kind = Kind.THING
    writers: ClassVar = {JSON_LD.name: write_one(linked_data.term)}
    columns = columns.TERM_DETAIL
    item = serializers.TermFull
