"""Statistics follow the size of the corpus."""

from __future__ import annotations

import pytest

from documents.models import CorpusStatistics, Lexeme
from documents.search.statistics import keep_statistics
from tests import factories

pytestmark = pytest.mark.django_db


def test_they_are_counted_anew_when_the_corpus_has_grown_by_a_tenth() -> None:
    assert not keep_statistics()
    for _ in range(10):
        factories.document(text="教育")
    assert keep_statistics()
    assert Lexeme.objects.get(vector="w", lexeme="教育").documents == 10
    factories.document(text="教育")
    assert not keep_statistics()
    factories.document(text="教育")
    assert keep_statistics()
    assert CorpusStatistics.objects.get().documents == 12
