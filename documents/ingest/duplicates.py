"""Proposes which stored documents are copies, reprints or excerpts of one another.

Called inside the transaction that stores a document. Candidates come from the index of sampled
shingles; only those few are compared text by text. Nothing is merged: curators decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import connection
from django.db.models import Min, Q

from documents.ingest.duplicate_flags import renew_flags
from documents.ingest.proof import Evidence
from documents.models import Document, DocumentRelation, Fingerprint
from documents.text.similarity import CANDIDATES, REVISION, SHARED, Likeness, compare
from documents.text.similarity import Fingerprint as Sample
from documents.text.titles import title_key

Kind = DocumentRelation.Kind
Status = DocumentRelation.Status

_NEAREST = """
SELECT document_id FROM (
    SELECT f.document_id, f.text_sha256, cardinality(f.samples) AS size,
        (SELECT count(*) FROM unnest(f.samples) AS sample WHERE sample = ANY(%(samples)s)) AS shared
    FROM documents_fingerprint f
    WHERE f.document_id <> %(id)s
        AND (f.samples && %(samples)s OR f.text_sha256 = %(sha256)s)
) near
WHERE shared >= %(least)s * least(size, %(size)s)
ORDER BY text_sha256 = %(sha256)s DESC, shared::float / least(size, %(size)s) DESC, document_id
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that is to be proposed; `copy` is the one that gets the flag."""

    copy: str
    other: str
    kind: str
    similarity: float
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.copy, self.other))


def propose(
    document: Document,
    sample: Sample | None,
    conflicts: Iterable[Evidence],
    *,
    is_new: bool,
    is_written: bool = True,
) -> None:
    """Renew the document's fingerprint and the proposals that stand open between it and others.

    `conflicts` are what matching found; what the texts have in common comes before it. A document
    that is being written has its own row in the history.
    """
    _keep_fingerprint(document, sample)
    proposals = [_conflict(document, evidence) for evidence in conflicts]
    proposals += _by_text(document, sample) if sample else ()
    found = {proposal.pair: proposal for proposal in proposals}
    if found or not is_new:
        _renew(document, found, document.id if is_written else None)


def _conflict(document: Document, found: Evidence) -> Proposal:
    """What is put to a curator: number or title are shared, and something speaks against."""
    kind = Kind.SAME_NUMBER if found.shares == "number" else Kind.SAME_TITLE
    titles = title_key(document.title), title_key(found.document.title)
    similarity = round(SequenceMatcher(None, *titles, autojunk=False).ratio(), 4)
    evidence = {"against": found.against}
    return Proposal(document.id, found.document.id, kind, similarity, evidence)


def _keep_fingerprint(document: Document, sample: Sample | None) -> None:
    if sample is None:
        Fingerprint.objects.filter(document=document).delete()
        return
    kept = Fingerprint(
        document=document,
        text_sha256=sample.sha256,
        length=sample.length,
        samples=list(sample.samples),
        revision=REVISION,
    )
    Fingerprint.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["text_sha256", "length", "samples", "revision"],
    )


def nearest(document_id: str, sample: Sample) -> list[str]:
    """The stored documents that share most samples with a text, nearest first; one statement."""
    asked: dict[str, Any] = {
        "id": document_id, "samples": list(sample.samples), "sha256": sample.sha256,
        "size": len(sample.samples), "least": SHARED, "limit": CANDIDATES,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, asked)
        return [row[0] for row in cursor.fetchall()]


def _by_text(document: Document, sample: Sample) -> Iterator[Proposal]:
    near = nearest(document.id, sample)
    if not near:
        return
    others = Document.objects.filter(id__in=near).annotate(first_source=Min("sources"))
    for other in others.only("text", "publisher", "published_on", "adopted_on").order_by("id"):
        likeness = compare(document.text, other.text)
        if likeness is not None:
            yield _proposal(document, other, likeness)


def _proposal(document: Document, other: Document, likeness: Likeness) -> Proposal:
    """The copy is the excerpt, else what was published later, else what was stored later."""
    kind, reverse = str(likeness.kind), likeness.reverse
    day, other_day = _day(document), _day(other)
    if kind == Kind.SAME_TEXT and day and other_day and day != other_day:
        reverse = day < other_day
        if document.publisher != other.publisher:
            kind = Kind.REPRINT_OF
    elif kind != Kind.EXCERPT_OF:
        reverse = _first_source(document) < (other.first_source or 0)  # type: ignore[attr-defined]
    pair = (other, document) if reverse else (document, other)
    return Proposal(pair[0].id, pair[1].id, kind, likeness.similarity)


def _first_source(document: Document) -> int:
    """A number that grows in the order in which documents came in; 0 for those made by hand."""
    first = document.sources.aggregate(first=Min("id"))["first"]
    return first or 0


def _day(document: Document) -> str:
    """The day by which copies are ordered, as ISO writes it; empty when there is none."""
    return str(document.published_on or document.adopted_on or "")


def _renew(document: Document, found: dict[frozenset[str], Proposal], own: str | None) -> None:
    """Replace the document's open proposals by `found`; what curators decided stays."""
    mine = Q(from_document=document) | Q(to_document=document)
    standing: set[frozenset[str]] = set()
    outdated: list[DocumentRelation] = []
    for relation in DocumentRelation.objects.filter(mine):
        pair = frozenset((relation.from_document_id, relation.to_document_id))
        if relation.status == Status.PROPOSED and _is_outdated(relation, found.get(pair)):
            outdated.append(relation)
        else:
            standing.add(pair)
    if outdated:
        DocumentRelation.objects.filter(pk__in=[relation.pk for relation in outdated]).delete()
    DocumentRelation.objects.bulk_create(
        DocumentRelation(
            from_document_id=proposal.copy, to_document_id=proposal.other, kind=proposal.kind,
            similarity=proposal.similarity, evidence=proposal.evidence,
        )
        for pair, proposal in found.items()
        if pair not in standing
    )  # fmt: skip
    copies = {proposal.copy for proposal in found.values()}
    ids = {document.id, *copies, *(relation.from_document_id for relation in outdated)}
    renew_flags(ids, reason="疑似重复有变", own=own)
    document.refresh_from_db(fields=["flags"])


def _is_outdated(relation: DocumentRelation, proposal: Proposal | None) -> bool:
    """Whether texts say something else now; what number or title say stands until decided."""
    if proposal is None:
        return relation.kind not in (Kind.SAME_NUMBER, Kind.SAME_TITLE)
    said = relation.from_document_id, relation.kind, relation.similarity, relation.evidence
    return said != (proposal.copy, proposal.kind, proposal.similarity, proposal.evidence)
