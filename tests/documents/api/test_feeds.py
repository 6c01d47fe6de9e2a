"""Atom feeds, read by an independent parser and held to RFC 4287."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.api.feeds import LEAD, _clean
from tests import factories
from tests.asking import API, Api

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}


def read(answer: Any) -> Any:
    """The feed as its parser has it, after the rules of RFC 4287 were found kept."""
    assert answer.status_code == 200
    assert answer["Content-Type"].split(";")[0] == "application/atom+xml"
    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        _assert_valid(element)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def _assert_valid(element: ET.Element) -> None:
    """Section 4: what must be there once, and no two alternates of one type."""
    for name in ONCE[element.tag.removeprefix(ATOM)]:
        (found,) = element.findall(f"{ATOM}{name}")
        assert name == "title" or found.text
    links = [link.attrib for link in element.findall(f"{ATOM}link")]
    alternates = [link.get("type", "") for link in links if link["rel"] == "alternate"]
    assert alternates
    assert len(set(alternates)) == len(alternates)
    assert all(link["href"].startswith("http") for link in links)
    assert all(author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author"))
    assert len(element.findall(f"{ATOM}summary")) <= 1
    assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")


def test_an_entry(api: Api) -> None:
    issuers = [factories.body("gov-990000"), factories.body("cpc-990000")]
    term = factories.term("shi-li")
    made = factories.document(
        issuers, [term], id="here", title="示例<决定>&", kind="决定", published_on="2026-03-02",
        text="正文",
    )  # fmt: skip
    factories.source(made, url="https://example.org/here?a=1&b=2")
    feed = read(api.get("documents.atom"))
    (entry,) = feed.entries
    assert entry.title == "示例<决定>&"
    assert [author.name for author in entry.authors] == [issuer.name for issuer in issuers]
    assert entry.link == "https://example.org/here?a=1&b=2"
    assert [link.href for link in entry.links][1:] == [
        f"http://testserver{API}documents/here/",
        f"http://testserver{API}documents/here/text.md",
    ]
    assert entry.updated.startswith("2026-01-01T")
    assert entry.published == "2026-03-02T00:00:00+08:00"
    assert entry.summary == term.label
    kinds = [(tag.scheme.rpartition("v1/")[2], tag.term, tag.label) for tag in entry.tags]
    assert kinds == [
        ("documents/#genre", "official", "公文"),
        ("documents/#kind", "决定", "决定"),
        ("terms/", "shi-li", term.label),
    ]


def test_the_beginning_of_the_text_stands_in_for_a_digest(api: Api) -> None:
    factories.document(id="long", text="一" * (LEAD + 1))
    factories.document(id="short", text="正文")
    summaries = {entry.summary for entry in read(api.get("documents.atom")).entries}
    assert summaries == {"一" * LEAD + "…", "正文"}


def test_what_changed_last_comes_first(api: Api) -> None:
    for number in range(5):
        moment = factories.MOMENT + timedelta(days=number)
        factories.document(
            id=f"d{number}", content_changed_at=moment, adopted_on=f"2026-01-0{5 - number}"
        )
    feed = read(api.get("documents.atom"))
    assert [entry.links[0].href[-3:-1] for entry in feed.entries] == ["d4", "d3", "d2", "d1", "d0"]
    assert feed.feed.updated.startswith("2026-01-05")
    turned = read(api.get("documents.atom", ordering="-adopted_on"))
    assert turned.entries[0].links[0].href[-3:-1] == "d0"


def test_pages_are_walked_to_the_end(api: Api) -> None:
    for number in range(5):
        factories.document(id=f"d{number}", title=f"示例决定{number}")
    found, address = [], f"{API}documents.atom?page_size=2&q=示例决定"
    ids = set()
    while address:
        feed = read(api.client.get(address))
        found += [entry.id for entry in feed.entries]
        ids.add(feed.feed.id)
        links = {link.rel: link.href for link in feed.feed.links}
        assert api.client.get(links["self"]).status_code == 200
        address = links.get("next", "")
    assert len(found) == len(set(found)) == 5
    assert len(ids) == 1


def test_names_stay_the_same_on_another_host(api: Api) -> None:
    factories.document(id="here")
    one = read(api.get("documents.atom"))
    other = read(api.client.get(f"{API}documents.atom", headers={"host": "127.0.0.1"}))
    assert one.feed.id == other.feed.id
    assert one.entries[0].id == other.entries[0].id
    assert one.feed.id != read(api.get("documents.atom", genre="official")).feed.id


def test_a_feed_of_nothing(api: Api) -> None:
    feed = read(api.get("documents.atom", q="没有的词"))
    assert feed.entries == []
    assert feed.feed.updated == "1970-01-01T00:00:00+00:00"
    assert feed.feed.title == "政策文献 · q=没有的词"


def test_a_record_without_anything_but_a_title(api: Api) -> None:
    factories.document(id="here", digest="")
    (entry,) = read(api.get("documents.atom")).entries
    assert "summary" not in entry
    assert entry.link == f"http://testserver{API}documents/here/"
    assert "authors" not in entry


@pytest.mark.parametrize(
    "hostile", ["\x01\x0b\x1f", "]]>", "<![CDATA[", "\ufffe\uffff", "\u2028\x85", "&#0;", "\ufeff"]
)
def test_hostile_text_is_well_formed(api: Api, hostile: str) -> None:
    factories.document(id="here", title=f"甲{hostile}乙", digest=f"丙{hostile}丁")
    (entry,) = read(api.get("documents.atom", q="甲")).entries
    assert entry.title.startswith("甲")
    assert entry.title.endswith("乙")


@given(st.text())
def test_any_text_can_stand_in_xml(text: str) -> None:
    element = ET.Element("a")
    element.text = _clean(text)
    again = ET.fromstring(ET.tostring(element, "utf-8"))  # noqa: S314 - our own text
    whole = (again.text or "").replace("\r\n", "\n").replace("\r", "\n")
    assert whole == _clean(text).replace("\r\n", "\n").replace("\r", "\n")
