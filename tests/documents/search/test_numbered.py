"""Documents by their number."""

from __future__ import annotations

import pytest

from documents.search.clauses import matches
from documents.search.search import Search, searching
from tests import factories

pytestmark = pytest.mark.django_db


NUMBER = "示政发〔2020〕3号"


def test_documents_of_the_number_come_before_those_that_cite_it() -> None:
    cited = f"根据{NUMBER}，{NUMBER}规定的事项照办。"
    for _ in range(3):
        factories.document(title=f"关于落实{NUMBER}的通知", text=cited, adopted_on="2026-01-01")
    own = factories.document(document_number=NUMBER, text="本文很长。" * 50)
    other = factories.document(document_number=NUMBER, adopted_on="2021-01-01", text="另一版本。")
    factories.document(document_number=NUMBER, status="draft")
    factories.document(document_number="示政发〔2020〕31号")
    with searching() as cursor:
        search = Search("示政发[2020]第3号", {}, cursor)
        hits = search.hits(0, 20)
        narrowed = Search(NUMBER, {"year": matches("words", "'=year:2021'")}, cursor).hits(0, 20)
    assert {hit.document for hit in hits[:2]} == {own.id, other.id}
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "number" in hits[0].parts
    assert [hit.document for hit in narrowed] == [other.id]
