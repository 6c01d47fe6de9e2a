"""What a document points to: meetings, subjects, terms and cited documents, as primary keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Right

from documents.ingest.section_ids import SectionIds
from documents.models import Citation, Document, DocumentIssuer
from documents.text.citations.naming import ENDING, ending, exact_forms, names
from documents.text.stages import Citation as FoundCitation
from taxonomy.models import Body, Meeting, Term

_MOST = 200
"""So many titles with the same ending are compared; more are reports of every year and place."""


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
        """财政、金融、审计\\银行 → the subject before the backslash."""
        return self.subjects.get(stated.split("\\")[0].strip()) if stated else None

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
    """By target the one document with this number, else with this title, else with a form of it.

    Where several share it the answer is null: which one is meant is not to be guessed.
    """
    found: dict[str, str | None] = dict.fromkeys(targets)
    if not targets:
        return found
    forms = {form for target in targets for form in exact_forms(target)}
    stored = Document.objects.filter(Q(document_number__in=targets) | Q(title__in=forms))
    rows = list(stored.values_list("id", "document_number", "title"))
    open_: list[str] = []
    for target in targets:
        tests = (
            {pk for pk, number, _ in rows if number == target},
            {pk for pk, _, title in rows if title == target},
            {pk for pk, _, title in rows if title in exact_forms(target)},
        )
        ids = next(filter(None, tests), None)
        if ids is None:
            open_.append(target)
        elif len(ids) == 1:
            found[target] = ids.pop()
    for target in _with_known_endings(open_):
        found[target] = _of_a_form(target)
    return found


def _with_known_endings(targets: list[str]) -> list[str]:
    """Those of the targets that end as some title does; most do not, and cost no more."""
    if not targets:
        return []
    alike = Document.objects.annotate(ending=Right("title", ENDING))
    ends = alike.filter(ending__in={ending(target) for target in targets})
    known = set(ends.values_list("ending", flat=True).distinct())
    return [target for target in targets if ending(target) in known]


def _of_a_form(title: str) -> str | None:
    """The one document whose title is a form of `title`; null where too many end alike."""
    alike = Document.objects.annotate(ending=Right("title", ENDING)).filter(ending=ending(title))
    rows = list(alike.order_by("id").values_list("id", "title")[: _MOST + 1])
    if len(rows) > _MOST:
        return None
    issuers: dict[str, list[str]] = {}
    links = DocumentIssuer.objects.filter(document__in=[row[0] for row in rows])
    for document, name in links.order_by("position").values_list("document", "name"):
        issuers.setdefault(document, []).append(name)
    found = [row[0] for row in rows if names(title, row[1], issuers.get(row[0], ()))]
    return found[0] if len(found) == 1 else None


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
