"""The bytes that a request brings, and why they may not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, JSONParser, MultiPartParser
from rest_framework.request import Request

from documents.ingest.uploads import KINDS, Upload, suffix_of
from policyapi.rest.errors import InvalidParameters


class TooLarge(APIException):
    kind = "too-large"
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"The body has {size} bytes; up to {limit} are taken.")


class NotRead(APIException):
    kind = "unsupported-media-type"
    status_code = status.HTTP_415_UNSUPPORTED_MEDIA_TYPE


class Json(JSONParser):
    """JSON; what is nested too deeply to be read is malformed, too."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("JSON parse error - it is nested too deeply.") from None


class MergePatch(Json):
    """RFC 7396."""

    media_type = "application/merge-patch+json"


PARSERS: dict[str, type[BaseParser]] = {
    "application/json": Json,
    "application/merge-patch+json": MergePatch,
    "multipart/form-data": MultiPartParser,
}


def check_size(request: Request, limit: int | None = None) -> None:
    """Before anything is read; what ingest takes, unless told."""
    limit = settings.INGEST_MAX_BYTES if limit is None else limit
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > limit:
        raise TooLarge(int(length), limit)


def upload_of(body: Mapping[str, Any]) -> Upload:
    """The text or the file of a checked body. Raises `NotRead`."""
    url = body.get("url") or None
    if "text" in body:
        suffix = KINDS[body.get("media_type", "text/plain")]
        return Upload(body["text"].encode(), suffix, url=url)
    file = body.get("file")
    if not isinstance(file, UploadedFile):
        raise InvalidParameters({"text": ["is required, or multipart/form-data with a file."]})
    name = file.name or ""
    suffix = suffix_of(name, file.content_type or "") or ""
    if not suffix:
        kinds = " ".join(KINDS.values())
        raise NotRead(f"Files of the kind of {name[:100]!r} are not read; these are: {kinds}.")
    return Upload(file.read(), suffix, name, url)
