"""Snapshots as the API lists and serves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from policyapi.rest.operations import JSON, Operation
from policyapi.rest.parameters import Parameter
from policyapi.rest.ranges import Blocks, Unsatisfiable, part_of
from policyapi.rest.rendering import JSONRenderer
from policyapi.rest.values import Text
from policyapi.rest.views import Declared
from policyapi.snapshots.compression import COMPRESSIONS
from policyapi.snapshots.folder import Snapshot, snapshots
from policyapi.snapshots.parquet import MEDIA_TYPE as PARQUET
from policyapi.snapshots.serializers import SnapshotItem, SnapshotList
from policyapi.snapshots.writing import SCHEMA_TYPE

LATEST = "latest"
"""Stands for the newest snapshot's name."""


class Moved(HttpResponseRedirect):
    """307: the same request, there; the next time it may be elsewhere."""

    status_code = 307

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, headers={"Cache-Control": "no-cache"})


def find(name: str) -> Snapshot:
    """The snapshot of this name, or a 404."""
    there = snapshots(settings.EXPORT_DIR)
    found = next((snapshot for snapshot in there if snapshot.name == name), None)
    if found is None:
        raise Http404(f"There is no snapshot {name[:40]!r} here; exports/ lists those there are.")
    return found


def latest() -> str:
    """The newest snapshot's name, or a 404."""
    there = snapshots(settings.EXPORT_DIR)
    if not there:
        raise Http404("No snapshot has been made yet; manage.py export makes one.")
    return there[0].name


def represented(request: Request, snapshot: Snapshot) -> dict[str, Any]:
    """The manifest, with the addresses of the files and of what changed since."""
    manifest = snapshot.manifest
    here = request.build_absolute_uri(reverse("snapshot", args=[snapshot.name]))
    changes = request.build_absolute_uri(f"{reverse('root')}changes/")
    return manifest | {
        "files": [file | {"url": f"{here}{file['name']}"} for file in manifest["files"]],
        "links": {
            "self": here,
            "changes": f"{changes}?{urlencode({'cursor': manifest['cursor']})}",
        },
    }


class SnapshotsView(Declared):
    """A view of what is on disk: it takes no parameters but the form."""

    hangs_on = None

    def parameters(self) -> Iterable[Parameter]:
        yield self.formats


class Exports(SnapshotsView):
    """Snapshots of everything public, newest first, each with its manifest."""

    operation_id = "list_exports"
    item = SnapshotList

    def get(self, request: Request) -> Response:
        self.read(request)
        results = [represented(request, found) for found in snapshots(settings.EXPORT_DIR)]
        envelope = {"count": len(results), "count_is_estimate": False}
        return Response(envelope | {"next": None, "previous": None, "results": results})


class Export(SnapshotsView):
    """One snapshot's manifest; `latest` leads to the newest."""

    operations: ClassVar = {
        "get": Operation(
            "get_export",
            "One snapshot's manifest; `latest` leads to the newest",
            answers={200: {JSON: SnapshotItem}, 307: {}},
            parameters=(SnapshotsView().formats,),
        )
    }

    def get(self, request: Request, name: str) -> HttpResponseBase:
        self.read(request)
        if name == LATEST:
            return Moved(reverse("snapshot", args=[latest()]))
        return Response(represented(request, find(name)))


_FORMS = dict.fromkeys(
    (*(way.media_type for way in COMPRESSIONS.values()), PARQUET, SCHEMA_TYPE), bytes
)
RANGE = Parameter(
    "Range",
    Text(200),
    "One range of bytes; several are answered by the whole.",
    example="bytes=0-99",
)
IF_RANGE = Parameter(
    "If-Range", Text(200), "The ETag that the part must be of; else the whole is sent."
)


class AnyForm(BaseContentNegotiation):
    """A file is what it is, whatever Accept says; errors are JSON."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ExportFile(Declared):
    """A file of a snapshot, whole or in part."""

    renderer_classes = (JSONRenderer,)
    hangs_on = None
    content_negotiation_class = AnyForm
    operations: ClassVar = {
        "get": Operation(
            "get_export_file",
            "A file of a snapshot, whole or in part",
            answers={200: _FORMS, 206: _FORMS, 307: {}},
            problems={416: "The file ends before the range; Content-Range has its length."},
            headers=(RANGE, IF_RANGE),
            description="Takes Range and If-Range, so that what was interrupted can be resumed; "
            "the ETag is the SHA-256 of the whole file. `latest` leads to the newest snapshot.",
        )
    }

    def parameters(self) -> Iterable[Parameter]:
        return ()

    def get(self, request: Request, name: str, file: str) -> HttpResponseBase:
        self.read(request)
        if name == LATEST:
            return Moved(reverse("snapshot-file", args=[latest(), file]))
        snapshot = find(name)
        described = snapshot.file(file)
        if described is None:
            raise Http404(f"The snapshot has no file {file[:40]!r}; its manifest lists them.")
        return _sent(request, snapshot, described)


def _sent(request: Request, snapshot: Snapshot, file: dict[str, Any]) -> HttpResponseBase:
    """The file, a part of it, or that the client has it."""
    size, etag = file["bytes"], f'"{file["sha256"]}"'
    modified = int(datetime.fromisoformat(snapshot.manifest["created_at"]).timestamp())
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=31536000, immutable, no-transform",
        "Content-Disposition": f'attachment; filename="{snapshot.name}-{file["name"]}"',
    }
    nothing = HttpResponse(content_type=file["media_type"], headers=headers)
    conditional = get_conditional_response(request._request, etag, modified, nothing)
    if conditional is not None and conditional is not nothing:
        return conditional
    part = whole = range(size)
    if _is_of_this(request.headers.get("If-Range"), etag, modified):
        try:
            part = part_of(request.headers.get("Range", ""), size) or whole
        except Unsatisfiable:
            told = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes", "ETag": etag}
            return HttpResponse(status=416, headers=told)
    answer: HttpResponseBase = nothing
    if request.method == "GET":
        opened = (snapshot.path / file["name"]).open("rb")
        answer = StreamingHttpResponse(
            Blocks(opened, part), content_type=file["media_type"], headers=headers
        )
    if part != whole:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    answer["Content-Length"] = str(len(part))
    return answer


def _is_of_this(if_range: str | None, etag: str, modified: int) -> bool:
    """Whether a part may be sent: of this version, by its ETag or its date exactly."""
    if if_range is None or if_range == etag:
        return True
    return parse_http_date_safe(if_range) == modified
