"""The types of what is sent about snapshots, for the OpenAPI schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from policyapi.rest.serializers import Envelope
from policyapi.snapshots.compression import COMPRESSIONS


class SnapshotFile(serializers.Serializer[Any]):
    name = serializers.CharField()
    table = serializers.CharField(allow_null=True, help_text="Null for what describes the tables.")
    rows = serializers.IntegerField(allow_null=True)
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Also the file's ETag.")
    media_type = serializers.CharField()
    url = serializers.URLField()


class SnapshotTable(serializers.Serializer[Any]):
    key = serializers.ListField(
        child=serializers.CharField(),
        help_text="Columns that no two rows share; empty where rows have no key of their own.",
    )


class SnapshotLinks(serializers.Serializer[Any]):
    self = serializers.URLField()
    changes = serializers.URLField(help_text="What has changed since; follow it to stay fresh.")


class SnapshotItem(serializers.Serializer[Any]):
    """A snapshot's manifest with addresses."""

    format = serializers.IntegerField(help_text="Version of what snapshots look like.")
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    release = serializers.CharField(help_text="Of the service that made it.")
    cursor = serializers.CharField(help_text="Where `changes/` goes on from it.")
    compression = serializers.ChoiceField(tuple(COMPRESSIONS))
    tables = serializers.DictField(child=SnapshotTable())
    files = SnapshotFile(many=True)
    links = SnapshotLinks()


class SnapshotList(Envelope):
    results = SnapshotItem(many=True)
