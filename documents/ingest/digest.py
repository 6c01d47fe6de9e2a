"""A digest that a curator has written, with the terms in it."""

from __future__ import annotations

from documents.ingest.current import current_tools
from documents.models import Document, Mention
from taxonomy.models import Term


def tag_digest(document: Document) -> None:
    """Find the digest's terms anew; spans of the digest before would point into nothing."""
    Mention.objects.filter(document=document, field=Mention.Field.DIGEST).delete()
    found = current_tools().matcher.find(document.digest, document.region_id)
    terms = dict(
        Term.objects.filter(slug__in={span.term for span in found}).values_list("slug", "id")
    )
    Mention.objects.bulk_create(
        Mention(
            document=document,
            field=Mention.Field.DIGEST,
            term_id=terms[span.term],
            surface=span.surface,
            start=span.start,
            end=span.end,
        )
        for span in found
    )
