"""Writes the search index; called inside the transaction that stores a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.models import Document, SearchEntry
from documents.models.structure import Mention, Section
from documents.search.analyser import Analyser, current_analyser
from documents.search.fields import PHRASE_FIELDS, parts
from documents.search.vectors import Vector, unplaced


def index_document(document_id: str) -> None:
    """Index one document anew, from what the database holds of it."""
    index_documents([document_id])


def index_new(document: Document, headings: list[str], terms: list[str]) -> None:
    """Index a document that is not indexed yet, with its headings and its terms' labels."""
    _entry(document, headings, terms, current_analyser()).save(force_insert=True)


def index_documents(ids: Sequence[str], analyser: Analyser | None = None) -> int:
    """Index these documents anew; says how many there were. Four statements."""
    analyser = analyser or current_analyser()
    headings = _grouped(
        Section.objects.filter(document_id__in=ids, heading__isnull=False)
        .order_by("document_id", "position")
        .values_list("document_id", "heading")
    )
    terms = _grouped(
        Mention.objects.filter(document_id__in=ids)
        .order_by("document_id", "term__label")
        .values_list("document_id", "term__label")
        .distinct()
    )
    entries = [
        _entry(document, headings.get(document.id, []), terms.get(document.id, []), analyser)
        for document in Document.objects.filter(id__in=ids).only("id", *PHRASE_FIELDS)
    ]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["words", "bigrams", "analyser"],
    )
    return len(entries)


def _entry(
    document: Document, headings: list[str], terms: list[str], analyser: Analyser
) -> SearchEntry:
    vector = Vector()
    for part in parts(document, headings, terms):
        vector.add(analyser.words(part.text), part.weight)
    texts = (getattr(document, field) or "" for field in PHRASE_FIELDS)
    pairs = dict.fromkeys(pair for text in texts for pair in analyser.bigrams(text))
    return SearchEntry(
        document_id=document.id,
        words=vector.literal(),
        bigrams=unplaced(pairs),
        analyser=analyser.version,
    )


def _grouped(pairs: Iterable[tuple[str, str | None]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for document, value in pairs:
        grouped.setdefault(document, []).append(value or "")
    return grouped
