"""Writes a collection's rows with COPY, past the cleaning pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models, transaction

from documents.ingest.pipeline import Tools
from documents.models import Document, DocumentIssuer, Mention, Section
from taxonomy.matching import TermSpan
from taxonomy.models import Term
from taxonomy.stored_vocabulary import stored_vocabulary
from tests.bench.retrieval.collection import Made, collection
from tests.bench.retrieval.metadata import Authorities, Describer
from tests.bench.retrieval.paragraphs import Paragraphs

BATCH = 10_000
"""Documents that are written in one transaction."""

PLACE = ("document_id", "position")
SECTION = ("id", *PLACE, "parent_id", "type", "level", "label", "heading", "start", "end")
MENTION = ("document_id", "section_id", "term_id", "field", "surface", "start", "end")
ISSUER = (*PLACE, "name", "body_id")
Row = tuple[Any, ...]


class Loader:
    """Writes documents with issuers, sections and mentions; the search index stays empty."""

    def __init__(self, paragraphs: Paragraphs, seed: int) -> None:
        self.paragraphs, self.seed = paragraphs, seed
        self._describer = Describer(Authorities.of_database(seed), seed)
        self._terms = dict(Term.objects.values_list("slug", "id"))
        self._matcher = Tools(stored_vocabulary()).matcher
        self._found: dict[int, tuple[TermSpan, ...]] = {}
        self._section = 0

    def load(self, size: int) -> Iterator[int]:
        """Write the first `size` documents of the seed's sequence; yields how many there are."""
        batch: list[Made] = []
        done = 0
        for made in collection(self.paragraphs, size, self.seed):
            batch.append(made)
            if len(batch) == BATCH:
                self._write(batch)
                done += len(batch)
                yield done
                batch = []
        self._write(batch)
        with connection.cursor() as cursor:
            table = Section._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
            )
            cursor.execute("VACUUM ANALYZE")
        yield done + len(batch)

    def _write(self, batch: list[Made]) -> None:
        documents, issuers, sections, mentions = [], list[Row](), list[Row](), list[Row]()
        for made in batch:
            text = "\n".join(self.paragraphs.texts[at] for at in made.paragraphs)
            document, bodies = self._describer.describe(made, text)
            documents.append(document)
            issuers += ((made.id, at, b.name, b.id) for at, b in enumerate(bodies, start=1))
            self._outline(made, sections, mentions)
        columns = [f for f in Document._meta.concrete_fields if not f.generated]
        rows = ([_stored(f, document) for f in columns] for document in documents)
        with transaction.atomic():
            # The rows are right by construction: no foreign keys and spans are looked up.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
            _copy(Document, [str(f.column) for f in columns], rows)
            _copy(DocumentIssuer, ISSUER, issuers)
            _copy(Section, SECTION, sections)
            _copy(Mention, MENTION, mentions)

    def _outline(self, made: Made, sections: list[Row], mentions: list[Row]) -> None:
        start, heading = 0, None
        for position, at in enumerate(made.paragraphs, start=1):
            end = start + len(self.paragraphs.texts[at])
            kind, label, title = self.paragraphs.shapes[at]
            self._section += 1
            heads = kind in ("chapter", "heading")
            parent = None if heads else heading
            place = (parent, kind, 2 if parent else 1, label, title, start, end)
            sections.append((self._section, made.id, position, *place))
            for m in self._mentions(at):
                span = (m.surface, start + m.start, start + m.end)
                mentions.append((made.id, self._section, self._terms[m.term], "text", *span))
            heading = self._section if heads else heading
            start = end + 1

    def _mentions(self, at: int) -> tuple[TermSpan, ...]:
        if at not in self._found:
            self._found[at] = self._matcher.find(self.paragraphs.texts[at])
        return self._found[at]


def _stored(field: models.Field[Any, Any], document: Document) -> Any:
    value = field.pre_save(document, add=True)
    if value is None:
        return None
    return field.get_db_prep_save(value, connection)


def _copy(model: type[models.Model], columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)
