"""`manage.py export`: what is in a snapshot, and what never is."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import signal
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator
from zstandard import ZstdDecompressor

from documents.export import TABLES
from documents.models import Document, HistoryEvent
from policyapi.rest.versions import version
from policyapi.snapshots import parquet
from policyapi.snapshots.folder import Snapshot, snapshots
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

Row = dict[str, Any]


def export(folder: Path, **options: Any) -> Snapshot:
    call_command("export", to=folder, stdout=io.StringIO(), stderr=io.StringIO(), **options)
    return snapshots(folder)[0]


def rows(snapshot: Snapshot, table: str) -> list[Row]:
    file = next(f for f in snapshot.manifest["files"] if f["name"].startswith(f"{table}.jsonl"))
    packed = (snapshot.path / file["name"]).read_bytes()
    if file["name"].endswith(".gz"):
        unpacked = gzip.decompress(packed)
    else:
        unpacked = ZstdDecompressor().stream_reader(packed).read()
    return [json.loads(line) for line in unpacked.split(b"\n") if line]


@pytest.fixture
def stored() -> Document:
    """A published document with some of everything, one that is not public beside it."""
    body = factories.body("cpc-990000")
    meeting = factories.meeting()
    factories.term("san-gao", factories.term("gao"), definition="释义")
    text = "贯彻示例，落实提法。"
    found = factories.document(
        [body], [factories.term("san-gao")], text=text, meeting=meeting, authors=["甲", "乙"]
    )
    hidden = factories.document(title="不公开的文件", status="withdrawn", text=text)
    for owner in (found, hidden):
        section = factories.section(owner, heading="一")
        factories.section(owner, 2, parent=section, level=2)
        factories.source(owner, url=f"https://example.org/{owner.id}")
        HistoryEvent.objects.create(document=owner, position=3, event="通过")
        for cited in (found, hidden):
            factories.citation(owner, target_document=cited, target_meeting=meeting)
    return found


class TestSnapshot:
    def test_every_file_is_what_the_manifest_says(self, stored: Document, tmp_path: Path) -> None:
        made = export(tmp_path, parquet=True)
        there = {path.name for path in made.path.iterdir()} - {"manifest.json"}
        assert there == {file["name"] for file in made.manifest["files"]}
        for file in made.manifest["files"]:
            data = (made.path / file["name"]).read_bytes()
            assert len(data) == file["bytes"]
            assert hashlib.sha256(data).hexdigest() == file["sha256"]

    def test_as_many_rows_as_the_database_has(self, stored: Document, tmp_path: Path) -> None:
        made = export(tmp_path)
        counted = {f["table"]: f["rows"] for f in made.manifest["files"] if f["table"]}
        assert counted == {table.name: table.rows().count() for table in TABLES}
        assert all(counted.values())
        assert counted == {table.name: len(rows(made, table.name)) for table in TABLES}

    def test_rows_are_as_the_schema_says(self, stored: Document, tmp_path: Path) -> None:
        made = export(tmp_path)
        schema = json.loads((made.path / "schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        for table in TABLES:
            validator = Draft202012Validator(
                {"$ref": f"#/$defs/{table.name}", "$defs": schema["$defs"]},
                format_checker=Draft202012Validator.FORMAT_CHECKER,
            )
            for row in rows(made, table.name):
                validator.validate(row)

    def test_keys_are_keys(self, stored: Document, tmp_path: Path) -> None:
        made = export(tmp_path)
        for table in TABLES:
            key = made.manifest["tables"][table.name]["key"]
            found = [tuple(row[name] for name in key) for row in rows(made, table.name)]
            assert not key or len(set(found)) == len(found)

    def test_where_changes_go_on(self, stored: Document, tmp_path: Path) -> None:
        manifest = export(tmp_path).manifest
        assert manifest["cursor"] == str(version().position)
        assert manifest["format"] == 1

    def test_a_document(self, stored: Document, tmp_path: Path) -> None:
        (row,) = rows(export(tmp_path), "documents")
        assert row["id"] == stored.id
        assert row["text"] == stored.text
        assert row["meeting"] == "cpc-990000-12-plenum-6"
        assert row["meeting_stated"] is None
        assert row["authors"] == ["甲", "乙"]
        assert row["url"] == f"https://example.org/{stored.id}"
        assert row["subtitle"] is None

    def test_what_belongs_to_it(self, stored: Document, tmp_path: Path) -> None:
        made = export(tmp_path)
        assert rows(made, "issuers") == [
            {"document": stored.id, "position": 1, "name": "全称cpc-990000", "body": "cpc-990000"}
        ]
        assert [row["parent"] for row in rows(made, "sections")] == [None, 1]
        assert [row["term"] for row in rows(made, "mentions")] == ["san-gao"]
        assert [row["position"] for row in rows(made, "history")] == [1]
        (term,) = (row for row in rows(made, "terms") if row["slug"] == "san-gao")
        assert term["broader"] == "gao"


class TestWhatIsNotPublic:
    def test_drafts_and_withdrawn_documents_are_nowhere(
        self, stored: Document, tmp_path: Path
    ) -> None:
        hidden = Document.objects.get(status="withdrawn")
        made = export(tmp_path)
        for table in TABLES:
            assert hidden.id not in json.dumps(rows(made, table.name))

    def test_neither_are_paths_and_bytes(self, stored: Document, tmp_path: Path) -> None:
        (source,) = rows(export(tmp_path), "sources")
        assert set(source) == {
            "document", "version", "is_current", "url", "publisher", "media_type", "sha256",
            "captured_at",
        }  # fmt: skip


class TestForms:
    def test_gzip_holds_the_same(self, stored: Document, tmp_path: Path) -> None:
        one = export(tmp_path / "zstd")
        other = export(tmp_path / "gzip", compression="gzip")
        assert other.manifest["compression"] == "gzip"
        for table in TABLES:
            assert rows(other, table.name) == rows(one, table.name)

    def test_parquet_holds_the_same(self, stored: Document, tmp_path: Path) -> None:
        read = pytest.importorskip("pyarrow.parquet").read_table
        # A moment that Python and PostgreSQL write alike: the latter leaves out zeros at its end.
        moments = {"record_updated_at": factories.MOMENT, "adopted_on": factories.MOMENT.date()}
        Document.objects.filter(pk=stored.pk).update(**moments)
        made = export(tmp_path, parquet=True)
        for table in TABLES:
            found = read(made.path / f"{table.name}.parquet").to_pylist()
            texts = json.loads(json.dumps(found, default=lambda value: value.isoformat()))
            assert texts == rows(made, table.name)

    def test_parquet_without_pyarrow_is_explained(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parquet, "find_spec", lambda name: None)
        with pytest.raises(CommandError, match="pip install"):
            export(tmp_path, parquet=True)
        assert list(tmp_path.iterdir()) == []


class TestRuns:
    def test_the_oldest_are_deleted(self, tmp_path: Path) -> None:
        for second in ("20250101T000000Z", "20250102T000000Z"):
            (tmp_path / second).mkdir()
            (tmp_path / second / "manifest.json").write_text("{}")
        made = export(tmp_path, keep=2)
        assert [s.name for s in snapshots(tmp_path)] == [made.name, "20250102T000000Z"]

    def test_keep_takes_a_number_from_1(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError) as refused:
            export(tmp_path, keep=0)
        assert refused.value.returncode == 2

    def test_one_that_is_stopped_leaves_nothing(self, tmp_path: Path) -> None:
        class Stopper(io.StringIO):
            def write(self, text: str) -> int:
                os.kill(os.getpid(), signal.SIGTERM)
                return super().write(text)

        before = signal.getsignal(signal.SIGTERM)
        with pytest.raises(SystemExit) as stopped:
            call_command("export", to=tmp_path, stdout=io.StringIO(), stderr=Stopper())
        assert stopped.value.code == 143
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]
        assert signal.getsignal(signal.SIGTERM) is before

    def test_memory_does_not_grow_with_the_rows(self, tmp_path: Path) -> None:
        """1,000 documents of 60 kB each: 60 MB, of which a few are held at a time."""
        made = (
            Document(id=f"{n:05}", title="示例", genre="official", text="示例" * 10_000)
            for n in range(1_000)
        )
        Document.objects.bulk_create(made, batch_size=100)
        tracemalloc.start()
        try:
            export(tmp_path)
            assert tracemalloc.get_traced_memory()[1] < 25_000_000
        finally:
            tracemalloc.stop()
