"""What a document points to: meetings, subjects, terms and cited documents, as primary keys."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.models import Citation, Document
from documents.text.stages import Citation as FoundCitation
from taxonomy.models import Body, Meeting, Term


class Targets:
    """Lookups from slugs and names to primary keys; ambiguous ones give null."""

    def __init__(self) -> None:
        self.terms = dict(
            Term.objects.filter(scheme=Term.Scheme.FORMULATION).values_list("slug", "id")
        )
        self.subjects = dict(
            Term.objects.filter(scheme=Term.Scheme.SUBJECT).values_list("label", "id")
        )
        self.meetings = dict(Meeting.objects.values_list("slug", "id"))
        self.bodies = dict(Body.objects.values_list("slug", "id"))

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
        meeting, _ = Meeting.objects.get_or_create(**key, defaults=values)
        self.meetings[stated["slug"]] = meeting.pk
        return meeting.pk

    def cited_meeting(self, citation: FoundCitation) -> int | None:
        if citation.kind != "meeting" or citation.target is None:
            return None
        return self.meetings.get(citation.target)

    def document(self, citation: FoundCitation) -> str | None:
        """The one document with the cited number, else the one with the cited title."""
        if citation.kind != "document" or citation.target is None:
            return None
        for field in ("document_number", "title"):
            found = Document.objects.filter(**{field: citation.target})
            ids = list(found.values_list("id", flat=True)[:2])
            if len(ids) == 1:
                return ids[0]
        return None


def resolve_towards(document: Document) -> None:
    """Point citations that were waiting for this document at it, unless it has a namesake."""
    for field in ("document_number", "title"):
        value = getattr(document, field)
        if not value:
            continue
        waiting = Citation.objects.filter(
            kind=Citation.Kind.DOCUMENT, target=value, target_document=None
        ).exclude(document=document)
        if Document.objects.filter(**{field: value}).exclude(id=document.id).exists():
            continue
        waiting.update(target_document=document)
