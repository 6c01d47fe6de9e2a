"""The types of what is sent about regions, bodies, meetings and terms, for the OpenAPI schema.

Rows come from the database in these shapes; a test holds both to each other.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from policyapi.rest.serializers import Sparse
from taxonomy.models import Body, Meeting, Region, Term


class RegionRef(serializers.Serializer[Any]):
    """A region, by what leads to it."""

    code = serializers.CharField()
    name = serializers.CharField()


class BodyRef(serializers.Serializer[Any]):
    """A body, by what leads to it."""

    slug = serializers.CharField()
    name = serializers.CharField()


class MeetingRef(serializers.Serializer[Any]):
    """A meeting, by what leads to it."""

    slug = serializers.CharField()
    name = serializers.CharField()


class TermRef(serializers.Serializer[Any]):
    """A term, by what leads to it."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class Links(serializers.Serializer[Any]):
    """Addresses of a thing and of its documents."""

    self = serializers.URLField()
    documents = serializers.URLField()


class RegionItem(Sparse):
    """An administrative division."""

    code = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    level = serializers.ChoiceField(Region.Level.choices)
    kind = serializers.ChoiceField(Region.Kind.choices)
    parent = RegionRef(allow_null=True)
    links = Links()


class RegionChild(RegionRef):
    """A region directly inside another."""

    kind = serializers.ChoiceField(Region.Kind.choices)


class RegionFull(RegionItem):
    """A region with what is directly inside it and its bodies."""

    children = RegionChild(many=True)
    bodies = BodyRef(many=True)
    document_count = serializers.IntegerField()


class BodyItem(Sparse):
    """An issuing body."""

    slug = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    system = serializers.ChoiceField(Body.System.choices)
    number_prefixes = serializers.ListField(child=serializers.CharField())
    region = RegionRef()
    parent = BodyRef(allow_null=True)
    links = Links()


class BodyFull(BodyItem):
    """A body with those directly under it."""

    children = BodyRef(many=True)
    document_count = serializers.IntegerField()


class MeetingItem(Sparse):
    """A plenum, congress, session or conference."""

    slug = serializers.CharField()
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    kind = serializers.ChoiceField(Meeting.Kind.choices)
    convocation = serializers.IntegerField(allow_null=True)
    session = serializers.IntegerField(allow_null=True)
    held_from = serializers.DateField(allow_null=True)
    held_to = serializers.DateField(allow_null=True)
    place = serializers.CharField(allow_null=True)
    body = BodyRef()
    region = RegionRef()
    links = Links()


class MeetingFull(MeetingItem):
    """A meeting with those before and after it."""

    previous = MeetingRef(allow_null=True)
    next = MeetingRef(allow_null=True)
    document_count = serializers.IntegerField()


class TermItem(Sparse):
    """A formulation (提法) or a subject."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    alt_labels = serializers.ListField(child=serializers.CharField())
    pinyin = serializers.CharField()
    scheme = serializers.ChoiceField(Term.Scheme.choices)
    status = serializers.ChoiceField(Term.Status.choices)
    valid_from = serializers.DateField(allow_null=True)
    definition = serializers.CharField(allow_null=True)
    coined_in = serializers.CharField(allow_null=True)
    region = RegionRef(allow_null=True)
    broader = TermRef(allow_null=True)
    superseded_by = TermRef(allow_null=True)
    document_count = serializers.IntegerField()
    links = Links()


class TermFull(TermItem):
    """A term with its place among the others."""

    narrower = TermRef(many=True)
    components = TermRef(many=True)
    component_of = TermRef(many=True)
    related = TermRef(many=True)
    supersedes = TermRef(many=True)
    mention_count = serializers.IntegerField()
