"""Metadata of a page: `<meta>` names, and tables of labels such as 索引号 and 发文字号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from documents.ingest.readers.fields import field_of
from documents.ingest.readers.html_blocks import is_skipped, visible

CELLS = ("td", "th", "li", "div", "span", "p", "b", "strong", "dt", "dd", "label", "em", "h6")
LONGEST = 120
"""Characters of a label with its value in one element."""
PAIR = re.compile(r"([^：:]{2,12})[：:]\s*(.*)", re.DOTALL)
SITE_PART = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]{1,2}\s+|[-–—]{1,2}(?=[^-–—]{2,20}(?:网|政府|网站|厅|局|委)$)"
)
IGNORED = frozenset({"来源", "名称", "作者", "author"})
"""Labels that stand in running text, too: read only from `<meta>`."""


def meta_values(tree: html.HtmlElement) -> dict[str, str]:
    """Values of `<meta name=ArticleTitle|PubDate|ContentSource|…>` and of the canonical link."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or ""
        content = (element.get("content") or "").strip()
        field = field_of(name)
        if field and content and field not in found:
            found[field] = content
    for link in tree.iter("link"):
        address = link.get("href") or ""
        if link.get("rel") == "canonical" and address.startswith("http"):
            found.setdefault("url", address)
    return found


def label_values(tree: html.HtmlElement) -> dict[str, str]:
    """Values beside or after labels: `<td>索 引 号：</td><td>…</td>`, `<li>发文字号：…</li>`."""
    found: dict[str, str] = {}
    for _element, field, value in _labels(tree):
        if value and field not in found and len(value) <= 300:
            found[field] = value
    return found


def drop_labels(tree: html.HtmlElement) -> None:
    """Takes tables and lists of three or more labels out of the tree: they are no text."""
    holders: dict[html.HtmlElement, int] = {}
    for element, _, _ in _labels(tree):
        holder = next(element.iterancestors("table", "ul", "dl"), None)
        if holder is not None:
            holders[holder] = holders.get(holder, 0) + 1
    for holder, count in holders.items():
        if count >= 3 and holder.getparent() is not None and len(visible(holder)) < 1500:
            holder.drop_tree()


def _labels(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, str]]:
    """Elements that hold a label, the field that it names and the value, which may be empty."""
    for element in tree.iter(*CELLS):
        text = _short_text(element)
        if text is None:
            continue
        field = _field(text)
        if field:
            yield element, field, _beside(element)
            continue
        pair = PAIR.fullmatch(text)
        if pair and (field := _field(pair[1])) and pair[2].strip() and _is_leaf(element):
            yield element, field, pair[2].strip()


def _field(label: str) -> str | None:
    plain = re.sub(r"[\s\u3000\u00a0：:]+", "", label)
    return None if plain in IGNORED or plain.isascii() else field_of(plain)


def _short_text(element: html.HtmlElement) -> str | None:
    """The text of an element that is short enough to be a label or a label with its value."""
    if is_skipped(element):
        return None
    text = element.text_content()
    if not text or len(text) > 4 * LONGEST:
        return None
    text = re.sub(r"[\s\u00a0\u3000]+", " ", text).strip()
    return text if 2 <= len(text) <= LONGEST else None


def _is_leaf(element: html.HtmlElement) -> bool:
    """Whether an element holds one label and its value, and no element that says the same."""
    if any(inner is not element for inner in element.iter("div", "li", "td", "p", "tr")):
        return False
    return len(element) != 1 or element[0].text_content().strip() != element.text_content().strip()


def _beside(element: html.HtmlElement) -> str:
    """The text after a label: its tail, the next element, or the next one of its parent."""
    while True:
        tail = (element.tail or "").strip(" \t\r\n\u00a0\u3000：:")
        if tail:
            return tail
        following = element.getnext()
        if following is not None:
            value = visible(following).strip(" \u00a0\u3000")
            return "" if _field(value) else value
        parent = element.getparent()
        if parent is None or parent.text_content().strip() != element.text_content().strip():
            return ""
        element = parent


def page_title(tree: html.HtmlElement) -> str | None:
    """The single `<h1>`, else the first part of `<title>`; null when there is neither."""
    headings = [text for h1 in tree.iter("h1") if (text := visible(h1).strip())]
    if len(headings) == 1:
        return headings[0]
    title = tree.find(".//title")
    text = (title.text_content() if title is not None else "").strip()
    return SITE_PART.split(text)[0].strip() or None
