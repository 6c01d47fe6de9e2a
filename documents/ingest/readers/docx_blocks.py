"""From the body of a .docx to lines of text: a paragraph a line, a table's row a line.

What is left out is what a printout would not show as text of the document: deletions, hidden
text, field codes, comments, placeholders. Headers and footers are parts of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from documents.ingest.readers.docx_labels import Labels
from documents.ingest.readers.docx_styles import OFF, Styles, W, is_on
from documents.ingest.readers.html_blocks import CELL

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
TRANSPARENT = frozenset(
    [W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple",
                           "bdo", "dir", "ruby", "rubyBase")]
    + [f"{MATH}{name}" for name in ("oMath", "oMathPara", "r", "e", "num", "den", "f", "sub",
                                    "sup", "sSub", "sSup", "d", "rad", "nary")]
)  # fmt: skip
"""Elements whose content stands where they stand; insertions are kept, deletions are not."""
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
BOXES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
WHITE = re.compile(r"[\r\n]+")
PRIVATE = range(0xE000, 0xF900)
"""Code points that mean a picture of a symbol font, not a character."""


class Story:
    """A run of blocks: the body, or the notes. Fields may reach over its paragraphs."""

    def __init__(self, styles: Styles, labels: Labels) -> None:
        self.styles, self.labels = styles, labels
        self.notes: list[tuple[str, str]] = []
        self._codes: list[bool] = []
        """For every open field, whether the walk is still in its code."""
        self._boxes: list[str] = []
        self._carried = ""
        self._hidden = False
        self._walkers: dict[str, Callable[[etree._Element], Iterator[str]]] = {
            f"{W}r": self._run,
            f"{W}sdt": lambda element: self._inline(_control(element)),
            f"{MC}AlternateContent": lambda element: self._inline(_chosen(element)),
        }

    def lines(self, container: Iterable[etree._Element]) -> list[str]:
        """The lines of block elements, without empty ones."""
        found: list[str] = []
        for block in container:
            tag = block.tag
            if tag == f"{W}p":
                found.extend(self._paragraph(block, first=not found))
            elif tag == f"{W}tbl":
                for row in _rows(block):
                    found.extend(self._row(row))
            elif tag == f"{W}sdt":
                found.extend(self.lines(_control(block)))
            elif tag == f"{MC}AlternateContent":
                found.extend(self.lines(_chosen(block)))
            elif tag in TRANSPARENT:
                found.extend(self.lines(block))
        return found

    def _paragraph(self, paragraph: etree._Element, *, first: bool) -> list[str]:
        """A paragraph's lines; text boxes open the story or follow the paragraph."""
        properties = paragraph.find(f"{W}pPr")
        mark = None if properties is None else properties.find(f"{W}rPr")
        self._hidden = bool(self.styles.hides(properties, "pStyle", own=False))
        text = "".join(self._inline(paragraph))
        if text.strip():
            text = self._carried + self.labels.next(paragraph) + text
            self._carried = ""
        if mark is not None and (mark.find(f"{W}del") is not None or is_on(mark, "vanish")):
            self._carried, text = self._carried + text, ""
        elif self._carried:
            self._carried, text = "", self._carried + text
        boxes, self._boxes = self._boxes, []
        own = _stripped(text.split("\n"))
        return boxes + own if first else own + boxes

    def _inline(self, parent: Iterable[etree._Element]) -> Iterator[str]:
        for child in parent:
            if child.tag in TRANSPARENT:
                yield from self._inline(child)
            elif child.tag == f"{MATH}t":
                yield child.text or ""
            elif walk := self._walkers.get(str(child.tag)):
                yield from walk(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        hidden = self.styles.hides(properties, "rStyle")
        if hidden is None:
            hidden = self._hidden
        for child in run:
            if child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif not hidden and not any(self._codes):
                yield from self._content(child)

    def _content(self, child: etree._Element) -> Iterator[str]:
        """The text of one element of a run; what its drawings hold is laid by."""
        tag = str(child.tag)
        if tag == f"{W}t":
            yield _text(child)
        elif tag == f"{W}sym":
            yield _symbol(child)
        elif tag in NOTES:
            yield self._note(child)
        elif tag in BOXES:
            self._boxes.extend(self._boxed(child))
        elif tag == f"{MC}AlternateContent":
            for inner in _chosen(child):
                yield from self._content(inner)
        elif tag == f"{W}ruby":
            yield from self._inline(child)
        else:
            yield CHARACTERS.get(tag, "")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif self._codes and kind == "separate":
            self._codes[-1] = False
        elif self._codes and kind == "end":
            self._codes.pop()

    def _note(self, reference: etree._Element) -> str:
        """The mark of a note, which is numbered in the order of the marks."""
        if reference.get(f"{W}customMarkFollows", "0") not in OFF:
            return ""
        self.notes.append((NOTES[str(reference.tag)], reference.get(f"{W}id", "")))
        return f"[{len(self.notes)}]"

    def _boxed(self, drawing: etree._Element) -> list[str]:
        """The lines of the text boxes and of the lettering in a drawing."""
        inner = Story(self.styles, self.labels)
        found: list[str] = []
        for element in drawing.iter(f"{W}txbxContent", f"{VML}textpath"):
            if _outer_tags(element, drawing) & {f"{W}txbxContent", f"{MC}Fallback"}:
                continue
            if element.tag == f"{VML}textpath":
                found.extend(_stripped([element.get("string") or ""]))
            else:
                found.extend(inner.lines(element))
        self.notes.extend(inner.notes)
        return found

    def _row(self, row: etree._Element) -> list[str]:
        """A row of short cells on one line; cells of a row that lays out a page, line by line."""
        cells = [self.lines(cell) for cell in _cells(row)]
        texts = [" ".join(lines) for lines in cells]
        nested = any(cell.find(f".//{W}tbl") is not None for cell in _cells(row))
        if sum(map(bool, texts)) >= 2 and not nested and all(len(text) <= CELL for text in texts):
            return ["\t".join(texts).strip("\t")]
        return [line for lines in cells for line in lines]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            gone = properties is not None and properties.find(f"{W}del") is not None
            if not gone and not is_on(properties, "hidden"):
                yield child
        elif child.tag == f"{W}sdt":
            yield from _rows(_control(child))
        elif child.tag in TRANSPARENT:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from _cells(_control(child))
        elif child.tag in TRANSPARENT:
            yield from _cells(child)


def _control(control: etree._Element) -> etree._Element:
    """What a content control holds; nothing while it shows its placeholder."""
    properties = control.find(f"{W}sdtPr")
    content = control.find(f"{W}sdtContent")
    if content is None or (properties is not None and is_on(properties, "showingPlcHdr")):
        return etree.Element(f"{W}sdtContent")
    return content


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first of the alternatives: the others say the same for older programs."""
    found = alternatives.find(f"{MC}Choice")
    if found is None:
        found = alternatives.find(f"{MC}Fallback")
    return etree.Element(f"{MC}Choice") if found is None else found


def _outer_tags(element: etree._Element, drawing: etree._Element) -> set[str]:
    """The tags of what an element stands in, as far as the drawing."""
    found: set[str] = set()
    for outer in element.iterancestors():
        if outer is drawing:
            break
        found.add(str(outer.tag))
    return found


def _text(element: etree._Element) -> str:
    text = WHITE.sub(" ", element.text or "")
    keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if keeps else text.strip(" \t")


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "" if code in PRIVATE or not 0x20 <= code < 0x110000 else chr(code)


def _stripped(found: Iterable[str]) -> list[str]:
    stripped = (line.strip(" \t\r") for line in found)
    return [line for line in stripped if line.strip("\u00a0\u3000")]


def note_lines(story: Story, parts: dict[str, etree._Element | None]) -> list[str]:
    """The notes that the text refers to, in its order, each after its mark."""
    found: list[str] = []
    for number, (part, name) in enumerate(list(story.notes), 1):
        root = parts.get(part)
        for note in () if root is None else root:
            if note.get(f"{W}id") == name:
                lines = Story(story.styles, story.labels).lines(note)
                found.extend([f"[{number}] {lines[0]}", *lines[1:]] if lines else [])
                break
    return found
