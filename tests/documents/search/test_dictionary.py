"""A changed dictionary renews the documents that it cuts differently, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from documents.models import DictionaryVersion, Document, SearchEntry
from documents.search.analyser import Analyser, current_analyser, forget_analyser
from documents.search.dictionary import out_of_step, recut
from documents.search.index import index_documents
from taxonomy.models import Term
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_analyser() -> Iterator[None]:
    forget_analyser()
    yield
    forget_analyser()


def document(text: str = "", **values: str) -> str:
    return factories.document([], [], text=text, index=False, **values).id


def reindex() -> str:
    said = StringIO()
    call_command("reindex", workers=1, stdout=said)
    return said.getvalue().strip()


def test_a_new_term_renews_the_documents_that_hold_it() -> None:
    holding = [
        document("落实样本新蓝图。"),
        document("落实“樣本”新藍圖"),
        document("落实樣本新藍圖。"),
        document(title="样本新蓝图公告"),
        document(digest="样本新蓝图"),
    ]
    others = [document("样本。新蓝图样本新的图"), document("教育"), document()]
    assert reindex() == "8 documents indexed"
    factories.term("yang-ben", label="样本新蓝图")
    forget_analyser()
    version = current_analyser().version
    assert out_of_step(current_analyser()) == sorted({*holding} - {holding[1]})
    assert reindex() == "4 documents indexed"
    renewed = set(SearchEntry.objects.filter(analyser=version).values_list("pk", flat=True))
    assert renewed == {*holding} - {holding[1]}
    assert not renewed & {*others}
    assert reindex() == "0 documents indexed"


def test_rows_that_stayed_are_what_they_would_be_if_they_were_made_anew() -> None:
    texts = ["落实样本新蓝图。", "推动高质量发展，样本新。蓝图", "教育强国", "三级甲等医院"]
    ids = [document(text) for text in texts]
    index_documents(ids, Analyser(["样本新", "教育强"]))
    analyser = Analyser(["样本新蓝图", "教育强"])
    touched = list(recut(Analyser(["样本新", "教育强"]).version, analyser))
    assert set(touched) == set(ids[:2])
    index_documents(touched, analyser)
    kept = set(SearchEntry.objects.values_list("pk", "words"))
    index_documents(ids, analyser)
    assert set(SearchEntry.objects.values_list("pk", "words")) == kept


def test_a_word_that_is_withdrawn_renews_as_well() -> None:
    ids = [document("落实样本新蓝图。"), document("教育")]
    index_documents(ids, Analyser(["样本新蓝图"]))
    assert out_of_step(Analyser()) == ids[:1]


def test_the_label_of_a_mention_counts_too() -> None:
    named = factories.term(label="旧名四字")
    made = factories.document([], [named], index=False)
    Term.objects.update(label="樣本之新藍圖")
    index_documents([made.id], Analyser())
    assert out_of_step(Analyser(["样本之新"])) == [made.id]


def test_of_an_unknown_version_or_other_rules_everything_is_renewed() -> None:
    ids = [document("教育"), document("水利")]
    index_documents(ids, Analyser(["水利"]))
    DictionaryVersion.objects.update(rules="0/other")
    assert out_of_step(Analyser()) == ids
    DictionaryVersion.objects.all().delete()
    assert out_of_step(Analyser()) == ids


def test_words_without_bigrams_are_looked_for_in_every_text() -> None:
    ids = [document("维生素a+片"), document("教育")]
    index_documents(ids, Analyser())
    assert out_of_step(Analyser(["a+"])) == ids[:1]


def test_the_admin_site_has_the_dictionary_read_anew(admin_client: Client) -> None:
    region = factories.region()
    before = current_analyser()
    data = {
        "name": "示例省水利学会", "short_name": "省水利学会", "slug": "sheng-shui-li",
        "aliases": "[]",
        "system": "party", "region": region.pk, "level": "province",
    }  # fmt: skip
    body = factories.body("to-be-renamed")
    response = admin_client.post(f"/admin/taxonomy/body/{body.pk}/change/", data)
    assert response.status_code in {200, 302}
    if response.status_code == 302:
        assert current_analyser() is not before
        assert "示例省水利学会" in current_analyser().segmenter.user_words
    assert Document.objects.count() == 0
