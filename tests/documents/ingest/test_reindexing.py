"""Reindexing: in place and beside the live tables, while others read and write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from documents.ingest import reindexing
from documents.ingest.reindexing import index_all, index_in_place
from documents.models import (
    CorpusStatistics,
    Document,
    Lexeme,
    Passage,
    SearchEntry,
    StaleEntry,
    Suggestion,
)
from documents.search import shadow
from documents.search.analyser import Analyser, current_analyser, forget_analyser
from documents.search.index import index_document, index_documents
from documents.search.statistics import refresh_statistics
from documents.search.suggestion_index import Change, rebuild_suggestions
from tests import factories
from tests.wording import body

OLD = Analyser(["旧词"])

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reindexing, "CHUNK", 5)
    # What is counted moves the tiers of what is indexed afterwards.
    monkeypatch.setattr(reindexing, "refresh_statistics", lambda _: 0)
    monkeypatch.setattr(reindexing, "keep_statistics", bool)
    forget_analyser()
    yield
    forget_analyser()
    with connection.cursor() as cursor:
        shadow.drop(cursor)


def documents(number: int) -> list[str]:
    """Documents that the old dictionary cut otherwise than the present one does."""
    texts = (f"{body(n, 2)}\n旧词。" for n in range(number))
    made = [factories.document(text=text, index=False).id for text in texts]
    index_documents(made, OLD)
    return made


def catalogue() -> set[tuple[Any, ...]]:
    """Every index, constraint, column, option and sequence of the tables, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%(names)s)
            UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) || convalidated
            FROM pg_constraint WHERE conrelid = ANY(%(names)s::regclass[])
                OR confrelid = ANY(%(names)s::regclass[])
            UNION ALL SELECT 'column', attname, concat(atttypid::regtype, attnotnull,
                rank() OVER (PARTITION BY attrelid ORDER BY attnum), attidentity, attstorage,
                attcompression, attstattarget) FROM pg_attribute
            WHERE attrelid = ANY(%(names)s::regclass[]) AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT 'table', relname, reloptions::text FROM pg_class
            WHERE oid = ANY(%(names)s::regclass[])
            UNION ALL SELECT 'sequence', sequencename, '' FROM pg_sequences
            UNION ALL SELECT 'trigger', tgname, '' FROM pg_trigger
            WHERE tgrelid = ANY(%(names)s::regclass[]) AND NOT tgisinternal
            UNION ALL SELECT 'function', proname, '' FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
            """,
            {"names": list(shadow.TABLES)},
        )
        return set(cursor.fetchall())


def rows() -> set[tuple[Any, ...]]:
    entries = SearchEntry.objects.annotate(pairs=Cast("bigrams", TextField()))
    found = set(entries.values_list("document", "analyser", "length", "words", "pairs"))
    return found | set(Passage.objects.values_list("document", "start", "end", "section"))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("how", [index_all, None])
def test_both_ways_make_what_indexing_one_by_one_makes(
    workers: int, how: Callable[..., Iterator[int]] | None
) -> None:
    ids = documents(23)
    analyser = current_analyser()
    before = catalogue()
    run = index_in_place(ids, analyser, workers) if how is None else how(analyser, workers)
    assert sum(run) == 23
    found = rows()
    assert set(SearchEntry.objects.values_list("analyser", flat=True)) == {analyser.version}
    assert catalogue() == before
    for key in ids:
        index_document(key)
    assert rows() == found


class Others:
    """A reader and a writer, each in a thread, until they are ended; what they saw and did."""

    def __init__(self, ids: list[str]) -> None:
        self.ended = threading.Event()
        self.counts: list[int] = []
        self.added: list[str] = []
        self.failed: list[BaseException] = []
        self.changed, self.deleted = ids[::12], ids[3::9]
        self.threads = [
            threading.Thread(target=self._forever, args=[step]) for step in (self.read, self.write)
        ]

    def __enter__(self) -> Others:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join(60)

    def _forever(self, step: Callable[[], None]) -> None:
        try:
            while not self.ended.wait(0.02):
                step()
        except BaseException as error:
            self.failed.append(error)
        finally:
            connection.close()

    def read(self) -> None:
        self.counts.append(SearchEntry.objects.filter(words__isnull=False).count())
        assert Passage.objects.exists()

    def write(self) -> None:
        number = len(self.added)
        with transaction.atomic():
            for key in self.changed:
                Document.objects.filter(pk=key).update(title=f"改后{number}")
                index_document(key)
            if number < 10:
                self.added.append(factories.document(text=body(500 + number, 1)).id)
                Document.objects.filter(pk=self.deleted[number % len(self.deleted)]).delete()


def test_others_read_and_write_while_tables_are_rebuilt() -> None:
    """In this process alone: one with threads at work must not be forked."""
    with Others(documents(40)) as others:
        for _ in range(2):
            list(index_all(current_analyser(), 1))
    assert not others.failed
    assert min(others.counts) >= 40 - len(others.deleted)
    assert len(others.added) > 1
    alive = set(Document.objects.values_list("pk", flat=True))
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == alive
    found = rows()
    for key in alive:
        index_document(key)
    assert rows() == found


def test_a_change_that_is_under_way_while_an_earlier_one_is_copied_is_not_lost() -> None:
    ids = documents(10)
    run = index_all(current_analyser(), 1)
    next(run)
    index_document(ids[0])
    written, copied = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            Document.objects.filter(pk=ids[0]).update(title="改后")
            index_document(ids[0])
            written.set()
            copied.wait(60)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(60)
    shadow._catch_up()
    copied.set()
    writer.join(60)
    list(run)
    found = rows()
    index_document(ids[0])
    assert rows() == found


def test_a_run_that_was_broken_off_goes_on() -> None:
    documents(30)
    analyser = current_analyser()
    before = catalogue()
    run = index_all(analyser, 1)
    assert [next(run), next(run)] == [5, 5]
    run.close()  # type: ignore[attr-defined]
    assert set(SearchEntry.objects.values_list("analyser", flat=True)) == {OLD.version}
    assert len(shadow.filled()) == 10
    assert sum(index_all(analyser, 1)) == 20
    assert set(SearchEntry.objects.values_list("analyser", flat=True)) == {analyser.version}
    assert catalogue() == before


def test_a_run_that_was_broken_off_while_its_indexes_were_built_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first table's are there; statistics have been counted since, and change no row."""
    documents(10)
    analyser = current_analyser()
    before = catalogue()
    with monkeypatch.context() as patched:
        patched.setattr(shadow, "_validate", lambda: None)
        patched.setattr(shadow, "_swap", lambda: refresh_statistics() and 1 / 0)
        with pytest.raises(ZeroDivisionError):
            list(index_all(analyser, 1))
    assert list(index_all(analyser, 1)) == []
    assert catalogue() == before
    assert set(SearchEntry.objects.values_list("analyser", flat=True)) == {analyser.version}


