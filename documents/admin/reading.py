"""What a curator reads beside the form: outline, marked text, digest, raw source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import BinaryField
from django.db.models.functions import Length
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents.admin.marked_text import Anchor, Mark, marked_paragraphs
from documents.models import Citation, Document, Mention, Refusal, Section, Source

RAW_LIMIT = 60_000
"""Bytes of raw source that are shown beside the text; about 20,000 Chinese characters."""

BinaryField.register_lookup(Length)

RELATIONS = {
    "implements": "贯彻落实",
    "cites": "引用",
    "forwards": "转发",
    "issues": "印发",
    "amends": "修改",
    "repeals": "废止",
}


def reading(document_id: str) -> SafeString:
    """The document's reading view as HTML."""
    document = Document.objects.get(pk=document_id)
    sections = list(document.sections.all())
    mentions = list(document.mentions.select_related("term"))
    citations = list(document.citations.all())
    in_text = [m for m in mentions if m.field == Mention.Field.TEXT]
    marks = [*map(_mention_mark, in_text), *map(_citation_mark, citations)]
    marks += _evidence_marks(document.evidence)
    in_digest = [m for m in mentions if m.field == Mention.Field.DIGEST]
    return SafeString(
        render_to_string(
            "admin/documents/document/reading.html",
            {
                "document": document,
                "outline": list(_outline(sections)),
                "mentions": len(in_text),
                "citations": len(citations),
                "text": marked_paragraphs(document.text, marks, map(_anchor, sections)),
                "digest": marked_paragraphs(document.digest, map(_mention_mark, in_digest)),
                "raw": raw_text(current_source(document)),
            },
        )
    )


def _anchor(section: Section) -> Anchor:
    return Anchor(section.start, f"section-{section.position}")


def _outline(sections: Iterable[Section]) -> Iterator[dict[str, Any]]:
    """The sections that have a label or a heading; bare paragraphs stay out."""
    for section in sections:
        if section.type != "paragraph" and (section.label or section.heading):
            yield {"name": _anchor(section).name, "level": section.level, "title": str(section)}


def _mention_mark(mention: Mention) -> Mark:
    return Mark(mention.start, mention.end, "mention", f"提法：{mention.term.label}")


def _citation_mark(citation: Citation) -> Mark:
    """Says how the text refers to what, and whether that is in the database."""
    relation = RELATIONS.get(citation.relation or "", "引用")
    known = citation.target_document_id or citation.target_meeting_id
    target = f"{citation.target or '所指不明'}{'' if known else '（未入库）'}"
    css = "citation" if known else "citation unresolved"
    return Mark(citation.start, citation.end, css, f"{relation}：{target}")


def _evidence_marks(evidence: Mapping[str, Any]) -> list[Mark]:
    """Where in the text the metadata were read; what came with the source has no place there."""
    return [
        Mark(where[0], where[1], "evidence", f"依据：{field_name(name)}")
        for name, where in evidence.items()
        if isinstance(where, list) and len(where) == 2
    ]


def field_name(name: str) -> str:
    """The Chinese name of a field of the record; a field that only the record has keeps its own."""
    names = {field.name: field.verbose_name for field in Document._meta.fields}
    return str(names.get(name, {"issuers": "发文机关", "history": "沿革"}.get(name, name)))


def current_source(document: Document) -> Source | None:
    """The source that the text was read from, with its bytes where they are few."""
    current = document.sources.filter(is_current=True).defer("raw", "offsets")
    return current.annotate(raw_length=Length("raw")).order_by("-version").first()


def raw_text(source: Source | Refusal | None) -> str | None:
    """The source as text; null where it is long, no text, or not kept."""
    if source is None or not source.media_type.startswith(("text/", "application/json")):
        return None
    length = getattr(source, "raw_length", None)
    if length is None or length > RAW_LIMIT:
        return None
    raw = bytes(source.raw or b"")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
