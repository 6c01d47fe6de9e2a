"""What a document points to: meetings, subjects, terms and cited documents, as primary keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Right, RowNumber

from documents.ingest.section_ids import SectionIds
from documents.models import Citation, Document, DocumentIssuer
from documents.text.citations.naming import ENDING, ending, exact_forms, names
from documents.text.stages import Citation as FoundCitation
from taxonomy.models import Body, Meeting, Term

_MOST = 200
"""So many titles with the same ending are compared; more are reports of every year and place."""


def subject_label(stated: str) -> str:
    """财政、金融、审计\\银行 → the subject before the backslash."""
    return stated.split("\\")[0].strip()


class Targets:
    """Lookups from slugs and names to primary keys; ambiguous ones give null."""

    def __init__(self) -> None:
        terms = Term.objects.filter(scheme=Term.Scheme.FORMULATION)
        self.terms = dict(terms.values_list("slug", "id"))
        self.labels = dict(terms.values_list("slug", "label"))
        self.subjects = dict(
            Term.objects.filter(scheme=Term.Scheme.SUBJECT).values_list("label", "id")
        )
        self.meetings = dict(Meeting.objects.values_list("slug", "id"))
        self.bodies = dict(Body.objects.values_list("slug", "id"))
        self.section_ids = SectionIds()

    def subject(self, stated: str | None) -> int | None:
        return self.subjects.get(subject_label(stated)) if stated else None

    def meeting(self, stated: dict[str, Any] | None) -> int | None:
        """The meeting that the record states; one that its ordinals or its day prove is added."""
        if stated is None or stated["slug"] is None:
            return None
        known = self.meetings.get(stated["slug"])
        body = self.bodies.get(stated["body"])
        if known is not None or body is None:
            return known
        held_on = date.fromisoformat(stated["held_on"]) if stated["held_on"] else None
        numbered = stated["convocation"] is not None
        if not numbered and held_on is None:
            return None
        key: dict[str, Any] = {"body_id": body, "kind": stated["kind"]}
        key |= (
            {"convocation": stated["convocation"], "session": stated["session"]}
            if numbered
            else {"name": stated["name"], "held_from": held_on}
        )
        values = {
            "slug": stated["slug"],
            "name": stated["name"],
            "held_from": held_on,
            "place": stated["place"],
        }
        meeting, is_new = Meeting.objects.get_or_create(**key, defaults=values)
        self.meetings[stated["slug"]] = meeting.pk
        if is_new:
            waiting = Citation.objects.filter(kind=Citation.Kind.MEETING, target=stated["slug"])
            waiting.filter(target_meeting=None).update(target_meeting=meeting)
        return meeting.pk

    def cited_meeting(self, citation: FoundCitation) -> int | None:
        if citation.kind != "meeting" or citation.target is None:
            return None
        return self.meetings.get(citation.target)

    def documents(self, citations: Iterable[FoundCitation]) -> dict[str | None, str | None]:
        """The one document that is cited by its number or its title, for each target."""
        named = {c.target for c in citations if c.kind == "document" and c.target is not None}
        return dict(find_documents(named).items())


def find_document(target: str) -> str | None:
    """The id of the one document that a target names; null where none or several fit."""
    return find_documents([target])[target]


def find_documents(targets: Collection[str]) -> dict[str, str | None]:
    """By target the one document that fits it.

    Where several do the answer is null: which one is meant is not to be guessed.
    """
    found = fitting(targets, Document.objects.all())
    return {target: ids[0] if len(ids) == 1 else None for target, ids in found.items()}


def fitting(targets: Collection[str], documents: QuerySet[Document]) -> dict[str, tuple[str, ...]]:
    """By target those of the documents with this number, else this title, else a form of it.

    Three statements at most, however many the targets are.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(targets, ())
    if not targets:
        return found
    forms = {form for target in targets for form in exact_forms(target)}
    stored = documents.filter(Q(document_number__in=targets) | Q(title__in=forms))
    rows = list(stored.order_by("id").values_list("id", "document_number", "title"))
    for target in targets:
        tests = (
            [pk for pk, number, _ in rows if number == target],
            [pk for pk, _, title in rows if title == target],
            [pk for pk, _, title in rows if title in exact_forms(target)],
        )
        found[target] = tuple(next(filter(None, tests), ()))
    return found | _of_forms([target for target in targets if not found[target]], documents)


def _of_forms(titles: list[str], documents: QuerySet[Document]) -> dict[str, tuple[str, ...]]:
    """By title the documents whose titles are forms of it; none where too many end alike."""
    alike = _ending_alike({ending(title) for title in titles}, documents)
    issuers: dict[str, list[str]] = {}
    ids = [pk for rows in alike.values() for pk, _ in rows]
    links = (
        DocumentIssuer.objects.filter(document__in=ids) if ids else DocumentIssuer.objects.none()
    )
    for document, name in links.order_by("position").values_list("document", "name"):
        issuers.setdefault(document, []).append(name)
    return {
        title: tuple(
            pk
            for pk, other in alike.get(ending(title), ())
            if names(title, other, issuers.get(pk, ()))
        )
        for title in titles
    }


def _ending_alike(
    ends: Collection[str], documents: QuerySet[Document]
) -> dict[str, list[tuple[str, str]]]:
    """Ending → id and title of the documents whose titles have it, where they are not too many."""
    if not ends:
        return {}
    place = Window(RowNumber(), partition_by=Right("title", ENDING), order_by=F("id").asc())
    rows = documents.alias(ending=Right("title", ENDING)).filter(ending__in=ends)
    few = rows.annotate(place=place).filter(place__lte=_MOST + 1).order_by("id")
    found: dict[str, list[tuple[str, str]]] = {}
    for pk, title in few.values_list("id", "title"):
        found.setdefault(ending(title), []).append((pk, title))
    return {end: rows for end, rows in found.items() if len(rows) <= _MOST}


def resolve_towards(*documents: Document) -> None:
    """Settle the citations that may name these documents: new ones, namesakes, and former names.

    Those that name one by a title or number that it no longer has are looked up again, and those
    that it makes ambiguous lose their target.
    """
    numbers = [document.document_number for document in documents if document.document_number]
    exact = [form for document in documents for form in exact_forms(document.title)]
    ends = [ending(document.title) for document in documents]
    affected = (
        Citation.objects.filter(kind=Citation.Kind.DOCUMENT, target__isnull=False)
        .annotate(ending=Right("target", ENDING))
        .filter(
            Q(target__in=[*numbers, *exact]) | Q(ending__in=ends) | Q(target_document__in=documents)
        )
    )
    for target in affected.order_by("target").values_list("target", flat=True).distinct():
        found = find_document(target) if target else None
        citations = Citation.objects.filter(kind=Citation.Kind.DOCUMENT, target=target)
        citations = citations.exclude(document=found) if found else citations
        citations.exclude(target_document=found).update(target_document=found)
