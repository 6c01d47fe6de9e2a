"""Many records without a text at once: a few statements a batch instead of twenty a record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from documents.ingest import rows
from documents.ingest.identity import document_id
from documents.ingest.pipeline import Draft
from documents.ingest.process import Result
from documents.ingest.record import extraction_record
from documents.ingest.storing import Store
from documents.ingest.targets import resolve_towards
from documents.models import Document, DocumentIssuer, Source
from documents.search.index import index_documents
from documents.text.titles import title_key


@dataclass(frozen=True, slots=True)
class Keyed:
    """A result with the identity that its record has of its own, and where it stands."""

    key: str
    location: str
    result: Result


def put_records(store: Store, batch: list[Keyed]) -> Counter[str]:
    """Store a batch in one transaction; the number of records by outcome.

    What is surely new and has nothing but metadata is inserted together; whatever may be known
    already, or was refused, goes through `Store.put` one by one.
    """
    with transaction.atomic():
        new = _surely_new(batch)
        _insert(store, new)
        counts = Counter({"stored": len(new)} if new else {})
        fresh = {item.key for item in new}
        for item in batch:
            if item.key not in fresh:
                counts[store.put(item.result, item.location, item.key).outcome] += 1
    return counts


def _surely_new(batch: list[Keyed]) -> list[Keyed]:
    """Those that nothing in the database or in the batch before them could be the same as."""
    sources = Source.objects.filter(
        Q(location__in=[item.location for item in batch])
        | Q(url__in=[item.result.source.url for item in batch if item.result.source.url])
        | Q(sha256__in=[item.result.source.sha256 for item in batch])
    )
    taken: set[object] = set()
    for values in sources.values_list("location", "url", "sha256"):
        taken.update(values)
    found = [item.result.draft.metadata for item in batch if item.result.draft]
    known = Document.objects.filter(
        Q(document_number__in=[own.document_number for own in found if own.document_number])
        | Q(adopted_on__in=[own.adopted_on for own in found if own.adopted_on])
    )
    for title, number, day in known.values_list("title", "document_number", "adopted_on"):
        taken |= {number, (title_key(title), day)} - {None}
    new: list[Keyed] = []
    own: set[object]
    for item in batch:
        draft, source = item.result.draft, item.result.source
        if draft is None or draft.text or draft.digest:
            continue
        about = draft.metadata
        own = {item.location, source.url or source.sha256, source.sha256}
        own |= {about.document_number, (title_key(about.title), about.adopted_on)} - {None}
        if not own & taken:
            new.append(item)
        taken |= own
    return new


def _insert(store: Store, new: list[Keyed]) -> None:
    documents, issuers, sources = [], list[DocumentIssuer](), []
    for item in new:
        draft = _draft(item)
        record = extraction_record(item.result.source, draft)
        document = Document(id=document_id(item.key))
        store.fill(document, record, draft)
        documents.append(document)
        issuers += rows.issuers(document, record, store.targets)
        sources.append(rows.source(document, None, item.result, draft, item.location))
    Document.objects.bulk_create(documents)
    DocumentIssuer.objects.bulk_create(issuers)
    Source.objects.bulk_create(sources)
    index_documents([document.id for document in documents])
    _resolve(documents)


def _resolve(documents: list[Document]) -> None:
    """Settle the citations that may name these documents."""
    resolve_towards(*documents)


def _draft(item: Keyed) -> Draft:
    if item.result.draft is None:
        raise ValueError(f"{item.location} was refused and cannot be inserted")
    return item.result.draft