def test_statistics_and_suggestions_are_those_of_the_new_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reindexing, "refresh_statistics", refresh_statistics)
    ids = [factories.document(text=body(number, 2), index=False).id for number in range(12)]
    list(index_all(current_analyser(), 2))
    counted = set(Lexeme.objects.values_list("vector", "lexeme", "documents"))
    assert {vector for vector, _, _ in counted} == {"w", "b"}
    assert refresh_statistics() == 12
    assert set(Lexeme.objects.values_list("vector", "lexeme", "documents")) == counted
    assert Suggestion.objects.filter(document__in=ids).count() == 12
    assert rebuild_suggestions() == Change()


def test_shadows_of_another_dictionary_are_begun_anew() -> None:
    documents(10)
    run = index_all(Analyser(["别词"]), 1)
    next(run)
    run.close()  # type: ignore[attr-defined]
    assert sum(index_all(current_analyser(), 1)) == 10


def test_what_is_outdated_during_a_rebuild_stays_marked() -> None:
    ids = documents(10)
    run = index_all(current_analyser(), 1)
    next(run)
    StaleEntry.objects.create(entry_id=ids[0])
    list(run)
    assert list(StaleEntry.objects.values_list("pk", flat=True)) == [ids[0]]
    call_command("reindex", workers=1, verbosity=0)
    assert not StaleEntry.objects.exists()


def test_the_command_chooses_the_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reindexing, "SHADOW_FROM", 10)
    begun: list[str] = []
    begin = shadow.begin

    def noted(version: str, average: float) -> float:
        begun.append(version)
        return begin(version, average)

    monkeypatch.setattr(shadow, "begin", noted)
    ids = documents(20)
    call_command("reindex", workers=2)
    assert "20 documents indexed" in capsys.readouterr().out
    assert len(begun) == 1
    index_documents(ids[:3], OLD)
    call_command("reindex", workers=2)
    assert "3 documents indexed" in capsys.readouterr().out
    assert len(begun) == 1
    call_command("reindex", "--statistics")
    assert "20 documents counted" in capsys.readouterr().out
    assert CorpusStatistics.objects.get().documents == 20
