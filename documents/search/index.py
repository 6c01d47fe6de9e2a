"""Writes the search index; called inside the transaction that stores a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from documents.models import Document, DocumentIssuer, Mention, SearchEntry, Section, Status
from documents.search.analyser import Analyser, current_analyser
from documents.search.bigrams import as_received
from documents.search.bodies import Body, body_of
from documents.search.dictionary import remember
from documents.search.entries import vectors
from documents.search.fields import PHRASE_FIELDS, parts
from documents.search.keys import READ as KEY_COLUMNS
from documents.search.keys import keys_for
from documents.search.passage_index import write_passages
from documents.search.passages import PassageRow, Span
from documents.search.statistics import average_length
from documents.search.suggestion_index import suggest_titles
from policyapi.models import Change

COLUMNS = ("adopted_on", "published_on", "year", "kind", "genre", "level")
"""What an entry takes from its document as it is."""


@dataclass(slots=True)
class Belongings:
    """What is indexed of a document beside its own columns."""

    headings: list[str] = field(default_factory=list)
    outline: list[Span] = field(default_factory=list)
    terms: dict[int, str] = field(default_factory=dict)
    issuers: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def index_document(document_id: str, body: Body | None = None) -> None:
    """Index one document anew, from what the database holds of it; `body` is its text, if cut."""
    index_documents([document_id], bodies={document_id: body} if body else None)


@dataclass(slots=True)
class Rows:
    """Everything that the index holds of some documents, ready to be written."""

    documents: list[Document]
    entries: list[SearchEntry]
    passages: dict[str, list[PassageRow]]


@transaction.atomic(savepoint=False)
def index_documents(
    ids: Sequence[str],
    analyser: Analyser | None = None,
    bodies: Mapping[str, Body] | None = None,
) -> int:
    """Index these documents anew; says how many there were. A constant number of statements.

    Their rows are locked first, so that nobody indexes an older state of one over a newer.
    """
    locked = Document.objects.filter(id__in=ids).order_by("id").select_for_update(no_key=True)
    list(locked.values_list("id"))
    analyser = analyser or current_analyser()
    remember(analyser)
    rows = rows_of(ids, analyser, average_length(), bodies)
    write(rows.entries)
    Change.note_index()
    write_passages(rows.passages)
    suggest_titles(rows.documents)
    return len(rows.documents)


def rows_of(
    ids: Sequence[str],
    analyser: Analyser,
    average: float,
    bodies: Mapping[str, Body] | None = None,
) -> Rows:
    """The rows of documents as the database holds them; each text is cut once.

    `average` is the corpus's length (`statistics.average_length`); `bodies` are the texts that
    have been cut already, by this analyser or another.
    """
    rows = Rows(list(Document.objects.filter(id__in=ids).only(*READ)), [], {})
    belongings = belongings_of(rows.documents)
    for document in rows.documents:
        body = (bodies or {}).get(document.id)
        if body is None or (body.analyser, body.length) != (analyser.version, len(document.text)):
            body = body_of(document.text, belongings[document.id].outline, analyser)
        made = entry(document, belongings[document.id], analyser, average, body.words)
        rows.entries.append(made)
        rows.passages[document.id] = body.passages
    return rows


def write(entries: Sequence[SearchEntry]) -> None:
    """Insert or replace entries; two statements, one of them a COPY."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        keys = [entry.document_id for entry in entries]
        cursor.execute("DELETE FROM documents_searchentry WHERE document_id = ANY(%s)", [keys])
        insert(entries)


def insert(entries: Sequence[SearchEntry], table: str = SearchEntry._meta.db_table) -> None:
    """Insert entries that are not there yet; one statement."""
    statement = f"COPY {table} ({', '.join(COPIED)}) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(COPIED.values())
        for entry in entries:
            copy.write_row([getattr(entry, name) for name in COPIED])


def belongings_of(documents: Sequence[Document]) -> dict[str, Belongings]:
    """Document → what belongs to it."""
    found = {key: Belongings(keys=keys) for key, keys in keys_for(documents).items()}
    ids = list(found)
    sections = Section.objects.filter(document_id__in=ids).order_by("document_id", "position")
    for key, heading, *span in sections.values_list("document_id", "heading", *Span._fields):
        found[key].outline.append(Span(*span))
        if heading is not None:
            found[key].headings.append(heading)
    mentions = Mention.objects.filter(document_id__in=ids).order_by("document_id", "term__label")
    for key, term, label in mentions.values_list(
        "document_id", "term_id", "term__label"
    ).distinct():
        found[key].terms[term] = label
    links = DocumentIssuer.objects.filter(document_id__in=ids, body__isnull=False)
    for key, body in links.order_by("document_id", "position").values_list(
        "document_id", "body_id"
    ):
        if body is not None:
            found[key].issuers.append(body)
    return found


def entry(
    document: Document,
    belongings: Belongings,
    analyser: Analyser,
    average: float,
    body: Counter[str] | None = None,
) -> SearchEntry:
    """The row of a document; `average` is the corpus's length (`statistics.average_length`).

    `body` counts the analyser's words in its text, where that has been done.
    """
    texts = parts(document, belongings.headings, belongings.terms.values())
    made = vectors(document.id, texts, belongings.keys, analyser, average, body)
    columns: dict[str, Any] = {name: getattr(document, name) for name in COLUMNS}
    return SearchEntry(
        document_id=document.id,
        is_public=document.status == Status.PUBLISHED,
        region=document.region_id,
        meeting=document.meeting_id,
        subject=document.subject_term_id,
        issuers=belongings.issuers,
        terms=list(belongings.terms),
        length=made.length,
        analyser=analyser.version,
        words=made.words,
        bigrams=as_received(made.bigrams),
        **columns,
    )


READ = (
    "status",
    "region_id",
    "meeting_id",
    "subject_term_id",
    *COLUMNS,
    *PHRASE_FIELDS,
    *KEY_COLUMNS,
)
_IN_BINARY = ("words", "bigrams")
"""Columns whose values are bytes already, as PostgreSQL receives them."""

COPIED = {
    item.attname: "bytea"
    if item.attname in _IN_BINARY
    else str(item.db_type(connection)).partition("(")[0]
    for item in SearchEntry._meta.concrete_fields
}
"""Column → the type by which its values are written."""
