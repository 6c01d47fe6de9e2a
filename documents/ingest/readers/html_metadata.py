"""Metadata of a page: `<meta>` names, and the tables of labels that it shows beside the text."""

from __future__ import annotations

import re

from lxml import html

from documents.ingest.readers.days import legible
from documents.ingest.readers.fields import META_FIELDS
from documents.ingest.readers.html_blocks import blocks, visible
from documents.ingest.readers.html_labels import label_table, usable

HOLDERS = ("table", "ul", "ol", "dl", "div", "section")
LARGEST = 2000
"""Characters of a table of labels."""
COVERED = 0.7
"""Share of its lines that are labels and values."""
SITE_PART = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]{1,2}\s+|[-–—]{1,2}(?=[^-–—]{2,20}(?:网|政府|网站|厅|局|委)$)"
)


def meta_values(tree: html.HtmlElement) -> dict[str, str]:
    """Values of `<meta name=ArticleTitle|PubDate|ContentSource|…>` and of the canonical link."""
    found: dict[str, tuple[int, str]] = {}
    for element in tree.iter("meta"):
        attributes = {str(key).lower(): value for key, value in element.attrib.items()}
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        field, rank = META_FIELDS.get((name or "").strip().lower(), ("", 0))
        if field == "published_on":
            content = legible(content)
        if field and usable(field, content) and (field not in found or rank < found[field][0]):
            found[field] = rank, content
    values = {field: content for field, (_, content) in found.items()}
    for link in tree.iter("link"):
        address = link.get("href") or ""
        if link.get("rel") == "canonical" and address.startswith("http"):
            values.setdefault("url", address)
    return values


def drop_labels(tree: html.HtmlElement) -> None:
    """Takes elements that hold nothing but a table of labels out of the tree: they are no text."""
    gone: list[html.HtmlElement] = []
    for element in tree.iter(*HOLDERS):
        if len(element.text_content()) > LARGEST or any(
            outer in gone for outer in element.iterancestors()
        ):
            continue
        lines = blocks(element, edges=True)
        _, places = label_table(lines)
        if places and len(places) >= COVERED * len(lines):
            gone.append(element)
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()


def page_title(tree: html.HtmlElement) -> str | None:
    """The single `<h1>`, else the first part of `<title>`; null when there is neither."""
    headings = [text for h1 in tree.iter("h1") if (text := visible(h1).strip())]
    if len(headings) == 1:
        return headings[0]
    title = tree.find(".//title")
    text = (title.text_content() if title is not None else "").strip()
    return SITE_PART.split(text)[0].strip() or None
