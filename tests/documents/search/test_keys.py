"""Keys select the same documents as the filters of the list do in SQL."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.api.filters import DocumentFilters
from documents.ingest.duplicate_flags import renew_flags
from documents.models import Document, DocumentRelation, SearchEntry, StaleEntry
from documents.search.keys import KEYS, LONGEST_BYTES, key_query, keys_of, year_query
from documents.search.rekeying import rekey
from documents.search.vectors import quoted
from taxonomy.models import Body, Region, Term
from tests import factories
from tests.documents.search import collection

NEITHER = {"number_prefix", "published_year"}
"""Keys that no filter has, for the field `number:` of the query language and for ranges."""

WITHOUT_KEY = {name for name in DocumentFilters.declared() if "__" in name} | {"cites"}


def _values(name: str) -> list[Any]:
    """What may be asked of a filter: what is there, and what is not."""
    field = {"region": "region_id", "flag": "flags"}.get(name, name)
    slugs: dict[str, Any] = {
        **dict.fromkeys(("issuer", "issuer_tree"), Body),
        **dict.fromkeys(("term", "term_tree", "subject"), Term),
    }
    if name in slugs:
        found = list(slugs[name].objects.values_list("slug", flat=True))
        stated = ["主题1", "主题2", "其他 主题", "水'利"] if name == "subject" else []
        return [*found, *stated, "mei-you"]
    if name == "region_tree":
        return [*Region.objects.values_list("code", flat=True), "000000"]
    if name == "has_text":
        return [True, False]
    if name == "meeting":
        return ["cpc-990000-11-plenum-1", "cpc-990000-12-plenum-1", "mei-you"]
    if name == "number":
        return [
            "示政发[2018]1号",
            "示政发〔2018〕第2号",
            "示'政\\发1号",
            "示政发",
            "没有〔2018〕1号",
        ]
    stored = Document.objects.values_list(field, flat=True)
    flat = [v for value in stored for v in (value if isinstance(value, list) else [value])]
    return [*dict.fromkeys(value for value in flat if value is not None), "没有", "DAILY daily"]


def test_keys_select_what_the_filters_select(db: None) -> None:
    assert set(KEYS) - NEITHER == set(DocumentFilters.declared()) - WITHOUT_KEY
    collection.documents()
    random = Random(1)
    for name in sorted(set(KEYS) - NEITHER):
        values = [v for v in _values(name) if name != "year" or isinstance(v, int)]
        found = set[str]()
        for size in (1, 1, 1, 1, 1, 2, 2, 3):
            asked = random.sample(values, min(size, len(values)))
            condition = DocumentFilters.declared()[name].where(asked)
            expected = set(Document.objects.filter(condition).values_list("pk", flat=True))
            query = key_query(name, asked)
            assert query is not None
            keyed = SearchEntry.objects.extra(where=["words @@ %s::tsquery"], params=[query])
            assert set(keyed.values_list("pk", flat=True)) == expected, (name, asked)
            found |= expected
        assert found, name


@pytest.mark.parametrize("name", sorted(WITHOUT_KEY))
def test_ranges_citations_and_ids_have_no_key(name: str) -> None:
    assert key_query(name, ["2020-01-01"]) is None


def test_a_constant_number_of_statements(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = collection.documents(30)
    with django_assert_num_queries(2):
        keys = keys_of([*ids, "missing"])
    assert set(keys) == set(ids)
    assert all(len(set(found)) == len(found) for found in keys.values())


def test_a_long_value_becomes_a_short_lexeme() -> None:
    query = key_query("publisher", ["报" * 2000])
    assert query is not None
    assert len(query.encode()) < LONGEST_BYTES
    assert query != key_query("publisher", ["报" * 2001])


@pytest.mark.parametrize(("low", "high"), [(2018, 2019), (2018, 2021), (0, 2018), (2020, 9999)])
def test_years_of_a_span(db: None, low: int, high: int) -> None:
    collection.documents(60)
    asked = year_query("published_year", low, high)
    found = SearchEntry.objects.extra(where=["words @@ %s::tsquery"], params=[asked])
    expected = Document.objects.filter(published_on__year__range=(low, high))
    assert expected.exists()
    assert set(found.values_list("pk", flat=True)) == set(expected.values_list("pk", flat=True))


def test_all_years_are_no_condition() -> None:
    assert year_query("year", 0, 9999) is None


def _is_found(document: Document, name: str, value: str) -> bool:
    lexeme = quoted(f"={name}:{value}")
    return (
        SearchEntry.objects.extra(where=["words @@ %s::tsquery"], params=[lexeme])
        .filter(pk=document.pk)
        .exists()
    )


@pytest.mark.parametrize(
    ("name", "model"), [("issuer_tree", Body), ("term_tree", Term), ("region_tree", Region)]
)
def test_a_new_parent_outdates_all_below(db: None, name: str, model: Any) -> None:
    make: dict[Any, Any] = {Body: factories.body, Term: factories.term, Region: factories.region}
    keys = ["990000", "990100", "990101"] if model is Region else ["shang", "zhong", "xia"]
    above, middle = make[model](keys[0]), make[model](keys[1])
    below = make[model](keys[2], parent=middle)
    given: dict[Any, dict[str, Any]] = {
        Body: {"issuers": [below]},
        Term: {"terms": [below]},
        Region: {"region": below},
    }
    document = factories.document(**given[model])
    factories.document()
    assert not _is_found(document, name, keys[0])
    middle.parent = above
    middle.save()
    assert list(StaleEntry.objects.values_list("pk", flat=True)) == [document.pk]
    call_command("reindex")
    assert _is_found(document, name, keys[0])
    assert not StaleEntry.objects.exists()


def test_a_new_slug_or_label_outdates_its_documents(db: None) -> None:
    meeting, subject = factories.meeting(), factories.term("zhu-ti", scheme="subject")
    met = factories.document(meeting=meeting)
    about = factories.document(subject_term=subject)
    meeting.slug = "cpc-990000-13-plenum-1"
    meeting.save()
    Term.objects.filter(pk=subject.pk).update(label="新主题")
    assert set(StaleEntry.objects.values_list("pk", flat=True)) == {met.pk, about.pk}


def test_what_is_not_in_keys_outdates_nothing(db: None) -> None:
    body = factories.body()
    factories.document([body])
    body.short_name = "新简称"
    body.save()
    assert not StaleEntry.objects.exists()


def test_a_deleted_document_is_outdated_no_longer(db: None) -> None:
    body = factories.body()
    made = factories.document([body])
    Body.objects.filter(pk=body.pk).update(slug="cpc-990001")
    assert StaleEntry.objects.count() == 1
    made.delete()
    assert not StaleEntry.objects.exists()


def test_rekeying_changes_keys_alone(db: None) -> None:
    made = factories.document(title="示例水利规划", text="水利，水利。", kind="决定")
    (before,) = SearchEntry.objects.filter(pk=made.pk).values("words", "bigrams", "length")
    Document.objects.filter(pk=made.pk).update(kind="通知", flags=["excerpt"])
    rekey([made.pk, "missing"])
    assert _is_found(made, "kind", "通知")
    assert _is_found(made, "flag", "excerpt")
    assert not _is_found(made, "kind", "决定")
    (after,) = SearchEntry.objects.filter(pk=made.pk).values("words", "bigrams", "length")
    others = [
        {w for w in row["words"].split() if not w.startswith("'=")} for row in (before, after)
    ]
    assert others[0] == others[1]
    assert (before["bigrams"], before["length"]) == (after["bigrams"], after["length"])


def test_the_flag_of_a_duplicate_is_a_key_at_once(db: None) -> None:
    older, newer = factories.document(), factories.document()
    DocumentRelation.objects.create(
        from_document=newer, to_document=older, kind="near_same", similarity=0.9
    )
    renew_flags([older.pk, newer.pk])
    assert _is_found(newer, "flag", "possible_duplicate")
    assert not _is_found(older, "flag", "possible_duplicate")
    DocumentRelation.objects.all().delete()
    renew_flags([older.pk, newer.pk])
    assert not _is_found(newer, "flag", "possible_duplicate")
