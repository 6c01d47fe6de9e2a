"""The filters of documents: one attribute each, from which parser, schema, docs and tests go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from documents.models import Citation, DocumentIssuer, Genre, Mention, Validity
from documents.search.keys import numbers
from documents.text.stages import FLAGS, KINDS
from policyapi.rest.expressions import subtree
from policyapi.rest.filters import Filter, FilterSet
from policyapi.rest.values import (
    REGION_CODE,
    SLUG,
    Choice,
    Day,
    Flag,
    Integer,
    Moment,
    Pattern,
    Text,
    choices,
)
from taxonomy.api.filters import (
    body_names,
    in_tree,
    meeting_names,
    one_of,
    region_names,
    term_names,
)
from taxonomy.models import Body, Region, Term

DOCUMENT_ID = Pattern(r"[0-9A-Za-z_-]{1,16}", "a document's id", 16)


def _issued_by(condition: Q) -> Q:
    return Q(Exists(DocumentIssuer.objects.filter(condition, document=OuterRef("pk"))))


def _names_term(condition: Q) -> Q:
    return Q(Exists(Mention.objects.filter(condition, document=OuterRef("pk"))))


def _cites(values: Sequence[str]) -> Q:
    """Citations of documents by id, number or title, of meetings by slug."""
    target = Q(target_document__in=values) | Q(target_meeting__slug__in=values)
    target |= Q(target__in=numbers(values))
    return Q(Exists(Citation.objects.filter(target, document=OuterRef("pk"))))


def _subject(values: Sequence[str]) -> Q:
    stated = Q(subject_term__label__in=values) | Q(subject__in=values)
    return Q(subject_term__slug__in=values) | stated


def _has_text(values: Sequence[bool]) -> Q:
    with_text, without = Q(text_length__gt=0), Q(text_length=0)
    return Q() if len(values) > 1 else with_text if values[0] else without


def _bound(lookup: str) -> Any:
    return lambda values: Q((lookup, values[0]))


def _day(field: str, lookup: str, words: str) -> Filter:
    return Filter(
        Day(),
        _bound(f"{field}__{lookup}"),
        f"{words}; the day itself counts.",
        "2020-01-01",
        many=False,
    )


class DocumentFilters(FilterSet):
    issuer = Filter(
        SLUG, lambda v: _issued_by(Q(body__slug__in=v)), "Issuing body.", "cpc-430000", body_names
    )
    issuer_tree = Filter(
        SLUG,
        lambda v: _issued_by(Q(body__in=subtree(Body, "slug", list(v)))),
        "Issuing body or any body under it.",
        "gov-430000",
        body_names,
    )
    meeting = Filter(
        SLUG,
        one_of("meeting__slug"),
        "Meeting that adopted it or where it was delivered.",
        "cpc-430000-12-plenum-6",
        meeting_names,
    )
    kind = Filter(Choice(KINDS), one_of("kind"), "Statutory kind (文种).", "决定")
    genre = Filter(choices(Genre.choices), one_of("genre"), "Genre.", "official")
    region = Filter(REGION_CODE, one_of("region"), "Region.", "430000", region_names)
    region_tree = Filter(
        REGION_CODE,
        in_tree("region", Region, "code"),
        "Region or any inside it.",
        "430000",
        region_names,
    )
    level = Filter(
        choices(Region.Level.choices), one_of("level"), "Level of the issuer.", "province"
    )
    term = Filter(
        SLUG,
        lambda v: _names_term(Q(term__slug__in=v)),
        "Names this term.",
        "san-gao-si-xin",
        term_names,
    )
    term_tree = Filter(
        SLUG,
        lambda v: _names_term(Q(term__in=subtree(Term, "slug", list(v)))),
        "Names this term or a narrower one.",
        "san-gao-si-xin",
        term_names,
    )
    subject = Filter(Text(120), _subject, "Subject, by slug or label.", "zong-he-zheng-wu")
    number = Filter(
        Text(120),
        lambda v: Q(document_number__in=numbers(v)),
        "Document number, in any form of brackets.",
        "国发〔2018〕42号",
    )
    publisher = Filter(Text(120), one_of("publisher"), "Outlet that published it.", "湖南日报")
    validity = Filter(choices(Validity.choices), one_of("validity"), "Validity.", "in_force")
    flag = Filter(
        Choice(FLAGS),
        lambda v: Q(flags__overlap=list(v)),
        "Flag for curators.",
        "unresolved_issuer",
    )
    year = Filter(
        Integer(1, 9999), one_of("year"), "Year of adoption, else of publication.", "2021"
    )
    has_text = Filter(Flag(), _has_text, "Whether there is a full text.", "true")
    cites = Filter(
        Text(200),
        _cites,
        "Cites this document (id, number or title) or meeting (slug).",
        "cpc-100000-20-plenum-3",
    )
    adopted_on__gte = _day("adopted_on", "gte", "Adopted on or after")
    adopted_on__lte = _day("adopted_on", "lte", "Adopted on or before")
    published_on__gte = _day("published_on", "gte", "Published on or after")
    published_on__lte = _day("published_on", "lte", "Published on or before")
    effective_on__gte = _day("effective_on", "gte", "In effect from that day or later")
    effective_on__lte = _day("effective_on", "lte", "In effect from that day or earlier")
    changed_at__gte = Filter(
        Moment(),
        _bound("content_changed_at__gte"),
        "Content changed then or later.",
        "2026-01-01T00:00:00+08:00",
        many=False,
    )
    id__in = Filter(
        DOCUMENT_ID,
        one_of("pk"),
        "Documents by id, comma-separated.",
        "0123456789abcdef",
        commas=True,
    )
