"""One document from two sources, and documents that are proposed to be copies of others."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.ingest.duplicates import nearest
from documents.models import Document, DocumentRelation, Fingerprint
from documents.text.similarity import fingerprint
from tests.wording import body, with_typos

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

NOTICE = {
    "title": "示例省人民政府关于做好示例工作的通知",
    "doc_number": "示政发〔2026〕7号",
    "issuer": "示例省人民政府",
    "issue_date": "2026-03-02",
    "text": body(1),
}


@pytest.fixture
def take(tmp_path: Path) -> Any:
    """Takes records in, each from a file of its own; the documents in the order of their ids."""
    files = iter(range(100))

    def ingest(*rows: dict[str, Any]) -> list[Document]:
        paths = [tmp_path / f"{next(files)}.jsonl" for _ in rows]
        for path, row in zip(paths, rows, strict=True):
            path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        call_command("ingest", *paths, workers=1, stdout=_Nowhere(), stderr=_Nowhere())
        return list(Document.objects.order_by("id"))

    return ingest


class _Nowhere:
    def write(self, text: str) -> int:
        return len(text)


def relations() -> list[tuple[str, str, str]]:
    """Kind, and the titles of the copy and of the other."""
    found = DocumentRelation.objects.values_list(
        "kind", "from_document__title", "to_document__title"
    )
    return sorted(found)


class TestOneDocument:
    @pytest.mark.parametrize(
        "change",
        [
            {"title": "关于做好示例工作的通知（附全文）"},
            {"title": "示例省人民政府关于做好示例 工作的通知", "issue_date": None},
            {"doc_number": "示政发[2026]7号", "text": NOTICE["text"].replace("\n", "\n\n")},
            {"doc_number": None},
            {"text": ""},
            {"text": with_typos(NOTICE["text"], 0.01, random.Random(1))},
            {"text": NOTICE["text"][:240]},
        ],
        ids=["title", "day", "number", "without_number", "catalogue", "typos", "excerpt"],
    )
    def test_proven_is_one_document_with_two_sources(
        self, take: Any, change: dict[str, Any]
    ) -> None:
        (document,) = take(NOTICE, {**NOTICE, **change, "url": "https://example.cn/2.html"})
        assert document.sources.filter(is_current=True).count() == 2
        assert document.text == NOTICE["text"]
        assert document.document_number == "示政发〔2026〕7号"
        assert relations() == []

    def test_a_catalogue_record_is_filled_and_keeps_what_only_it_says(self, take: Any) -> None:
        record = {
            **NOTICE,
            "text": "",
            "index_number": "000014349/2026-00007",
            "subject": "综合政务",
        }
        page = {"title": NOTICE["title"], "issuer": NOTICE["issuer"], "issue_date": "2026-03-02"}
        (document,) = take(record, {**page, "text": NOTICE["text"]})
        assert document.text == NOTICE["text"]
        assert document.document_number == "示政发〔2026〕7号"
        assert document.index_number == "000014349/2026-00007"
        assert document.evidence["index_number"] == "metadata"
        assert "no_text" not in document.flags

    def test_the_whole_takes_the_place_of_its_excerpt(self, take: Any) -> None:
        (document,) = take({**NOTICE, "text": NOTICE["text"][:240]}, NOTICE)
        assert document.text == NOTICE["text"]
        offsets = [bool(source.offsets) for source in document.sources.order_by("id")]
        assert offsets == [False, True]

    def test_a_changed_reprint_leaves_the_text_alone(self, take: Any, tmp_path: Path) -> None:
        take(NOTICE, {**NOTICE, "text": with_typos(NOTICE["text"], 0.01, random.Random(1))})
        row = {**NOTICE, "text": with_typos(NOTICE["text"], 0.01, random.Random(2))}
        (tmp_path / "1.jsonl").write_text(json.dumps(row), encoding="utf-8")
        call_command("ingest", str(tmp_path), workers=1, stdout=_Nowhere(), stderr=_Nowhere())
        document = Document.objects.get()
        assert document.text == NOTICE["text"]
        assert sorted(document.sources.values_list("version", "is_current")) == [
            (1, False),
            (1, True),
            (2, True),
        ]


class TestProposals:
    @pytest.mark.parametrize(
        ("change", "kind", "against"),
        [
            ({"title": "示例省人民政府关于公布样本名单的公告"}, "same_number", "title"),
            ({"issue_date": "2024-01-05"}, "same_number", "adopted_on"),
            ({}, "same_number", "text"),
            ({"doc_number": "示政发〔2026〕8号"}, "same_title", "document_number"),
        ],
    )
    def test_what_is_contradicted_is_not_merged(
        self, take: Any, change: dict[str, Any], kind: str, against: str
    ) -> None:
        take(NOTICE, {**NOTICE, "text": body(2), **change})
        relation = DocumentRelation.objects.get()
        assert (relation.kind, relation.evidence) == (kind, {"against": against})
        assert relation.from_document.sources.get().location.endswith("1.jsonl")
        assert relation.from_document.flags == ["possible_duplicate"]
        assert relation.to_document.flags == []

    def test_versions_of_a_law_are_documents_of_their_own(self, take: Any) -> None:
        passed = "2015年3月1日示例省第十三届人民代表大会常务委员会第二次会议通过"
        amended = "　根据2020年5月6日示例省第十三届人民代表大会常务委员会第九次会议修正"
        articles = "\n".join(
            f"第{n}条　{line}" for n, line in zip("一二三四五六", body(5).split("\n"), strict=True)
        )
        law = {"title": "示例省示例条例", "text": f"示例省示例条例\n（{passed}）\n{articles}"}
        later = law["text"].replace(passed, passed + amended)
        take(law, {**law, "text": with_typos(later, 0.01, random.Random(4))})
        assert [kind for kind, *_ in relations()] == ["near_same"]

    def test_texts_that_are_alike_are_proposed(self, take: Any) -> None:
        whole = body(3, 20)
        take(
            {"title": "全文", "text": whole, "publisher": "示例日报", "pub_date": "2026-01-02"},
            {"title": "转载", "text": whole, "publisher": "样本日报", "pub_date": "2026-01-05"},
            {"title": "错字", "text": with_typos(whole, 0.01, random.Random(5))},
            {"title": "节选", "text": whole[400:900]},
            {"title": "其他", "text": body(4, 20)},
        )
        assert relations() == [
            ("excerpt_of", "节选", "全文"),
            ("excerpt_of", "节选", "转载"),
            ("excerpt_of", "节选", "错字"),
            ("near_same", "错字", "全文"),
            ("near_same", "错字", "转载"),
            ("reprint_of", "转载", "全文"),
        ]
        flagged = Document.objects.filter(flags__contains=["possible_duplicate"])
        assert set(flagged.values_list("title", flat=True)) == {"转载", "错字", "节选"}

    def test_the_excerpt_is_the_copy_even_if_it_came_first(self, take: Any) -> None:
        whole = body(3, 20)
        take({"title": "节选", "text": whole[400:900]}, {"title": "全文", "text": whole})
        assert relations() == [("excerpt_of", "节选", "全文")]
        assert Document.objects.get(title="节选").flags == ["possible_duplicate"]
        assert Document.objects.get(title="全文").flags == []

    def test_a_new_version_renews_the_proposals_and_the_flag(
        self, take: Any, tmp_path: Path
    ) -> None:
        take({"title": "甲", "text": body(6)}, {"title": "乙", "text": body(6)})
        copy = Document.objects.get(flags=["possible_duplicate"])
        (tmp_path / "1.jsonl").write_text(json.dumps({"title": "乙", "text": body(7)}))
        call_command("ingest", str(tmp_path), workers=1, stdout=_Nowhere(), stderr=_Nowhere())
        copy.refresh_from_db()
        assert (copy.title, copy.flags, relations()) == ("乙", [], [])

    def test_what_a_curator_rejected_is_not_proposed_again(self, take: Any) -> None:
        take({"title": "甲", "text": body(6)}, {"title": "乙", "text": body(6)})
        DocumentRelation.objects.update(status=DocumentRelation.Status.REJECTED)
        call_command("propose_duplicates", "--all", stdout=_Nowhere())
        assert DocumentRelation.objects.get().status == DocumentRelation.Status.REJECTED
        assert not Document.objects.filter(flags__contains=["possible_duplicate"]).exists()

    def test_documents_stored_before_are_compared_by_command(self, take: Any) -> None:
        take({"title": "甲", "text": body(6)}, {"title": "乙", "text": body(6)})
        before = relations()
        DocumentRelation.objects.all().delete()
        Fingerprint.objects.all().delete()
        Document.objects.update(flags=[])
        call_command("propose_duplicates", stdout=_Nowhere())
        assert relations() == before == [("same_text", "乙", "甲")]
        assert Document.objects.get(title="乙").flags == ["possible_duplicate"]


class TestCost:
    def test_near_texts_are_found_by_index(self, take: Any) -> None:
        take(*({"title": f"文{n}", "text": body(n)} for n in range(3)))
        sample = fingerprint(body(1))
        assert sample is not None
        found = nearest("none", sample)
        assert [Document.objects.get(pk=pk).title for pk in found] == ["文1"]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT 1 FROM documents_fingerprint WHERE samples && %s",
                [list(sample.samples)],
            )
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "fingerprint_samples" in plan

    def test_a_document_unlike_any_other_costs_two_statements(self, take: Any) -> None:
        take({"title": "甲", "text": body(1)})
        with CaptureQueriesContext(connection) as queries:
            take({"title": "乙", "text": body(2)})
        about = [q["sql"] for q in queries if re.search("_fingerprint|relation", q["sql"])]
        assert [sql.split()[0] for sql in about if not sql.startswith("ANALYZE")] == [
            "INSERT",
            "SELECT",
        ]


class TestRows:
    """Rows of a file are known by what they hold, not only by their number."""

    def write(self, path: Path, *names: str) -> dict[str, str]:
        """A file of these documents is taken in; the ids by title."""
        rows = ({"title": name, "text": body(ord(name))} for name in names)
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        call_command("ingest", str(path), workers=1, stdout=_Nowhere(), stderr=_Nowhere())
        return dict(Document.objects.values_list("title", "id"))

    @pytest.mark.parametrize("after", ["丁甲乙丙", "乙丙", "丙乙甲", "甲丁丙"])
    def test_rows_that_moved_are_the_same_documents(self, after: str, tmp_path: Path) -> None:
        before = self.write(tmp_path / "rows.jsonl", *"甲乙丙")
        now = self.write(tmp_path / "rows.jsonl", *after)
        assert {name: now[name] for name in before} == before
        assert set(now) == {*"甲乙丙", *after}
        for name in after:
            document = Document.objects.get(title=name)
            assert document.text == body(ord(name))
            current = document.sources.get(is_current=True, record=after.index(name) + 1)
            assert current.location.endswith("rows.jsonl")

    def test_a_corrected_row_is_a_new_version(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.jsonl"
        for text in (body(1), with_typos(body(1), 0.01, random.Random(1))):
            path.write_text(json.dumps({"title": "甲", "text": text}), encoding="utf-8")
            call_command("ingest", str(path), workers=1, stdout=_Nowhere(), stderr=_Nowhere())
        document = Document.objects.get()
        assert document.text != body(1)
        assert sorted(document.sources.values_list("version", "is_current")) == [
            (1, False),
            (2, True),
        ]
