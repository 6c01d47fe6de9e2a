"""Each filter finds what it names and leaves out what it does not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from documents.api.filters import DocumentFilters
from documents.models import Document
from tests import factories
from tests.asking import Api


def _document(**values: Any) -> Document:
    return factories.document(**values)


def _issuer() -> tuple[Document, Document]:
    return _document(issuers=[factories.body("cpc-990000")]), _document(
        issuers=[factories.body("gov-990000", system="government")]
    )


def _issuer_tree() -> tuple[Document, Document]:
    top = factories.body("gov-990000", system="government")
    under = factories.body("gov-990100", parent=top)
    deep = factories.body("gov-990100-x", parent=under)
    return _document(issuers=[deep]), _document(issuers=[factories.body("cpc-990000")])


def _cites() -> tuple[Document, Document]:
    cited, citing = _document(document_number="示发〔2020〕1号"), _document()
    factories.citation(citing, target="示发〔2020〕1号", target_document=cited)
    return citing, cited


def _of(name: str, yes: Any, no: Any) -> Any:
    return lambda: (_document(**{name: yes}), _document(**{name: no}))


def _by_term(slug: str, parent: str | None = None) -> Any:
    def make() -> tuple[Document, Document]:
        above = factories.term(parent) if parent else None
        return (
            _document(terms=[factories.term(slug, parent=above)]),
            _document(terms=[factories.term("bie-de")]),
        )

    return make


DAYS = (date(2020, 5, 2), date(2020, 5, 1))
CASES: dict[str, tuple[str, Any]] = {
    "issuer": ("cpc-990000", _issuer),
    "issuer_tree": ("gov-990000", _issuer_tree),
    "meeting": (
        "cpc-990000-12-plenum-6",
        lambda: (_document(meeting=factories.meeting()), _document()),
    ),
    "kind": ("决定", _of("kind", "决定", "通知")),
    "genre": ("law", _of("genre", "law", "news")),
    "region": (
        "990100",
        lambda: (
            _document(region=factories.region("990100")),
            _document(region=factories.region("990000")),
        ),
    ),
    "region_tree": (
        "990000",
        lambda: (
            _document(region=factories.region("990100", parent=factories.region("990000"))),
            _document(region=factories.region("980000")),
        ),
    ),
    "level": ("county", _of("level", "county", "province")),
    "term": ("san-gao", _by_term("san-gao")),
    "term_tree": ("san-gao", _by_term("gao-di", "san-gao")),
    "subject": (
        "zong-he",
        lambda: (
            _document(subject_term=factories.term("zong-he", scheme="subject")),
            _document(subject_term=factories.term("cai-zheng", scheme="subject")),
        ),
    ),
    "number": ("示发[2020]第1号", _of("document_number", "示发〔2020〕1号", "示发〔2020〕2号")),
    "publisher": ("示例日报", _of("publisher", "示例日报", "示例晚报")),
    "validity": ("in_force", _of("validity", "in_force", "repealed")),
    "flag": ("excerpt", _of("flags", ["excerpt", "traditional"], ["traditional"])),
    "year": ("2020", _of("adopted_on", date(2020, 1, 1), date(2021, 1, 1))),
    "has_text": ("true", _of("text", "正文", "")),
    "cites": ("示发（2020）1号", _cites),
    "adopted_on__gte": ("2020-05-02", _of("adopted_on", *DAYS)),
    "adopted_on__lte": ("2020-05-01", _of("adopted_on", *reversed(DAYS))),
    "published_on__gte": ("2020-05-02", _of("published_on", *DAYS)),
    "published_on__lte": ("2020-05-01", _of("published_on", *reversed(DAYS))),
    "effective_on__gte": ("2020-05-02", _of("effective_on", *DAYS)),
    "effective_on__lte": ("2020-05-01", _of("effective_on", *reversed(DAYS))),
    "changed_at__gte": (
        "2025-06-01T08:00:00+08:00",
        _of(
            "content_changed_at",
            datetime(2025, 6, 1, tzinfo=UTC),
            datetime(2025, 5, 31, tzinfo=UTC),
        ),
    ),
    "id__in": ("aa,bb", lambda: (_document(id="bb"), _document(id="cc"))),
}


def test_every_filter_has_a_case() -> None:
    assert sorted(CASES) == sorted(DocumentFilters.declared())


@pytest.mark.parametrize("name", sorted(CASES))
def test_filter(api: Api, name: str) -> None:
    value, make = CASES[name]
    matching, other = make()
    found = api.ids(**{name: value})
    assert matching.id in found
    assert other.id not in found


@pytest.mark.parametrize("ordering", ["relevance", "-published_on"])
@pytest.mark.parametrize("name", sorted(CASES))
def test_filter_with_a_query(api: Api, name: str, ordering: str) -> None:
    value, make = CASES[name]
    matching, other = make()
    asked: dict[str, Any] = {name: value, "q": "示例文件", "ordering": ordering, "facet": "kind"}
    assert matching.title.startswith("示例文件")
    page = api.json("documents/", **asked)
    found = {row["id"] for row in page["results"]}
    assert matching.id in found
    assert other.id not in found
    assert page["count"] == len(found)
    assert api.ids(**{**asked, "q": "没有这样的词语"}) == []


def test_repeating_is_or_and_different_filters_are_and(api: Api) -> None:
    a = _document(kind="决定", genre="official", level="county")
    b = _document(kind="通知", genre="official", level="county")
    c = _document(kind="决定", genre="official", level="province")
    assert set(api.ids(kind=["决定", "通知"])) == {a.id, b.id, c.id}
    assert set(api.ids(kind=["决定", "通知"], level="county")) == {a.id, b.id}
    assert api.ids(kind="通知", level="province") == []


def test_both_texts_and_none_is_everything(api: Api) -> None:
    made = {_document(text="正文").id, _document().id}
    assert set(api.ids(has_text=["true", "false"])) == made


@pytest.mark.parametrize("field", ["id", "title", "target"])
def test_cites_takes_id_and_title(api: Api, field: str) -> None:
    cited, citing = _document(title="示例条例"), _document()
    factories.citation(citing, target="示例条例", target_document=cited)
    assert api.ids(cites=cited.id if field == "id" else "示例条例") == [citing.id]


def test_cites_takes_a_meeting(api: Api) -> None:
    citing = _document()
    met = factories.meeting()
    factories.citation(citing, kind="meeting", target=met.slug, target_meeting=met)
    assert api.ids(cites=met.slug) == [citing.id]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("kind", "诏书", "决议"),
        ("genre", "poem", "official"),
        ("year", "99999999999999999999", "from 1 to 9999"),
        ("year", "二〇二〇", "from 1 to 9999"),
        ("adopted_on__gte", "2020-02-30", "YYYY-MM-DD"),
        ("adopted_on__gte", "20200201", "YYYY-MM-DD"),
        ("changed_at__gte", "yesterday", "YYYY-MM-DDThh:mm:ss"),
        ("has_text", "yes", "true, false"),
        ("region", "43", "six digits"),
        ("issuer", "湖南省委", "slug"),
        ("issuer", "", "slug"),
        ("flag", "odd", "title_inferred"),
        ("publisher", "a\x00b", "control characters"),
        ("number", "x" * 121, "120"),
        ("id__in", "a,,b", "id"),
    ],
)
def test_a_malformed_value_is_refused(api: Api, name: str, value: str, said: str) -> None:
    asked: dict[str, Any] = {name: value}
    problem = api.problem("documents/", **asked)
    assert list(problem["errors"]) == [name]
    assert said in problem["errors"][name][0]


def test_everything_wrong_is_named_at_once(api: Api) -> None:
    problem = api.problem("documents/", kind="诏书", isuer="cpc-990000", year="x")
    assert set(problem["errors"]) == {"kind", "isuer", "year"}
    assert "Did you mean issuer?" in problem["errors"]["isuer"][0]


def test_a_value_that_does_not_exist_is_an_empty_page_with_near_ones(api: Api) -> None:
    factories.body("cpc-990000", short_name="中共示例省委")
    page = api.json("documents/", issuer="cpc-99000")
    assert page["count"] == 0
    assert page["results"] == []
    (note,) = page["query"]["notes"]
    assert "issuer=cpc-99000 does not exist" in note
    assert "cpc-990000 (中共示例省委)" in note


def test_one_missing_value_among_several_is_noted(api: Api) -> None:
    made = _document(issuers=[factories.body("cpc-990000")])
    page = api.json("documents/", issuer=["cpc-990000", "cpc-1"])
    assert [row["id"] for row in page["results"]] == [made.id]
    assert page["query"]["notes"] == ["issuer=cpc-1 does not exist."]


@pytest.mark.parametrize(("status", "answer"), [("draft", 404), ("withdrawn", 410)])
def test_only_published_documents_are_seen(api: Api, status: str, answer: int) -> None:
    hidden = _document(status=status)
    assert api.ids() == []
    api.problem(f"documents/{hidden.id}/", answer)
    for part in ("text", "sections", "citations", "cited-by", "sources"):
        api.problem(f"documents/{hidden.id}/{part}/", answer)
