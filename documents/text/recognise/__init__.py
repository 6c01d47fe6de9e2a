"""Recognition: reads a clean text and what came beside it, writes the document's metadata.

Each recogniser reads the shared layout and what those before it found, and adds its own fields.
Nothing here sees a path, and what a text does not say stays null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from documents.text.recognise.context import Context, Recogniser
from documents.text.recognise.dating import recognise_dating
from documents.text.recognise.genre import recognise_genre
from documents.text.recognise.heading import recognise_heading
from documents.text.recognise.history import recognise_history
from documents.text.recognise.inferred import recognise_missing_title
from documents.text.recognise.issuers import recognise_issuers
from documents.text.recognise.layout import read_layout
from documents.text.recognise.meeting import recognise_meeting
from documents.text.recognise.numbering import recognise_numbering
from documents.text.recognise.people import recognise_people
from documents.text.recognise.region import recognise_region
from documents.text.stages import Cleaned, Recognised
from taxonomy.vocabulary import Vocabulary

__all__ = ["RECOGNISERS", "read_context", "recognise"]

RECOGNISERS: tuple[Recogniser, ...] = (
    recognise_heading,
    recognise_numbering,
    recognise_genre,
    recognise_people,
    recognise_issuers,
    recognise_history,
    recognise_meeting,
    recognise_region,
    recognise_dating,
    recognise_missing_title,
)


def read_context(cleaned: Cleaned, metadata: Mapping[str, str], vocabulary: Vocabulary) -> Context:
    """What the recognisers read: the layout of the text, and what is known beside it."""
    return Context(
        layout=read_layout(cleaned.text),
        metadata={name: value for name, value in metadata.items() if value and value.strip()},
        hints=cleaned.hints,
        vocabulary=vocabulary,
    )


def recognise(cleaned: Cleaned, metadata: Mapping[str, str], vocabulary: Vocabulary) -> Recognised:
    """The metadata of one document, with evidence for every field that is not null."""
    context = read_context(cleaned, metadata, vocabulary)
    record = Recognised(body=context.layout.body_span, title="", genre="article")
    for recogniser in RECOGNISERS:
        record = recogniser(context, record)
    return replace(record, flags=record.flags | cleaned.flags)
