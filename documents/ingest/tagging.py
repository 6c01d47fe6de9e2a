"""Tags stored documents anew, after curators have approved, changed or retired terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from documents.models import Document, Mention, Section
from documents.search.analyser import current_analyser
from documents.search.index import index_documents
from taxonomy.matching import TermMatcher
from taxonomy.models import Term

BATCH = 100
"""Documents in one transaction."""


class Place(NamedTuple):
    """A mention as it is compared: where, of what, as written."""

    field: str
    start: int
    end: int
    term: int
    surface: str


def tag_stored(matcher: TermMatcher) -> Iterator[tuple[int, int]]:
    """Bring every document's mentions in line; yields documents looked at and changed, batchwise.

    A document whose mentions change is indexed anew and counts as changed; the others are left
    alone. Every batch is a transaction of its own.
    """
    terms = dict(Term.objects.values_list("slug", "id"))
    analyser = current_analyser()
    ids = Document.objects.order_by("id").values_list("id", flat=True).iterator()
    while batch := list(islice(ids, BATCH)):
        with transaction.atomic():
            changed = _tag(batch, matcher, terms)
            index_documents(changed, analyser)
        yield len(batch), len(changed)


def _tag(ids: list[str], matcher: TermMatcher, terms: dict[str, int]) -> list[str]:
    """Tag these documents; the ids of those whose mentions were not as they should be."""
    stored: dict[str, set[Place]] = {}
    for m in Mention.objects.filter(document__in=ids):
        place = Place(m.field, m.start, m.end, m.term_id, m.surface)
        stored.setdefault(m.document_id, set()).add(place)
    found: dict[str, set[Place]] = {}
    for document in Document.objects.filter(pk__in=ids).only("id", "text", "digest", "region_id"):
        texts = (("text", document.text), ("digest", document.digest))
        places = {
            Place(field, span.start, span.end, terms[span.term], span.surface)
            for field, text in texts
            for span in matcher.find(text, document.region_id)
        }
        if places != stored.get(document.pk, set()):
            found[document.pk] = places
    _replace(found)
    return sorted(found)


def _replace(found: dict[str, set[Place]]) -> None:
    """Write these documents' mentions instead of those that they have."""
    Mention.objects.filter(document__in=found).delete()
    within = _sections(list(found))
    Mention.objects.bulk_create(
        Mention(
            document_id=document,
            section_id=_innermost(within.get(document, []), place),
            field=place.field,
            start=place.start,
            end=place.end,
            term_id=place.term,
            surface=place.surface,
        )
        for document, places in found.items()
        for place in sorted(places)
    )
    now = timezone.now()
    Document.objects.filter(pk__in=found).update(content_changed_at=now, record_updated_at=now)


SectionPlace = tuple[int, int, int, int]
"""Level, id and span of a section."""


def _sections(ids: list[str]) -> dict[str, list[SectionPlace]]:
    """The sections of these documents, the deepest first."""
    found: dict[str, list[SectionPlace]] = {}
    rows = Section.objects.filter(document__in=ids).order_by("-level", "position")
    for document, *place in rows.values_list("document_id", "level", "id", "start", "end"):
        level, section, start, end = place
        found.setdefault(document, []).append((level, section, start, end))
    return found


def _innermost(sections: list[SectionPlace], place: Place) -> int | None:
    """The deepest section that holds a mention in the text; a digest has none."""
    if place.field != Mention.Field.TEXT:
        return None
    return next(
        (s for _, s, low, high in sections if low <= place.start <= place.end <= high), None
    )
