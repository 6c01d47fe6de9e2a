"""The index follows the documents."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models import Document, SearchEntry
from documents.search.analyser import Analyser, current_analyser, forget_analyser
from documents.search.bigrams import asked
from documents.search.index import index_document, index_documents
from tests import factories
from tests.documents.search.levels import levels_of

pytestmark = pytest.mark.django_db


def test_fields_have_their_weights() -> None:
    named = factories.term(label="四新")
    made = factories.document([], [named], title="水利", text="开头。\n教育", index=False)
    factories.section(made, heading="农业")
    index_document(made.id)
    found = SearchEntry.objects.get()
    for expected in ("'水利':1C", "'农业'", "'四新':1C", "'开头':1C", "'教育'", "'^水利'"):
        assert expected in found.words
    assert levels_of(found.bigrams, asked("水利")) == [0]
    assert found.terms == [named.pk]
    assert found.is_public


def test_indexing_again_replaces(capsys: pytest.CaptureFixture[str]) -> None:
    made = factories.document(title="水利")
    Document.objects.filter(id=made.id).update(title="教育")
    index_document(made.id)
    index_document(made.id)
    assert "水利" not in SearchEntry.objects.get().words


def test_many_take_as_few_statements_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ids = [factories.document(index=False).id for _ in range(5)]
    current_analyser()
    index_documents(ids)
    with CaptureQueriesContext(connection) as one:
        index_documents(ids[:1])
    with django_assert_num_queries(len(one)):
        assert index_documents(ids) == 5


def test_reindex_takes_what_is_not_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    fresh, stale, missing = (factories.document(index=False).id for _ in range(3))
    index_document(fresh)
    index_documents([stale], Analyser(["示例文件"]))
    call_command("reindex")
    assert "2 documents indexed" in capsys.readouterr().out
    version = current_analyser().version
    assert set(SearchEntry.objects.values_list("document", "analyser")) == {
        (key, version) for key in (fresh, stale, missing)
    }
    call_command("reindex")
    assert "0 documents indexed" in capsys.readouterr().out
    call_command("reindex", "--all")
    assert "3 documents indexed" in capsys.readouterr().out


def test_the_dictionary_has_the_terms() -> None:
    factories.term(label="三高四新")
    forget_analyser()
    try:
        assert ("三高四新", 0, 4) in current_analyser().words("三高四新")
    finally:
        forget_analyser()


def test_index_and_query_are_analysed_alike() -> None:
    analyser = Analyser()
    assert analyser.words("ＰＭ2.5，戰略！") == analyser.words("pm2.5,战略!")
    assert Analyser(["甲乙"]).version != analyser.version
    assert analyser.bigrams("甲，乙\n丙") == ["甲乙", "乙丙"]
    assert analyser.bigrams("甲") == []
