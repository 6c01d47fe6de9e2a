"""What curators send, as it is checked and as the OpenAPI schema shows it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.writing.fields import Choice, DayField, Line, Slug, Strict, Words
from documents.ingest.uploads import KINDS
from documents.models import Genre, Status, Validity
from documents.text.stages import FLAGS
from documents.text.stages import KINDS as DOCUMENT_KINDS
from policyapi.rest.values import REGION_CODE, SLUG
from taxonomy.models import Region

ISSUERS = 50
"""Issuers, and authors, that one document may have."""
_REASON = "Why, for the history. "
TEXTS = ("text/plain", "text/markdown", "text/html")
"""What a text that is sent as such may be."""
PUBLIC = (Status.DRAFT.value, Status.PUBLISHED.value)
"""The statuses that are set as such; withdrawing is an act of its own."""


class IssuerBody(Strict):
    """An issuer: a body, the name that the text gives it, or both."""

    body = Slug(SLUG, allow_null=True, help_text="Slug of the body; null where there is none.")
    name = Line(200, help_text="As the text names it; the body's full name unless given.")


class Metadata(Strict):
    """What is said of a document. What is given here wins over the text, and stays."""

    title = Line(500)
    subtitle = Line(500, allow_null=True)
    lead_in = Line(500, allow_null=True)
    genre = Choice(Genre.choices)
    kind = Choice(DOCUMENT_KINDS, allow_null=True, help_text="Only official documents have one.")
    document_number = Line(120, allow_null=True)
    index_number = Line(80, allow_null=True)
    subject = Line(120, allow_null=True)
    issuers = serializers.ListField(
        child=IssuerBody(),
        required=False,
        max_length=ISSUERS,
        help_text="All of them, in their order.",
    )
    meeting = Slug(SLUG, allow_null=True, help_text="Slug.")
    region = Slug(REGION_CODE, allow_null=True, help_text="Code.")
    level = Choice(
        Region.Level.choices, allow_null=True, help_text="The region's unless it is given."
    )
    adopted_on = DayField(required=False, allow_null=True)
    published_on = DayField(required=False, allow_null=True)
    effective_on = DayField(required=False, allow_null=True)
    validity = Choice(Validity.choices)
    validity_evidence = Line(500, allow_null=True)
    publisher = Line(120, allow_null=True)
    authors = serializers.ListField(child=Line(120), required=False, max_length=ISSUERS)
    speaker = Line(120, allow_null=True)


def _url() -> serializers.URLField:
    return serializers.URLField(
        max_length=1000, required=False, help_text="Official address of the source."
    )


def _digest(**kwargs: Any) -> Words:
    return Words(
        required=False, max_length=20_000, help_text="A summary that a curator wrote.", **kwargs
    )


class NewDocument(Strict):
    """A document to be taken in: its raw text, which is cleaned and read like any source."""

    text = Words(allow_blank=True, trim_whitespace=False, help_text="The raw text, as it stands.")
    media_type = Choice(TEXTS, help_text="text/plain unless told.")
    url = _url()
    metadata = Metadata(required=False)
    digest = _digest()
    status = Choice(PUBLIC, help_text="published unless told.")
    reason = Line(500, help_text=_REASON)


@extend_schema_field(Metadata)
class MetadataPart(serializers.JSONField):
    """The object as JSON, in one part of a form."""


class NewDocumentFile(Strict):
    """The same as multipart/form-data, with a file."""

    file = serializers.FileField(help_text=f"Of one of: {', '.join(KINDS.values())}.")
    url = _url()
    metadata = MetadataPart(required=False, help_text="The same object as JSON, in one part.")
    digest = _digest()
    status = Choice(PUBLIC, help_text="published unless told.")
    reason = Line(500, help_text=_REASON)


class Correction(Metadata):
    """Fields to be set, as a merge patch: what is not named stays, null clears."""

    digest = _digest(allow_null=True)
    flags = serializers.ListField(
        child=Choice(FLAGS), required=False, help_text="All that are to stand from now on."
    )
    status = Choice(PUBLIC, help_text="Withdrawing has an address of its own.")
    reason = Line(500, help_text=_REASON)


class NewSource(Strict):
    """A new version of the text."""

    text = Words(allow_blank=True, trim_whitespace=False, help_text="The raw text, as it stands.")
    media_type = Choice(TEXTS, help_text="text/plain unless told.")
    url = _url()
    reason = Line(500, help_text=_REASON)


class NewSourceFile(Strict):
    """The same as multipart/form-data, with a file."""

    file = serializers.FileField(help_text=f"Of one of: {', '.join(KINDS.values())}.")
    url = _url()
    reason = Line(500, help_text=_REASON)


class Withdrawal(Strict):
    reason = Words(max_length=500, help_text="Why; the public reads it where the document was.")


class Restoration(Strict):
    """Nothing need be sent."""

    reason = Line(500, help_text=_REASON)
