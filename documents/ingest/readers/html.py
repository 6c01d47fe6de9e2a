"""Web pages: the main text, a paragraph a line, and the metadata that the page keeps beside it."""

from __future__ import annotations

import re

import trafilatura
from lxml import etree, html

from documents.ingest.readers.encoding import decode
from documents.ingest.readers.html_blocks import blocks
from documents.ingest.readers.html_labels import label_table, labels_apart, lone_values
from documents.ingest.readers.html_main import main_element
from documents.ingest.readers.html_metadata import drop_labels, meta_values, page_title
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=["']([\w-]{2,20})""",
    re.IGNORECASE,
)
LEAST = 20
"""Characters of main text below which trafilatura is asked for its reading."""

HEAD = 60
"""Lines at the start of the main text among which a table of metadata may stand."""


def read_html(data: bytes) -> RawDocument:
    """A page as its main text and its metadata; scripts are dropped unread.

    Raises `RefusedInput` when it cannot be decoded or holds no text.
    """
    declared = CHARSET.search(data[:4096])
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    page = decode(data, name)
    tree = _parse(page)
    table, _ = label_table(blocks(tree, edges=True))
    drop_labels(tree)
    main = main_element(tree)
    around = lone_values(blocks(tree, until=main, edges=True))
    metadata = around | meta_values(tree) | table
    text = "\n".join(_without_table(main))
    if len(text) < LEAST:
        text = trafilatura.extract(page, favor_recall=True, include_comments=False) or text
    if not text.strip() and "title" not in metadata:
        raise RefusedInput("is a page without text")
    title = metadata.get("title") or page_title(tree)
    if title and not _holds(text, title):
        text = f"{title}\n{text}"
    return RawDocument(text, "text/html", metadata)


def _without_table(main: html.HtmlElement) -> list[str]:
    """The lines of the main text without a table of metadata at their head."""
    lines = blocks(main)
    marked = blocks(main, edges=True)[:HEAD]
    _, places = label_table(marked)
    head = [labels_apart(line) for i, line in enumerate(marked) if i not in places]
    return head + lines[HEAD:]


def _parse(page: str) -> html.HtmlElement:
    """The tree of a page; the parser fetches nothing and refuses bottomless nesting."""
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\0", "")
    parser = html.HTMLParser(no_network=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise RefusedInput(f"is not a page: {error}") from None
    return tree


def _holds(text: str, title: str) -> bool:
    """Whether the text opens with the title, however its lines are broken."""
    plain = re.compile(r"[\s\u3000\u00a0]+")
    return plain.sub("", title) in plain.sub("", text[:2000])
