"""tantivy, a search library in Rust, with BM25; the words are joined by spaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from tests.bench.retrieval.peers import TOP, Entry, Unable, Wanted
from tests.bench.retrieval.queries import Ask


class Tantivy:
    """An index in a folder of its own, merged into as few segments as it likes.

    Without `counting` it may stop once the best are sure, and the count is -1.
    """

    def __init__(self, folder: Path, *, counting: bool = True) -> None:
        self.name = "tantivy" if counting else "tantivy, no count"
        self._counting = counting
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace")
        builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("issuer", tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_integer_field("number", stored=True)
        self._schema, self._path = builder.build(), folder / "tantivy"
        self._path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(self._path))

    def build(self, entries: Iterator[Entry]) -> None:
        """Index the documents, unless they are there from another run."""
        self._index.reload()
        if not self._index.searcher().num_docs:
            writer = self._index.writer(heap_size=200_000_000, num_threads=1)
            for e in entries:
                document = tantivy.Document(
                    words=e.words, kind=e.kind, issuer=[str(i) for i in e.issuers]
                )
                document.add_integer("day", e.day)
                document.add_integer("number", e.number)
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, ask: Ask, wanted: Wanted) -> int:
        """The best 20 with their stored numbers, and, if so told, the count of all; no facets."""
        if ask.facets:
            raise Unable
        query = self._filtered(self._query(ask), wanted)
        ordering = "day" if ask.ordering else None
        found: Any = self._searcher.search(query, TOP, self._counting, ordering)
        for _, address in found.hits:
            self._searcher.doc(address)
        return int(found.count) if self._counting else -1

    def _query(self, ask: Ask) -> Query:
        terms = [Query.term_query(self._schema, "words", word) for word in ask.words]
        if ask.operator == "phrase":
            return Query.phrase_query(self._schema, "words", list(ask.words))
        if ask.operator == "prefix":
            return Query.regex_query(self._schema, "words", f"{ask.words[0]}.*")
        if ask.operator == "not":
            return Query.boolean_query([(Occur.Must, terms[0]), (Occur.MustNot, terms[1])])
        occurs = Occur.Should if ask.operator == "or" else Occur.Must
        return Query.boolean_query([(occurs, term) for term in terms])

    def _filtered(self, query: Query, wanted: Wanted) -> Query:
        kept: list[Query] = []
        if wanted.kind is not None:
            kept.append(Query.term_query(self._schema, "kind", wanted.kind))
        if wanted.issuer is not None:
            kept.append(Query.term_query(self._schema, "issuer", str(wanted.issuer)))
        if wanted.first is not None:
            days = (self._schema, "day", tantivy.FieldType.Integer, wanted.first, wanted.last)
            kept.append(Query.range_query(*days))
        if not kept:
            return query
        must = [query, *(Query.const_score_query(part, 0.0) for part in kept)]
        return Query.boolean_query([(Occur.Must, part) for part in must])

    def size(self) -> int:
        return sum(file.stat().st_size for file in self._path.iterdir())

    def close(self) -> None:
        """Nothing to close: the index is read through memory maps."""
