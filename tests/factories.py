"""Rows for tests: plain functions that fill in what a test does not care about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from documents.models import Citation, Document, DocumentIssuer, Mention, Section, Source
from documents.search.index import index_document
from taxonomy.models import Body, Meeting, Region, Term

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_numbers = count(1)


def region(code: str = "990000", parent: Region | None = None, **values: Any) -> Region:
    defaults = {"name": f"示例{code}", "short_name": code, "level": "province", "kind": "fictional"}
    found, _ = Region.objects.get_or_create(
        code=code, defaults=defaults | values | {"parent": parent}
    )
    return found


def body(slug: str = "cpc-990000", parent: Body | None = None, **values: Any) -> Body:
    defaults = {"name": f"全称{slug}", "short_name": f"简称{slug}", "system": "party"} | values
    if "region" not in defaults:
        defaults["region"] = region()
    found, _ = Body.objects.get_or_create(slug=slug, defaults=defaults | {"parent": parent})
    return found


def meeting(slug: str = "cpc-990000-12-plenum-6", **values: Any) -> Meeting:
    owner = values.pop("body", None) or body()
    defaults = {"body": owner, "kind": "plenum", "name": f"会议{slug}"} | values
    found, _ = Meeting.objects.get_or_create(slug=slug, defaults=defaults)
    return found


PLENUM = "中国共产党示例省第十届委员会第九次全体会议"


def plenum(**values: Any) -> Meeting:
    """The ninth of the tenth committee of 示例省, of a body that is there."""
    owner = Body.objects.get(slug="cpc-990000")
    named = {"body": owner, "convocation": 10, "session": 9, "name": PLENUM}
    return meeting("cpc-990000-10-plenum-9", **named, **values)


def term(slug: str = "san-gao", parent: Term | None = None, **values: Any) -> Term:
    defaults = {
        "label": f"提法{slug}",
        "pinyin": slug.replace("-", " "),
        "scheme": "formulation",
        "status": "approved",
        "parent": parent,
    }
    found, _ = Term.objects.get_or_create(slug=slug, defaults=defaults | values)
    return found


def document(
    issuers: Iterable[Body] = (), terms: Iterable[Term] = (), *, index: bool = True, **values: Any
) -> Document:
    """A published document, indexed unless told; its digest names each term once."""
    number = next(_numbers)
    terms = list(terms)
    defaults = {
        "id": f"doc{number:05}",
        "title": f"示例文件第{number}号",
        "genre": "official",
        "digest": "".join(named.label for named in terms),
        "content_changed_at": MOMENT,
    }
    made = Document.objects.create(**defaults | values)
    for position, issuer in enumerate(issuers, start=1):
        DocumentIssuer.objects.create(
            document=made, position=position, name=issuer.name, body=issuer
        )
    at = 0
    for named in terms:
        span = {"start": at, "end": at + len(named.label)}
        Mention.objects.create(
            document=made, term=named, field="digest", surface=named.label, **span
        )
        at = span["end"]
    if index:
        index_document(made.id)
    return made


def section(owner: Document, position: int = 1, **values: Any) -> Section:
    defaults = {"type": "paragraph", "level": 1, "start": 0, "end": len(owner.text)}
    return Section.objects.create(document=owner, position=position, **defaults | values)


def citation(owner: Document, **values: Any) -> Citation:
    defaults = {"kind": "document", "surface": "《示例》", "start": 0, "end": 0}
    return Citation.objects.create(document=owner, **defaults | values)


def source(owner: Document, **values: Any) -> Source:
    defaults = {
        "location": f"in/{owner.id}-{next(_numbers)}",
        "sha256": "0" * 64,
        "media_type": "text/plain",
        "captured_at": MOMENT,
    }
    return Source.objects.create(document=owner, **defaults | values)
