"""What storing costs, and what it does with results that the database does not take."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.ingest.inputs import Input
from documents.ingest.process import Result, prepared_tools, process
from documents.ingest.record import SourceInfo
from documents.ingest.storing import Store
from documents.models import Document, Passage, Refusal, SearchEntry, Section
from documents.search import index
from documents.search.analyser import Analyser, current_analyser
from documents.text.stages import RawDocument
from taxonomy.stored_vocabulary import stored_vocabulary
from tests.documents.ingest.test_runs import notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

STATEMENTS = 34
"""Of a new document with an issuer, sections, terms and citations, its transaction included."""


def result(text: str, analyser: Analyser | None = None) -> Result:
    raw = text.encode()
    source = SourceInfo("a.txt", None, hashlib.sha256(raw).hexdigest(), "text/plain", None)
    item = Input(Path("a.txt"), source, raw, RawDocument(text, "text/plain"))
    return process(item, prepared_tools(stored_vocabulary()), analyser)


def test_a_document_costs_few_statements_however_long_it_is() -> None:
    store = Store(status="published")
    store.put(result(notice(1)), "1.txt")
    counts = []
    for number, times in ((2, 1), (3, 5)):
        taken = result(
            notice(number).replace("压实责任。", "压实责任。\n（一）甲。\n1.乙。\n" * times)
        )
        with CaptureQueriesContext(connection) as queries:
            store.put(taken, f"{number}.txt")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= STATEMENTS


def test_sections_have_their_parents() -> None:
    stored = Store(status="published").put(result(notice(1)), "1.txt")
    sections = Section.objects.filter(document_id=stored.document).order_by("position")
    for section in sections:
        before = sections.filter(position__lt=section.position, level=section.level - 1)
        assert section.parent == before.last()


def test_what_the_database_does_not_take_is_refused_with_its_bytes() -> None:
    taken = result(notice(1))
    assert taken.draft is not None
    metadata = replace(taken.draft.metadata, title="长" * 501)
    taken = replace(taken, draft=replace(taken.draft, recognised=metadata))
    store = Store(status="published")
    outcome = store.put(taken, "1.txt")
    assert outcome.outcome == "refused"
    assert outcome.reason is not None
    assert outcome.reason.startswith("cannot be stored: value too long")
    assert bytes(Refusal.objects.get().raw) == taken.raw
    assert not Document.objects.exists()
    store.put(result(notice(1)), "1.txt")
    assert not Refusal.objects.exists()
    assert Document.objects.count() == 1


def test_a_text_that_a_worker_has_cut_is_not_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = result(notice(1), current_analyser())
    with monkeypatch.context() as patched:
        patched.setattr(index, "body_of", None)
        key = Store(status="published").put(taken, "1.txt").document
    assert key is not None
    assert taken.body is not None

    def rows() -> list[Any]:
        found = SearchEntry.objects.values_list("words", "bigrams", "length", "analyser")
        return [*found, *Passage.objects.order_by("start").values_list("start", "end")]

    made = rows()
    index.index_document(key)
    assert rows() == made
    index.index_document(key, replace(taken.body, analyser="another", words=Counter(["无"])))
    assert rows() == made
