"""From an element to lines of text: a block a line, a table's row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "head",
        "title",
        "map",
    ]
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
EDGE = "\x1f"
CELL = 400
"""Characters of a cell from which on a table is taken for layout, not for data."""
HAN_BREAK = re.compile("(?<=[\u2e80-\uffef])[ \t\r]*\n[ \t\r\n]*(?=[\u2e80-\uffef])")
SPACES = re.compile(r"[ \t\r\n]+")


def is_skipped(element: html.HtmlElement) -> bool:
    """Whether an element shows no text: scripts, form fields, hidden parts, comments."""
    if not isinstance(element.tag, str):
        return True
    if element.tag in SKIPPED or element.get("hidden") is not None:
        return True
    return bool(HIDDEN.search(element.get("style", "")))


def visible(element: html.HtmlElement) -> str:
    """The visible text of an element on one line."""
    return " ".join(" ".join(blocks(element)).split(" "))


def blocks(
    root: html.HtmlElement, *, until: html.HtmlElement | None = None, edges: bool = False
) -> list[str]:
    """The lines of text under an element, without empty ones; only those before `until`.

    With `edges`, `EDGE` stands where an inline element begins or ends: a label may end there.
    """
    writer = _Writer(edges=edges)
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "comment" or not isinstance(element.tag, str):
            if event == "comment" and element is not root:
                writer.write(element.tail)
            continue
        if event == "start":
            if element is until:
                break
            if is_skipped(element) and element is not root:
                walk.skip_subtree()
            else:
                writer.open(element)
        else:
            if not is_skipped(element) or element is root:
                writer.close(element)
            if element is not root:
                writer.write(element.tail)
    return list(writer.lines())


class _Writer:
    """Collects text and line breaks; cells of a data table's row share a line."""

    def __init__(self, *, edges: bool = False) -> None:
        self.edge = EDGE if edges else ""
        self.parts: list[str] = []
        self.rows: list[html.HtmlElement] = []
        self.verbatim = 0

    def open(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag == "pre":
            self.verbatim += 1
        if tag == "tr":
            self._break()
            if _is_data_row(element):
                self.rows.append(element)
        elif tag in ("td", "th"):
            self.parts.append("\t" if self.rows else "\n")
        elif tag == "br" or tag in BLOCKS:
            self._break()
        elif self.edge:
            self.parts.append(self.edge)
        self.write(element.text)

    def close(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if self.rows and element is self.rows[-1]:
            self.rows.pop()
        if tag == "pre":
            self.verbatim -= 1
        if tag in BLOCKS or (tag in ("td", "th") and not self.rows):
            self._break()
        elif self.edge and tag not in ("td", "th"):
            self.parts.append(self.edge)

    def write(self, text: str | None) -> None:
        if text:
            self.parts.append(text if self.verbatim else SPACES.sub(" ", HAN_BREAK.sub("", text)))

    def lines(self) -> Iterator[str]:
        for line in "".join(self.parts).split("\n"):
            stripped = line.strip(f" \t\r{EDGE}")
            if stripped.strip("\u00a0\u3000"):
                yield stripped

    def _break(self) -> None:
        self.parts.append(" " if self.rows else "\n")


def _is_data_row(row: html.HtmlElement) -> bool:
    """A row of short cells; a cell with a table or a whole text in it is layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    filled = [cell for cell in cells if (cell.text_content() or "").strip()]
    return len(filled) >= 2 and all(
        cell.find(".//table") is None and len(cell.text_content()) <= CELL for cell in filled
    )
