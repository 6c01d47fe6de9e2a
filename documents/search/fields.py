"""The fields that are searched, each with its weight; weights stand here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from documents.models import Document

WEIGHTS = {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.1}
"""A title and number, B headings, C lead and terms, D body and digest."""

TITLE_PHRASE = 1.0
"""Added where the title holds the query as it was typed."""

PHRASE_FIELDS = ("title", "subtitle", "lead_in", "document_number", "text", "digest")
"""Where a quoted phrase is looked for; the bigrams are theirs."""

TITLE_FIELDS = ("title", "subtitle", "lead_in", "document_number")
"""What `title:` looks at: the words of weight A."""


@dataclass(frozen=True, slots=True)
class Part:
    weight: str
    text: str


def parts(document: Document, headings: Iterable[str], terms: Iterable[str]) -> list[Part]:
    """What is indexed of a document, in the order in which positions are given."""
    lead = document.text.split("\n", 1)[0][:400]
    titles = (getattr(document, field) for field in TITLE_FIELDS)
    return [
        *(Part("A", title) for title in titles if title),
        *(Part("B", heading) for heading in headings),
        *(Part("C", term) for term in terms),
        Part("C", lead),
        Part("D", document.digest),
        Part("D", document.text),
    ]
