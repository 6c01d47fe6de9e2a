"""What touches what: every write is noticed, by the ORM, in bulk and in SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from documents.models import Citation, Document, DocumentIssuer, Mention, Section, Source
from documents.models.search import CorpusStatistics
from policyapi.models import Change
from taxonomy.models import Body, Meeting, Region, Term, TermComponent
from tests import factories
from tests.changing import changed_since, commit, position

pytestmark = pytest.mark.django_db


@pytest.fixture
def law() -> Document:
    """A document with everything that a document can have, which cites another and is cited."""
    made = factories.document(
        [factories.body()],
        [factories.term()],
        id="law",
        text="第一条 示例。",
        region=factories.region(),
        meeting=factories.meeting(),
    )
    factories.section(made)
    factories.source(made)
    made.history.create(position=1, event="通过")
    factories.citation(made, target_document=factories.document(id="cited"))
    factories.citation(factories.document(id="citing"), target_document=made)
    return made


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def law_title() -> str:
    return Document.objects.get(pk="law").title


OWN = ("document", "law")
TOUCHING: dict[str, tuple[Callable[[], object], list[tuple[str, str]]]] = {
    "a column": (lambda: Document.objects.filter(pk="law").update(speaker="甲"), [OWN]),
    "its text": (lambda: Document.objects.filter(pk="law").update(text="第一条 示例。改"), [OWN]),
    "saving": (lambda: Document.objects.get(pk="law").save(), [OWN]),
    "bulk_update": (
        lambda: Document.objects.bulk_update([Document(pk="law", speaker="甲")], ["speaker"]),
        [OWN],
    ),
    "raw SQL": (
        lambda: sql("UPDATE documents_document SET publisher = '甲' WHERE id = 'law'"),
        [OWN],
    ),
    "its title, shown by others": (
        lambda: Document.objects.filter(pk="law").update(title="另题"),
        [("document", "cited"), ("document", "citing"), OWN],
    ),
    "its date, shown by others": (
        lambda: Document.objects.filter(pk="law").update(adopted_on=date(2020, 1, 1)),
        [("document", "cited"), ("document", "citing"), OWN],
    ),
    "its withdrawal": (
        lambda: Document.objects.filter(pk="law").update(status="withdrawn"),
        [("document", "cited"), ("document", "citing"), OWN],
    ),
    "an issuer more": (
        lambda: DocumentIssuer.objects.create(document_id="law", position=2, name="乙"),
        [OWN],
    ),
    "an issuer less": (lambda: DocumentIssuer.objects.filter(document="law").delete(), [OWN]),
    "a section": (lambda: Section.objects.filter(document="law").update(heading="总则"), [OWN]),
    "a mention less": (lambda: Mention.objects.filter(document="law").delete(), [OWN]),
    "its history": (
        lambda: Document.objects.get(pk="law").history.update(date=date(2020, 1, 1)),
        [OWN],
    ),
    "a source": (lambda: Source.objects.filter(document="law").update(is_current=False), [OWN]),
    "a citation led elsewhere": (
        lambda: Citation.objects.filter(document="citing").update(target_document="cited"),
        [("document", "cited"), ("document", "citing"), OWN],
    ),
    "a citation less": (
        lambda: Citation.objects.filter(document="citing").delete(),
        [("document", "citing"), OWN],
    ),
    "a body's short name": (
        lambda: Body.objects.update(short_name="新称"),
        [("body", "cpc-990000"), OWN],
    ),
    "a body's alias, which it does not show": (
        lambda: Body.objects.update(aliases=["又称"]),
        [("body", "cpc-990000")],
    ),
    "a meeting's name": (
        lambda: Meeting.objects.update(name="新名"),
        [OWN, ("meeting", "cpc-990000-12-plenum-6")],
    ),
    "a region's name": (lambda: Region.objects.update(name="新省"), [OWN, ("region", "990000")]),
    "a term's label": (lambda: Term.objects.update(label="新提法"), [OWN, ("term", "san-gao")]),
    "a body's slug": (
        lambda: Body.objects.update(slug="cpc-990001"),
        [("body", "cpc-990000"), ("body", "cpc-990001"), OWN],
    ),
    "a new term": (lambda: factories.term("si-xin"), [("term", "si-xin")]),
    "the statistics": (
        lambda: CorpusStatistics.objects.create(documents=1, average_length=1),
        [("index", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TOUCHING)
def test_what_touches(law: Document, what: str) -> None:
    change, touched = TOUCHING[what]
    before = position()
    change()
    assert changed_since(before) == touched


UNTOUCHING: dict[str, Callable[[], object]] = {
    "the same again": lambda: Document.objects.filter(pk="law").update(title=law_title()),
    "what nobody is shown": lambda: Document.objects.filter(pk="law").update(
        evidence={"title": [0, 1]}, content_sha256="0" * 64
    ),
    "where a source lies": lambda: Source.objects.filter(document="law").update(offsets=[[0, 1]]),
    "reading": lambda: list(Document.objects.all()),
    "an empty write": lambda: Document.objects.filter(pk="nobody").update(title="甲"),
    "the same body again": lambda: Body.objects.update(name=Body.objects.get().name),
}


@pytest.mark.parametrize("what", UNTOUCHING)
def test_what_does_not(law: Document, what: str) -> None:
    before = position()
    UNTOUCHING[what]()
    assert changed_since(before) == []


def test_a_transaction_writes_one_row_for_a_thing(law: Document) -> None:
    before = position()
    for speaker in "甲乙丙":
        Document.objects.filter(pk="law").update(speaker=speaker)
    factories.section(law, 2)
    assert changed_since(before) == [OWN]


def test_what_a_savepoint_undid_is_not_logged(law: Document) -> None:
    before = position()
    savepoint = transaction.savepoint()
    Document.objects.filter(pk="law").update(speaker="甲")
    transaction.savepoint_rollback(savepoint)
    assert changed_since(before) == []
    Document.objects.filter(pk="cited").update(speaker="甲")
    assert changed_since(before) == [("document", "cited")]


def test_a_draft_stays_out_of_the_log_until_it_is_published() -> None:
    before = position()
    draft = factories.document(id="draft", status="draft")
    factories.section(draft)
    Document.objects.filter(pk="draft").update(title="改题")
    assert ("document", "draft") not in changed_since(before)
    assert ("draft", "draft") in changed_since(before)
    Document.objects.filter(pk="draft").update(status="published")
    assert changed_since(before)[0] == ("document", "draft")
    before = position()
    Document.objects.filter(pk="draft").update(status="draft")
    assert changed_since(before) == [("document", "draft")]
    before = position()
    Document.objects.filter(pk="draft").update(title="又改")
    Document.objects.filter(pk="draft").delete()
    assert ("document", "draft") not in changed_since(before)


def test_what_was_published_and_deleted_is_logged(law: Document) -> None:
    before = position()
    law.delete()
    assert changed_since(before) == [("document", "cited"), ("document", "citing"), OWN]


def test_parts_of_a_term_touch_the_whole_and_its_relatives() -> None:
    whole, part, other = (factories.term(slug) for slug in ("shi", "yi", "er"))
    before = position()
    TermComponent.objects.create(whole=whole, part=part, position=1)
    assert changed_since(before) == [("term", "shi"), ("term", "yi")]
    before = position()
    whole.related.add(other)
    assert changed_since(before) == [("term", "er"), ("term", "shi")]
    before = position()
    part.whole_links.all().delete()
    assert changed_since(before) == [("term", "shi"), ("term", "yi")]


def test_many_rows_cost_no_more_than_few_a_row(law: Document) -> None:
    """The plan of a trigger is made for the first number of rows and kept for all others."""
    Document.objects.filter(pk="law").update(speaker="甲")
    rows = [Document(id=f"m{n:05}", title="甲", genre="official") for n in range(3_000)]
    Document.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")
    Document.objects.filter(pk__startswith="m").update(speaker="乙")
    before = position()
    Document.objects.filter(pk__startswith="m").update(speaker="丙")
    assert len(changed_since(before)) == 3_000


def test_times_do_not_go_back_along_the_log(law: Document) -> None:
    ahead = "UPDATE policyapi_change SET changed_at = now() + interval '1 hour'"
    position()
    sql(ahead)
    Document.objects.filter(pk="law").update(speaker="甲")
    commit()
    times = list(Change.objects.order_by("position").values_list("changed_at", flat=True))
    assert times == sorted(times)
