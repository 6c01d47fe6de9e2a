"""Any list of documents as an Atom feed (RFC 4287), page after page (RFC 5005)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.xmlreader import AttributesImpl

from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.timezone import make_aware
from django.utils.xmlutils import SimplerXMLGenerator

from documents.models import Genre
from policyapi.rest.linked_data import API, address
from policyapi.rest.offering import here

NEEDED = ("terms", "text")
LEAD = 300
"""Characters of the text that stand in for a digest."""
TITLE = "政策文献"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_WALKING = ("page", "page_size", "cursor", "format")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot have."""

Row = Mapping[str, Any]


class Feed(Atom1Feed):
    """Django's, with the pages beside this one, several authors, and categories with schemes."""

    def latest_post_date(self) -> datetime:
        """When the content of any entry last changed; the beginning of time without one."""
        return max((item["updateddate"] for item in self.items), default=_NEVER)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel in ("next", "previous"):
            if self.feed[rel]:
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")
        for media_type, href in item["forms"].items():
            link = {"rel": "alternate", "type": media_type, "href": href}
            handler.addQuickElement("link", "", link)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        for scheme, term, label in item["kinds"]:
            category = {"scheme": scheme, "term": term, "label": label}
            handler.addQuickElement("category", "", category)


def write_feed(view: Any, data: Any) -> str:
    """The documents of a page as the entries of a feed."""
    request = view.request
    asked = [(n, v) for n, vs in request.query_params.lists() for v in vs if n not in _WALKING]
    query = urlencode(sorted(asked))
    feed = Feed(
        title=_clean(" · ".join([TITLE, *(f"{name}={value}" for name, value in asked)])),
        link=request.build_absolute_uri(f"{API}documents/") + (f"?{query}" if query else ""),
        description=None,
        language="zh-Hans",
        author_name=TITLE,
        feed_url=here(request),
        feed_guid=_urn(f"{request.path.partition('.')[0].strip('/')}?{query}"),
        next=data["next"],
        previous=data["previous"],
    )
    for row in data["results"]:
        _add(feed, view, row)
    written: str = feed.writeString("utf-8")
    return written


def _add(feed: Feed, view: Any, row: Row) -> None:
    """One document as an entry. Its first link leads where people read it."""
    own = address(view, "documents", row["id"])
    text = {"text/markdown": f"{own}text.md"} if row["has_text"] else {}
    feed.add_item(
        title=_clean(row["title"]),
        link=row["url"] or own,
        description=None,  # type: ignore[arg-type]
        unique_id=_urn(f"documents/{row['id']}"),
        pubdate=_midnight(row["published_on"] or row["adopted_on"]),
        updateddate=parse_datetime(row["content_changed_at"]),
        authors=[_clean(issuer["name"]) for issuer in row["issuers"]],
        summary=_clean(row["digest"] or _beginning(row["text"] or "")),
        forms={"application/json": own, **text},
        kinds=[(scheme, _clean(term), _clean(label)) for scheme, term, label in _kinds(view, row)],
    )


def _kinds(view: Any, row: Row) -> Iterator[tuple[str, str, str]]:
    """Scheme, term and label of what the document is and names."""
    documents = address(view, "documents")
    yield f"{documents}#genre", row["genre"], str(Genre(row["genre"]).label)
    if row["kind"]:
        yield f"{documents}#kind", row["kind"], row["kind"]
    for term in row["terms"]:
        yield address(view, "terms"), term["slug"], term["label"]


def _beginning(text: str) -> str:
    return text if len(text) <= LEAD else f"{text[:LEAD]}…"


def _midnight(day: str | None) -> datetime | None:
    """A day as the moment that it begins in China."""
    return make_aware(datetime.combine(date.fromisoformat(day), time.min)) if day else None


def _urn(name: str) -> str:
    """A name that stays the same wherever the service is moved."""
    return uuid5(NAMESPACE_URL, f"policyapi:{name}").urn


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
