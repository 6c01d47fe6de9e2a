"""Thirty rows of everything, all of the fictional 示例省."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from documents.models import (
    CandidateExample,
    Citation,
    ComponentStatement,
    Document,
    DocumentIssuer,
    DocumentRelation,
    Fingerprint,
    HistoryEvent,
    Mention,
    Refusal,
    Revision,
    Section,
    Source,
    TermCandidate,
)
from documents.search.index import index_documents
from taxonomy.models import Body, Meeting, ReferenceLoad, Region, Term, TermComponent

ROWS = 30
TEXT = "第一章 总则\n落实示例提法，推动示例省发展。\n根据《示例条例》制定本办法。"
CAPTURED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Library:
    """The rows that a test names."""

    bodies: list[Body]
    meetings: list[Meeting]
    terms: list[Term]
    documents: list[Document]


@pytest.fixture
def admin_user(db: None) -> User:
    """A superuser without a password: hashing one takes longer than most tests."""
    return User.objects.create(username="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def library(db: None) -> Library:
    regions = _regions()
    bodies = Body.objects.bulk_create(
        Body(
            slug=f"gov-{region.code}",
            name=f"{region.name}人民政府",
            short_name=f"{region.name}政府",
            system=Body.System.GOVERNMENT,
            region=region,
            aliases=[f"{region.short_name}府"],
        )
        for region in regions
    )
    meetings = Meeting.objects.bulk_create(
        Meeting(
            slug=f"gov-990000-14-session-{number}",
            body=bodies[0],
            kind=Meeting.Kind.SESSION,
            convocation=14,
            session=number,
            held_from=date(2020, 1, 1) + timedelta(days=number),
            name=f"示例省第十四届第{number}次会议",
        )
        for number in range(1, ROWS + 1)
    )
    terms = _terms(regions[0])
    _loads_and_refusals()
    documents = _documents(bodies, meetings)
    _parts(documents, terms[0])
    _proposals(documents, terms[0])
    index_documents([document.id for document in documents])
    return Library(bodies, meetings, terms, documents)


def _regions() -> list[Region]:
    province = Region(
        code="990000", name="示例省", short_name="示例", level="province", kind="fictional"
    )
    counties = (
        Region(
            code=f"9901{number:02}",
            name=f"示例{number}县",
            short_name=f"示例{number}",
            level="county",
            kind="fictional",
            parent=province,
        )
        for number in range(1, ROWS)
    )
    return Region.objects.bulk_create([province, *counties])


def _terms(region: Region) -> list[Term]:
    terms = Term.objects.bulk_create(
        Term(
            slug=f"shi-li-{number}",
            label="示例提法" if number == 0 else f"示例提法之{number}",
            pinyin="shi li ti fa",
            scheme=Term.Scheme.FORMULATION,
            region=region,
            status=Term.Status.APPROVED if number == 0 else Term.Status.CANDIDATE,
        )
        for number in range(ROWS)
    )
    TermComponent.objects.bulk_create(
        TermComponent(whole=terms[0], position=position, part=terms[position])
        for position in (1, 2, 3)
    )
    return terms


def _loads_and_refusals() -> None:
    ReferenceLoad.objects.bulk_create(
        ReferenceLoad(name=f"file-{number}", sha256="0" * 64) for number in range(ROWS)
    )
    Refusal.objects.bulk_create(
        Refusal(
            location=f"refused/{number}.txt",
            sha256="1" * 64,
            raw="不成文".encode(),
            media_type="text/plain",
            reason="nothing in it",
        )
        for number in range(ROWS)
    )


def _documents(bodies: list[Body], meetings: list[Meeting]) -> list[Document]:
    documents = Document.objects.bulk_create(
        Document(
            id=f"doc{number:02}",
            title=f"示例办法第{number}号",
            genre="official",
            kind="通知",
            document_number=f"示政发〔2026〕{number}号",
            meeting=meetings[number],
            region=bodies[0].region,
            level="province",
            adopted_on=date(2026, 1, 1) + timedelta(days=number),
            text=TEXT,
            flags=["excerpt"] if number % 2 else [],
            evidence={"adopted_on": "metadata", "title": [0, 3]},
            content_changed_at=CAPTURED,
        )
        for number in range(ROWS)
    )
    DocumentIssuer.objects.bulk_create(
        DocumentIssuer(document=document, position=position, name=body.name, body=body)
        for number, document in enumerate(documents)
        for position, body in enumerate((bodies[number], bodies[(number + 1) % ROWS]), start=1)
    )
    return documents


def _parts(documents: list[Document], term: Term) -> None:
    """What is read out of a text, and its source, for every document."""
    HistoryEvent.objects.bulk_create(
        HistoryEvent(document=document, position=1, event="通过") for document in documents
    )
    Source.objects.bulk_create(
        Source(
            document=document,
            location=f"in/{document.id}.txt",
            sha256=f"{number:064}",
            raw=TEXT.encode(),
            media_type="text/plain",
            captured_at=CAPTURED,
            cleaning=[{"rule": "spaces", "count": 2}],
        )
        for number, document in enumerate(documents)
    )
    Revision.objects.bulk_create(
        Revision(
            document=document,
            action=Revision.Action.UPDATED,
            channel=Revision.Channel.COMMAND,
            changes={"title": {"old": "示例办法", "new": document.title}},
        )
        for document in documents
    )
    Fingerprint.objects.bulk_create(
        Fingerprint(document=document, text_sha256="2" * 64, length=30, samples=[1, 2], revision=1)
        for document in documents
    )
    DocumentRelation.objects.bulk_create(
        DocumentRelation(
            from_document=document,
            to_document=documents[number - 1],
            kind=DocumentRelation.Kind.SAME_TEXT,
            similarity=1,
        )
        for number, document in enumerate(documents)
    )
    sections = Section.objects.bulk_create(
        Section(
            document=document, position=1, type="章", level=1, label="第一章", heading="总则",
            start=0, end=len(TEXT),
        )
        for document in documents
    )  # fmt: skip
    at, cited = TEXT.index("示例提法"), TEXT.index("《示例条例》")
    Mention.objects.bulk_create(
        Mention(
            document=section.document, section=section, term=term, surface="示例提法",
            start=at, end=at + 4,
        )
        for section in sections
    )  # fmt: skip
    Citation.objects.bulk_create(
        Citation(
            document=section.document, section=section, kind="document", relation="implements",
            surface="《示例条例》", target="示例条例", start=cited, end=cited + 6,
        )
        for section in sections
    )  # fmt: skip


def _proposals(documents: list[Document], term: Term) -> None:
    """A candidate with an example, and a list of components, for every document."""
    candidates = TermCandidate.objects.bulk_create(
        TermCandidate(
            key=f"{number}个聚焦", label=f"{number}个聚焦", stem="个聚焦", shape="numeric",
            documents=number + 1, occurrences=number + 2, regions=["990000"],
        )
        for number in range(len(documents))
    )  # fmt: skip
    CandidateExample.objects.bulk_create(
        CandidateExample(
            candidate=candidate, document=document, start=0, end=4, sentence="落实示例提法。"
        )
        for candidate, document in zip(candidates, documents, strict=True)
    )
    ComponentStatement.objects.bulk_create(
        ComponentStatement(
            document=document, surface=term.label, key=term.label, start=0, end=4, promised=2,
            components=[{"surface": "甲", "start": 5, "end": 6}], certain=True, term=term,
        )
        for document in documents
    )  # fmt: skip
