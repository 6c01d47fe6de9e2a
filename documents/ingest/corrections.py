"""What a curator says of a document, written with everything that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.ingest.curated import mark, settle_flags
from documents.ingest.digest import tag_digest
from documents.ingest.targets import resolve_towards, subject_label
from documents.models import Document, DocumentIssuer, Genre
from documents.search.index import index_document
from documents.text.numbers import parse_number
from documents.text.stages import FLAGS
from taxonomy.models import Term

NAMED = frozenset({"title", "document_number", "issuers"})
"""Fields by which other documents cite this one."""
Values = Mapping[str, Any]
"""Field → what it is to be: plain values; a `Meeting`, a `Region`, a list of `Issuer`, or None."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer as a curator gives it: a name, and the primary key of the body if it is one."""

    name: str
    body: int | None


def correct(document: Document, values: Values) -> None:
    """Set these fields of a locked document, and what follows from them, where they differ.

    What is given stays through later versions of the source. Flags that the corrected fields
    answer are cleared, unless the flags are given themselves.
    """
    before = _state(document)
    flags = list(document.flags)
    for name in values.keys() - {"issuers", "flags"}:
        setattr(document, name, values[name])
    fields = {*values, *_follow(document, values)}
    wrote_issuers = "issuers" in values and _write_issuers(document, values["issuers"])
    _set_flags(document, values, fields)
    mark(document, fields, flags)
    if _state(document) == before and not wrote_issuers:
        return
    digest_before = before["digest"]
    document.save()
    if document.digest != digest_before:
        tag_digest(document)
    if NAMED & fields:
        resolve_towards(document)
    index_document(document.pk)


def number_parts(document: Document) -> None:
    """Keep the parts of the document number in step with it."""
    number = parse_number(document.document_number) if document.document_number else None
    document.number_prefix = number.prefix if number else None
    document.number_year = number.year if number else None
    document.number_serial = number.serial if number else None


def _follow(document: Document, values: Values) -> Iterable[str]:
    """Set what hangs on the given fields; the names of what was set with them."""
    if "document_number" in values:
        number_parts(document)
    if document.genre != Genre.OFFICIAL and document.kind and "kind" not in values:
        document.kind = None
        yield "kind"
    if "meeting" in values and document.meeting is None:
        document.meeting_stated = None
    if "subject" in values:
        document.subject_term = _subject(document.subject)
        yield "subject_term"
    if "region" in values and "level" not in values and document.region is not None:
        document.level = document.region.level
        yield "level"


def _subject(stated: str | None) -> Term | None:
    if not stated:
        return None
    subjects = Term.objects.filter(scheme=Term.Scheme.SUBJECT)
    return subjects.filter(label=subject_label(stated)).first()


def _set_flags(document: Document, values: Values, fields: Iterable[str]) -> None:
    if "flags" in values:
        document.flags = [flag for flag in FLAGS if flag in values["flags"]]
    else:
        resolved = all(issuer.body for issuer in values.get("issuers", ()))
        document.flags = settle_flags(document.flags, fields, all_resolved=resolved)


def _write_issuers(document: Document, issuers: list[Issuer]) -> bool:
    """Replace the issuers where they are others; whether they were."""
    links = document.issuer_links.order_by("position").values_list("name", "body_id")
    if [(issuer.name, issuer.body) for issuer in issuers] == list(links):
        return False
    document.issuer_links.all().delete()
    DocumentIssuer.objects.bulk_create(
        DocumentIssuer(document=document, position=at, name=issuer.name, body_id=issuer.body)
        for at, issuer in enumerate(issuers, start=1)
    )
    return True


def _state(document: Document) -> dict[str, Any]:
    """The columns as they would be saved, without the times."""
    return {
        field.attname: getattr(document, field.attname)
        for field in document._meta.concrete_fields
        if field.attname not in ("text", "record_updated_at") and not field.generated
    }
