"""A copy made from a snapshot and kept fresh from `changes/` equals the database."""

from __future__ import annotations

import io
import json
import runpy
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from documents.export import TABLES
from documents.ingest.targets import resolve_towards
from documents.models import Citation, Document, Mention, Section, Source
from taxonomy.models import Body, Meeting, Region, Term, TermComponent
from tests import factories
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLE = runpy.run_path(str(ROOT / "examples" / "copy_to_sqlite.py"))
SAMPLES = ROOT / "fixtures" / "samples"


class Copy:
    """A copy in SQLite as the example makes it, and what the database says now."""

    def __init__(self, api: str, path: Path) -> None:
        self.api, self.path = api, path

    def freshen(self) -> None:
        EXAMPLE["main"](self.api, str(self.path))

    def table(self, name: str, columns: tuple[str, ...]) -> list[str]:
        """The rows as JSON, in an order of their own."""
        with sqlite3.connect(self.path) as copy:
            listed = ", ".join(f'"{column}"' for column in columns)
            found = copy.execute(f"SELECT {listed} FROM {name}")  # noqa: S608
            return sorted(json.dumps(row) for row in found)

    def assert_equal(self) -> None:
        for table in TABLES:
            columns = tuple(table.columns)
            with transaction.atomic():
                rows = [json.loads(line) for line in table.lines()]
            stored = EXAMPLE["stored"]
            there = sorted(json.dumps([_plain(stored(row[c])) for c in columns]) for row in rows)
            assert self.table(table.name, columns) == there, table.name


def _plain(value: Any) -> Any:
    """As SQLite gives it back."""
    return int(value) if isinstance(value, bool) else value


@pytest.fixture
def stored(reference: None) -> None:
    """The samples, with their sections, terms, citations and meetings."""
    silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("ingest", str(SAMPLES), workers=1, **silent)
    factories.plenum()


@pytest.fixture
def copy(stored: None, live_server: LiveServer, tmp_path: Path, settings: Settings) -> Copy:
    settings.EXPORT_DIR = tmp_path / "exports"
    call_command("export", stdout=io.StringIO(), stderr=io.StringIO())
    return Copy(f"{live_server.url}/api/v1/", tmp_path / "copy.db")


def test_the_snapshot_alone(copy: Copy) -> None:
    copy.freshen()
    copy.assert_equal()
    assert len(copy.table("documents", ("id",))) == Document.objects.count() > 0


def _insert(first: Document) -> None:
    """New documents, one of which is cited already, and what they point to."""
    meeting = factories.meeting("cpc-990000-11-plenum-1", convocation=11, session=1)
    waiting = factories.citation(first, target="示例条例", surface="《示例条例》")
    made = factories.document(
        [factories.body("gov-990001")], [factories.term("xin-ti-fa")], title="示例条例",
        meeting=meeting, region=factories.region("990001"), text="新的。" * 50,
    )  # fmt: skip
    factories.source(made, url="https://example.org/new")
    resolve_towards(made)
    waiting.refresh_from_db()
    assert waiting.target_document == made
    factories.document(title="草稿", status="draft")


def _update(first: Document) -> None:
    first.title = "改过的标题"
    first.save()
    Section.objects.filter(document=first).update(heading="改过的小标题")
    Source.objects.filter(document=first).update(url="https://example.org/moved")
    Mention.objects.filter(document=first).delete()
    Body.objects.filter(slug="cpc-990000").update(short_name="改称")
    Region.objects.filter(code="990000").update(name="改名省")
    Meeting.objects.filter(slug="cpc-990000-10-plenum-9").update(place="示例市")


def _withdraw(first: Document) -> None:
    """A document that others cite goes; one goes and comes back; one is deleted for good."""
    cited = Citation.objects.exclude(target_document=None).values("target_document")[:1]
    Document.objects.filter(pk__in=cited).update(status="withdrawn")
    second = Document.objects.exclude(pk=first.pk).order_by("id")[0]
    for status in ("withdrawn", "published"):
        Document.objects.filter(pk=second.pk).update(status=status)
    last = factories.document(title="会被删除")
    last.delete()
    assert Document.objects.filter(status="withdrawn").exists()


def _change_terms(first: Document) -> None:
    whole, part = factories.term("zheng-ti"), factories.term("bu-fen", scheme="formulation")
    TermComponent.objects.create(whole=whole, part=part, position=1)
    whole.related.add(part)
    Term.objects.filter(slug="bu-fen").update(definition="新的释义", parent=whole)
    factories.term("hui-shan-chu").delete()
    old = factories.term("jiu-ti-fa")
    old.slug = "xin-slug"
    old.save()


CHANGES = (_insert, _update, _withdraw, _change_terms)


def test_all_of_them_since_the_snapshot(copy: Copy) -> None:
    """The copy is first made when the snapshot is old already."""
    first = Document.objects.order_by("id")[0]
    for change in CHANGES:
        change(first)
    copy.freshen()
    copy.assert_equal()


def test_one_after_the_other(copy: Copy) -> None:
    first = Document.objects.order_by("id")[0]
    for change in CHANGES:
        change(first)
        copy.freshen()
        copy.assert_equal()
