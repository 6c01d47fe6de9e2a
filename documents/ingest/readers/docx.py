"""Word-processor documents (.docx): the body's text with its labels, tables and notes."""

from __future__ import annotations

from documents.ingest.readers.docx_blocks import Story, note_lines
from documents.ingest.readers.docx_labels import Labels
from documents.ingest.readers.docx_package import Package
from documents.ingest.readers.docx_styles import Styles
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes) -> RawDocument:
    """A .docx as its lines, notes at the end.

    What the file says of itself (title, author, dates) is not taken over: it mostly tells of the
    template that the document was typed into. Raises `RefusedInput`.
    """
    package = Package(data)
    styles = Styles(package.related("styles"))
    story = Story(styles, Labels(package.related("numbering"), styles))
    lines = story.lines(package.body)
    lines += note_lines(story, {name: package.related(name) for name in ("footnotes", "endnotes")})
    if not lines:
        raise RefusedInput("holds no text")
    return RawDocument("\n".join(lines), MEDIA_TYPE)
