"""Brings the search index in step with the documents and the dictionary, over several processes.

Each batch of documents is one transaction of the process that takes it: whatever breaks a run off,
the next one finds what was done. A few documents are indexed in place; where most rows are to be
made, they go to shadow tables, which are indexed when they are full and then put in place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, NoReturn, TypeVar

from django.db import connection, connections, transaction

from documents.ingest.workers import BATCH_BYTES, Workers
from documents.models import CorpusStatistics, Document, SearchEntry
from documents.search import shadow
from documents.search.analyser import Analyser
from documents.search.dictionary import remember
from documents.search.index import index_documents, insert, rows_of
from documents.search.passage_index import insert_passages
from documents.search.statistics import average_length, keep_statistics, refresh_statistics
from documents.search.suggestion_index import rebuild_suggestions

Item = TypeVar("Item")
R = TypeVar("R")

CHUNK = 200
"""Documents in one transaction, at most."""

CHUNK_CHARACTERS = 500_000
"""Characters of their texts from which a chunk is closed, so that a worker's memory is bounded."""

SHADOW_FROM = 1_000
"""Documents from which a rebuild of more than half of all goes to shadow tables."""

SAMPLE = 200
"""Documents whose average length stands for all before the first have been indexed."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents of one transaction; as large as a batch, so that workers take them one by one."""

    ids: tuple[str, ...]
    size: int = BATCH_BYTES

    def __str__(self) -> str:
        return f"documents {self.ids[0]} to {self.ids[-1]}"


@dataclass(frozen=True, slots=True)
class Step:
    """One of several things that are done at the same time, as large as a batch like a chunk."""

    number: int
    size: int = BATCH_BYTES

    def __str__(self) -> str:
        return f"step {self.number + 1} at the end of indexing"


def index_in_place(ids: Sequence[str], analyser: Analyser, workers: int) -> Iterator[int]:
    """Index these documents in the live tables; numbers of documents as they are done."""
    yield from _spread(ids, lambda chunk: index_documents(chunk, analyser), workers)
    rebuild_suggestions()
    keep_statistics()


def index_all(analyser: Analyser, workers: int) -> Iterator[int]:
    """Index every document beside the live tables and swap; what a run began, the next goes on."""
    remember(analyser)
    average = shadow.begin(analyser.version, _average(analyser))
    filled = shadow.filled()
    ids = [key for key in Document.objects.order_by("pk").values_list("pk", flat=True)
           if key not in filled]  # fmt: skip
    yield from _spread(ids, lambda chunk: _fill(chunk, analyser, average), workers)
    _together((shadow.build_indexes, _count), workers)
    shadow.swap()


def _count() -> None:
    """What needs the rows in the shadows, but not their indexes."""
    entries = shadow.shadow(SearchEntry._meta.db_table)
    rebuild_suggestions(entries)
    refresh_statistics(entries)


def is_most(ids: Sequence[str]) -> bool:
    """Whether so many documents are to be indexed that shadow tables are the shorter way."""
    return len(ids) >= SHADOW_FROM and 2 * len(ids) > Document.objects.count()


def _fill(ids: Sequence[str], analyser: Analyser, average: float) -> int:
    """Write the rows of these documents into the shadows; once more changes nothing."""
    entries, passages = map(shadow.shadow, shadow.TABLES)
    rows = rows_of(ids, analyser, average)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        for table in (entries, passages):
            cursor.execute(f"DELETE FROM {table} WHERE document_id = ANY(%s)", [list(ids)])  # noqa: S608
        insert(rows.entries, entries)
        insert_passages(rows.passages, passages)
    return len(rows.documents)


def _together(steps: Sequence[Callable[[], object]], workers: int) -> None:
    """Take these steps, each in a process of its own if there may be several."""
    if workers == 1 or connection.in_atomic_block:
        for step in steps:
            step()
        return

    def take(item: Step) -> None:
        steps[item.number]()

    crew: Workers[Step, None] = Workers(_elsewhere(take), _died, len(steps))
    for _ in crew.results(map(Step, range(len(steps)))):
        pass


def _spread(
    ids: Iterable[str], work: Callable[[Sequence[str]], int], workers: int
) -> Iterator[int]:
    cut = _chunks(ids)
    first = list(islice(cut, 2))
    chunks = chain(first, cut)
    if workers == 1 or len(first) < 2 or connection.in_atomic_block:
        for chunk in chunks:
            yield work(chunk.ids)
        return
    crew: Workers[Chunk, int] = Workers(_elsewhere(lambda chunk: work(chunk.ids)), _died, workers)
    for _, number in crew.results(chunks):
        yield number


def _chunks(ids: Iterable[str]) -> Iterator[Chunk]:
    """In their order, none larger than a transaction may be."""
    sizes = dict(Document.objects.values_list("pk", "text_length"))
    chunk: list[str] = []
    held = 0
    for key in ids:
        chunk.append(key)
        held += sizes.get(key, 0)
        if len(chunk) >= CHUNK or held >= CHUNK_CHARACTERS:
            yield Chunk(tuple(chunk))
            chunk, held = [], 0
    if chunk:
        yield Chunk(tuple(chunk))


def _elsewhere(work: Callable[[Item], R]) -> Callable[[Item], R]:
    """The same for a worker process, with connections of its own."""
    parent = os.getpid()

    def working(item: Item) -> R:
        if parent not in _left:
            _leave_connections(parent)
        return work(item)

    return working


_left: dict[int, Any] = {}
"""Process id of a parent → its connections, kept that nothing is said on them when they go."""


def _leave_connections(parent: int) -> None:
    """In a worker: have connections of its own."""
    _left[parent] = [wrapper.connection for wrapper in connections.all(initialized_only=True)]
    for alias in list(connections):
        del connections[alias]


def _died(item: Chunk | Step, reason: str) -> NoReturn:
    raise RuntimeError(f"{item}: {reason}")


def _average(analyser: Analyser) -> float:
    """The average length, of a sample where no statistics have been made yet."""
    if CorpusStatistics.objects.exists() or SearchEntry.objects.exists():
        return average_length()
    ids = list(Document.objects.order_by("pk").values_list("pk", flat=True)[:SAMPLE])
    lengths = [entry.length for entry in rows_of(ids, analyser, average_length()).entries]
    if lengths:
        average = sum(lengths) / len(lengths)
        CorpusStatistics.objects.create(documents=len(lengths), average_length=average)
    return average_length()
