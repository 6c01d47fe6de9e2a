"""The outline of a body: a tree of sections in which every paragraph has its place.

Sections come in the order of the text, parents before children. Children lie inside their parent,
siblings do not overlap, and nothing but line breaks and the spaces at the ends of lines lies
outside of all sections.
"""

from __future__ import annotations

from functools import lru_cache

from documents.text.outline.frame import Frame, read_frame
from documents.text.outline.paragraphs import Paragraph, paragraphs
from documents.text.outline.sections import sections
from documents.text.outline.tables import join_cells
from documents.text.outline.tree import HEADING, PLAIN, TreeBuilder, Unit
from documents.text.stages import Section

__all__ = ["has_table_of_contents", "outline"]


def outline(body: str) -> tuple[Section, ...]:
    """The sections of a document's text, levels counted from 1.

    >>> [(s.type, s.level, s.label, s.heading) for s in outline("一、甲\\n1.乙。丙丁\\n2.戊。己庚")]
    [('章', 1, '一、', '甲'), ('条', 2, '1.', '乙'), ('条', 2, '2.', '戊')]
    """
    return tuple(sections(_build(*_framed(body))))


def has_table_of_contents(body: str) -> bool:
    """Whether the text carries a table of contents, whose lines are not taken for headings."""
    return bool(_framed(body)[1].contents)


@lru_cache(maxsize=1)
def _framed(body: str) -> tuple[list[Paragraph], Frame]:
    """Kept for the one text at hand, of which ingest asks both questions."""
    found = paragraphs(body)
    return found, read_frame(found)


def _build(found: list[Paragraph], frame: Frame) -> Unit:
    root = Unit("root", Paragraph(0, 0, "", None))
    builder = TreeBuilder(root, found)
    contents: Unit | None = None
    titles = _titles(frame)
    for index, paragraph in enumerate(found):
        if index in titles:
            continue
        if index in frame.contents:
            builder.close()
            contents = _place_contents(contents, builder.open, paragraph)
        elif index in frame.imprint:
            builder.open = builder.root
            builder.open.add(PLAIN, paragraph)
        elif index in frame.attachments:
            builder.place_attachment(index, frame.attachments[index])
        elif index in frame.signature or index in frame.notes or paragraph.is_closing:
            builder.close()
            builder.open.add(PLAIN, paragraph)
        elif index in frame.headings:
            builder.place_heading(index)
        elif paragraph.quoted:
            builder.open.add(PLAIN, paragraph)
        else:
            if index in frame.closing:
                builder.close()
            builder.place(index)
    join_cells(root)
    return root


def _place_contents(contents: Unit | None, home: Unit, paragraph: Paragraph) -> Unit:
    """目录 with its entries inside, or the entries alone, in `home`."""
    if contents is None and paragraph.is_contents_title:
        return home.add(HEADING, paragraph)
    contents = contents or home
    contents.add(PLAIN, paragraph)
    return contents


def _titles(frame: Frame) -> set[int]:
    """The lines of attachments' titles after the first."""
    starts = frame.attachments.items()
    return {index for start, a in starts for index in range(start + 1, start + a.lines)}
