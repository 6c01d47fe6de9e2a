"""The fields that are searched, each with its weight; weights stand here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from documents.models import Document

WEIGHTS = {
    "title": 2.0,
    "number": 2.0,
    "heading": 1.0,
    "term": 1.0,
    "lead": 1.0,
    "digest": 1.0,
    "text": 1.0,
}
"""How often a word of a field counts. Headings, terms and lead stand in the text as well.

More for the title makes questions worse; that a short query stands in the title counts in
`documents.search.ranking`.
"""

PHRASE_FIELDS = ("text", "title", "subtitle", "lead_in", "document_number", "digest")
"""Where a quoted phrase is looked for; the bigrams are theirs."""

TITLE_FIELDS = ("title", "subtitle", "lead_in", "document_number")
"""What `title:` looks at."""

LEAD = 400
"""Characters of the first paragraph that count as the lead."""

_FIELD_OF = {"document_number": "number", "digest": "digest", "text": "text"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text in one field; `in_phrases` where its bigrams count."""

    field: str
    text: str
    in_phrases: bool = False
    in_title: bool = False

    @property
    def weight(self) -> float:
        return WEIGHTS[self.field]


def parts(document: Document, headings: Iterable[str], terms: Iterable[str]) -> list[Part]:
    """What is indexed of a document."""
    found = [
        Part(_FIELD_OF.get(name, "title"), text, in_phrases=True, in_title=name in TITLE_FIELDS)
        for name in PHRASE_FIELDS
        if (text := getattr(document, name))
    ]
    found += [Part("heading", heading) for heading in headings]
    found += [Part("term", term) for term in terms]
    lead = document.text.split("\n", 1)[0][:LEAD]
    return [*found, Part("lead", lead)] if lead else found
