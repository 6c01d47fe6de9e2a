"""Which element of a page holds the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from documents.ingest.readers.html_blocks import blocks, is_skipped

CONTAINERS = re.compile(
    r"^(?:UCAP-CONTENT|TRS_Editor|TRS_UEDITOR|trs_editor_view|zoom|zoomcon|zw|wzzw|nr|pages_content|content_body|"
    r"article[-_]?(?:content|body|con|text|main)?|news[-_]?(?:content|con|text|body)|detail[-_]?(?:content|con|text|body)?|"
    r"text[-_]?(?:content|con)|main[-_]?(?:content|text|con)|(?:con|info|xl|view)[-_]?(?:text|content|con|body|article)|"
    r"con_con|contentText|wp_articlecontent|v_news_content|ContentBody|artibody|js_content|xxgk_content|bt_content|vsb_content.*)$",
    re.IGNORECASE,
)
"""Ids and classes under which the usual editors of government sites keep the text."""
DESCENT = frozenset(
    [
        "html",
        "body",
        "div",
        "td",
        "tr",
        "tbody",
        "table",
        "article",
        "section",
        "main",
        "form",
        "center",
        "font",
        "span",
        "ul",
    ]
)
SHARE = 0.9
"""How much of an element's text one child must hold for the search to go on inside it."""
PART = 0.1
"""Share of the text from which on a second container like the best is part of the document."""
AROUND = frozenset(["nav", "header", "footer", "aside"])


def main_element(tree: html.HtmlElement) -> html.HtmlElement:
    """The known container with most text, else the deepest element that holds nearly all of it."""
    body = tree.find("body")
    body = tree if body is None else body
    total = _weight(body)
    weighed = [(_weight(element), element) for element in _containers(body)]
    weight, best = max(weighed, key=lambda item: item[0], default=(0, None))
    if best is not None and weight >= 0.5 * total:
        parts = [
            element for own, element in weighed if own >= PART * total and _like(element, best)
        ]
        return _around(best, parts)
    _drop_surroundings(body)
    return _descend(body)


def _like(element: html.HtmlElement, best: html.HtmlElement) -> bool:
    """Whether an element is another part of the document: named like the best, and beside it."""
    return (
        element.get("class") == best.get("class")
        and best not in element.iterancestors()
        and element not in best.iterancestors()
    )


def _around(best: html.HtmlElement, parts: list[html.HtmlElement]) -> html.HtmlElement:
    """The innermost element that holds all the parts."""
    while any(part is not best and best not in part.iterancestors() for part in parts):
        parent = best.getparent()
        if parent is None:
            break
        best = parent
    return best


def _containers(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in body.iter():
        if isinstance(element.tag, str):
            names = [element.get("id", ""), *element.get("class", "").split()]
            if any(CONTAINERS.match(name) for name in names if name):
                yield element


def _weight(element: html.HtmlElement) -> int:
    """Characters in lines that read like text: with a mark of punctuation, or long."""
    if is_skipped(element):
        return 0
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    lines = blocks(element)
    return max(
        sum(len(line) for line in lines if len(line) > 30 or re.search("[。；，、：]", line))
        - linked,
        0,
    )


def _drop_surroundings(body: html.HtmlElement) -> None:
    """Takes navigation, headers, footers and lists of links out of the tree."""
    for element in list(body.iter(*AROUND)):
        if _weight(element) < 200:
            element.drop_tree()
    for element in list(body.iter("ul", "ol", "dl")):
        text = element.text_content().strip()
        linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
        if text and linked > 0.8 * len(text) and element.getparent() is not None:
            element.drop_tree()


def _descend(element: html.HtmlElement) -> html.HtmlElement:
    """Goes down while one child holds nearly all of the text and the rest is no part of it."""
    while True:
        weight = _weight(element)
        inner = [child for child in element if isinstance(child.tag, str) and child.tag in DESCENT]
        heaviest = max(inner, key=_weight, default=None)
        if heaviest is None or weight == 0 or _weight(heaviest) < SHARE * weight:
            return element
        if heaviest.tag == "div" and len(blocks(heaviest)) == 1 and len(blocks(element)) > 1:
            return element
        element = heaviest
