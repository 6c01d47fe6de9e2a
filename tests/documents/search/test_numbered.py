"""Documents by their number."""

from __future__ import annotations

import pytest

from documents.search.numbered import numbered_documents
from documents.search.query import parse
from tests import factories

pytestmark = pytest.mark.django_db


def test_all_published_with_the_number() -> None:
    number = "示政发〔2020〕1号"
    older = factories.document(document_number=number, adopted_on="2020-01-01", index=False)
    newer = factories.document(document_number=number, adopted_on="2020-02-01", index=False)
    factories.document(document_number=number, status="draft", index=False)
    factories.document(document_number="示政发〔2020〕11号", index=False)
    asked = parse("示政发[2020]第1号").number
    assert asked == number
    assert numbered_documents(asked) == [newer.id, older.id]
    assert numbered_documents("示政发〔2020〕2号") == []
