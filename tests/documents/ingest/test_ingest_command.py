"""`manage.py ingest`: what it stores, prints and exits with."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.models import Citation, Document, Mention, Refusal, SearchEntry, Source, Status
from tests.conftest import ROOT

SAMPLES = ROOT / "fixtures" / "samples"

NOTICE = """示例市人民政府办公室关于做好{what}工作的通知
示市政办发〔2026〕{number}号

各县（市、区）人民政府：
为贯彻落实《示例省人民政府关于发展新质生产力的意见》（示政发〔2026〕7号），现就有关事项通知如下。
一、加强领导。各地要把{what}摆上重要位置。
二、压实责任。各部门要各司其职。

示例市人民政府办公室
2026年3月{day}日
"""


def notice(what: str = "防汛", number: int = 5, day: int = 12) -> str:
    return NOTICE.format(what=what, number=number, day=day)


class Outcome:
    """What one run of the command printed and exited with."""

    def __init__(self, *paths: Path, **options: Any) -> None:
        out, err = io.StringIO(), io.StringIO()
        options.setdefault("workers", 1)
        self.status = 0
        try:
            call_command("ingest", *map(str, paths), stdout=out, stderr=err, **options)
        except SystemExit as stopped:
            self.status = int(str(stopped.code))
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(notice("防汛", 5), encoding="utf-8")
    (tmp_path / "a.txt").write_text(notice("春耕", 6), encoding="utf-8")
    return tmp_path


class TestDryRun:
    def test_needs_no_database_and_prints_a_record_a_document_in_path_order(
        self, folder: Path
    ) -> None:
        outcome = Outcome(folder, dry_run=True, format="jsonl")
        assert outcome.status == 0
        assert [Path(r["source"]["path"]).name for r in outcome.records] == ["a.txt", "b.txt"]
        assert [r["document_number"] for r in outcome.records] == [
            "示市政办发〔2026〕6号",
            "示市政办发〔2026〕5号",
        ]

    def test_workers_do_not_change_the_output(self, folder: Path) -> None:
        alone = Outcome(folder, SAMPLES, dry_run=True, format="jsonl")
        together = Outcome(folder, SAMPLES, dry_run=True, format="jsonl", workers=2)
        assert alone.out == together.out

    def test_refused_input_is_a_record_with_the_reason_and_exit_status_3(
        self, folder: Path
    ) -> None:
        (folder / "c.txt").write_text("????????????????", encoding="utf-8")
        outcome = Outcome(folder, dry_run=True, format="jsonl")
        assert outcome.status == 3
        assert set(outcome.records[-1]) == {"source", "error"}
        assert str(folder / "c.txt") in outcome.err

    def test_the_same_text_under_another_name_gives_the_same_record(self, tmp_path: Path) -> None:
        paths = (tmp_path / "x" / "通知.txt", tmp_path / "y" / "zz-9.txt")
        for path in paths:
            path.parent.mkdir()
            path.write_text(notice(), encoding="utf-8")
        one, other = (Outcome(path, dry_run=True, format="jsonl").records[0] for path in paths)
        for record in (one, other):
            record["source"]["path"] = ""
        assert one == other

    def test_an_unknown_path_is_one_clear_error(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="no such file or folder"):
            call_command("ingest", str(tmp_path / "nothing"), dry_run=True)

    def test_a_file_of_an_unknown_kind_is_refused_when_named(self, tmp_path: Path) -> None:
        (tmp_path / "x.exe").write_bytes(b"MZ")
        outcome = Outcome(tmp_path / "x.exe", dry_run=True, format="jsonl")
        assert outcome.status == 3
        assert ".txt" in outcome.records[0]["error"]


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestStoring:
    def test_stores_documents_with_all_that_was_read_out_of_them(self, folder: Path) -> None:
        assert Outcome(folder).status == 0
        document = Document.objects.get(document_number="示市政办发〔2026〕5号")
        assert document.title == "示例市人民政府办公室关于做好防汛工作的通知"
        assert (document.number_prefix, document.number_year, document.number_serial) == (
            "示市政办发",
            2026,
            5,
        )
        assert document.status == Status.PUBLISHED
        assert [link.body.slug for link in document.issuer_links.all() if link.body] == [
            "govoffice-990100"
        ]
        assert document.sections.count() >= 4
        assert document.mentions.filter(term__label="新质生产力").exists()
        cited = document.citations.get(kind=Citation.Kind.DOCUMENT)
        assert cited.target == "示政发〔2026〕7号"
        assert SearchEntry.objects.filter(document=document).exists()

    def test_every_clean_character_maps_back_to_the_raw_text(self, folder: Path) -> None:
        Outcome(folder)
        for document in Document.objects.all():
            source = document.sources.get()
            raw = bytes(source.raw or b"").decode("utf-8")
            for start, length, raw_start, raw_length in source.offsets:
                if length == raw_length:
                    clean = document.text[start : start + length]
                    assert clean.strip() in raw[raw_start : raw_start + raw_length]

    def test_the_same_bytes_change_nothing(self, folder: Path) -> None:
        Outcome(folder)
        before = list(Document.objects.values().order_by("id"))
        again = Outcome(folder)
        assert "2 unchanged" in again.err
        assert list(Document.objects.values().order_by("id")) == before
        assert Source.objects.count() == 2

    def test_a_changed_file_becomes_a_new_version_of_the_same_document(self, folder: Path) -> None:
        Outcome(folder)
        before = Document.objects.get(document_number="示市政办发〔2026〕5号")
        (folder / "b.txt").write_text(notice("抗旱", 5), encoding="utf-8")
        assert "1 updated" in Outcome(folder).err
        after = Document.objects.get(id=before.id)
        assert after.title == "示例市人民政府办公室关于做好抗旱工作的通知"
        assert after.content_changed_at > before.content_changed_at
        assert [(s.version, s.is_current) for s in after.sources.all()] == [(2, True), (1, False)]

    def test_ids_are_the_same_after_a_fresh_load(self, folder: Path) -> None:
        Outcome(folder)
        ids = set(Document.objects.values_list("id", flat=True))
        Document.objects.all().delete()
        Outcome(folder)
        assert set(Document.objects.values_list("id", flat=True)) == ids

    def test_drafts_are_not_published(self, folder: Path) -> None:
        Outcome(folder, draft=True)
        assert set(Document.objects.values_list("status", flat=True)) == {Status.DRAFT}

    def test_refused_input_is_kept_and_the_others_go_on(self, folder: Path) -> None:
        (folder / "a.txt").write_text("????????????????", encoding="utf-8")
        outcome = Outcome(folder)
        assert outcome.status == 3
        refusal = Refusal.objects.get()
        assert bytes(refusal.raw) == b"????????????????"
        assert Document.objects.count() == 1
        (folder / "a.txt").write_text(notice("春耕", 6), encoding="utf-8")
        assert Outcome(folder).status == 0
        assert not Refusal.objects.exists()

    def test_a_citation_is_resolved_when_its_target_arrives(self, folder: Path) -> None:
        Outcome(folder)
        assert not Citation.objects.filter(target_document__isnull=False).exists()
        target = folder / "later.txt"
        target.write_text(
            notice("发展新质生产力")
            .replace(
                "示例市人民政府办公室关于做好发展新质生产力工作的通知",
                "示例省人民政府关于发展新质生产力的意见",
            )
            .replace("示市政办发〔2026〕5号", "示政发〔2026〕7号")
            .replace("示例市人民政府办公室", "示例省人民政府"),
            encoding="utf-8",
        )
        Outcome(target)
        cited = Document.objects.get(document_number="示政发〔2026〕7号")
        citing = Citation.objects.filter(target_document=cited).values_list(
            "document__document_number", flat=True
        )
        assert set(citing) == {"示市政办发〔2026〕5号", "示市政办发〔2026〕6号"}

    def test_records_of_a_file_are_documents_with_row_numbers(self, tmp_path: Path) -> None:
        path = tmp_path / "records.jsonl"
        rows = [
            {"title": "示例市人民政府关于防汛的通知", "text": notice(), "date": "2026-03-12"},
            {"title": "示例市人民政府关于春耕的通知", "text": notice("春耕", 6)},
        ]
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
        assert Outcome(path).status == 0
        assert list(Source.objects.order_by("record").values_list("record", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_an_empty_database_is_one_clear_error(folder: Path) -> None:
    with pytest.raises(CommandError, match="load_reference"):
        Outcome(folder)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestSamples:
    """The demo's own documents, against what is true of them."""

    def test_samples_are_read_as_they_were_meant(self) -> None:
        truth = json.loads((ROOT / "tests/data/samples_truth.json").read_text(encoding="utf-8"))
        outcome = Outcome(SAMPLES, format="jsonl")
        assert outcome.status == 0
        wrong: dict[tuple[str, str], tuple[Any, Any]] = {}
        for record in outcome.records:
            expected = truth[Path(record["source"]["path"]).name]
            wrong |= {
                (record["source"]["path"], field): (record[field], value)
                for field, value in expected.items()
                if field in SCALARS and record[field] != value
            }
            for passage in expected.get("in_text", ()):
                assert passage in record["text"]
            for dirt in expected.get("not_in_text", ()):
                assert dirt not in record["text"]
            assert set(expected["terms"]) <= {
                Mention.objects.filter(term__slug=t["term"]).values_list("term__label", flat=True)[
                    0
                ]
                for t in record["terms"]
            }
        assert not wrong

    def test_samples_cite_each_other(self) -> None:
        Outcome(SAMPLES)
        assert Citation.objects.filter(target_document__isnull=False).exists()


SCALARS = (
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "region", "adopted_on",
    "published_on", "effective_on", "publisher", "flags",
)  # fmt: skip
