"""What an answer about a region, body, meeting or term holds, and where it comes from."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from policyapi.rest.expressions import counted, first, listed, reference, stated
from policyapi.rest.selection import Columns
from taxonomy.models import Body, Meeting, Region, Term, TermComponent


def _documents(model: Any, path: str) -> Any:
    """How many published documents a relation of the model leads to."""
    return counted(model, path, Q((f"{path}__status", "published")))


def _region(path: str = "region") -> Any:
    return reference(path, code="code", name="name")


def _fields(*names: str) -> dict[str, Any]:
    return {name: F(name) for name in names}


_REGION = {**_fields("code", "name", "short_name", "level", "kind"), "parent": _region("parent")}
REGION_LIST = Columns(_REGION, computed=("links",), key="code")
REGION_DETAIL = Columns(
    {
        **_REGION,
        "children": listed(
            Region.objects.filter(parent=OuterRef("pk")).order_by("code"),
            code="code", name="name", kind="kind",
        ),
        "bodies": listed(
            Body.objects.filter(region=OuterRef("pk")).order_by("slug"),
            slug="slug", name="short_name",
        ),
        "document_count": _documents(Region, "documents"),
    },
    computed=("links",), key="code",
)  # fmt: skip

_BODY = {
    **_fields("slug", "name", "short_name", "aliases", "system", "number_prefixes"),
    "region": _region(),
    "parent": reference("parent", slug="slug", name="short_name"),
}
BODY_LIST = Columns(_BODY, computed=("links",))
BODY_DETAIL = Columns(
    {
        **_BODY,
        "children": listed(
            Body.objects.filter(parent=OuterRef("pk")).order_by("slug"),
            slug="slug", name="short_name",
        ),
        "document_count": _documents(Body, "documents"),
    },
    computed=("links",),
)  # fmt: skip

_MEETING = {
    **_fields("slug", "name", "aliases", "kind", "convocation", "session"),
    **_fields("held_from", "held_to", "place"),
    "body": reference("body", slug="slug", name="short_name"),
    "region": _region("body__region"),
}
MEETING_LIST = Columns(_MEETING, computed=("links",))


def _of_series() -> Any:
    """Meetings of the same body and kind as the outer one."""
    return Meeting.objects.filter(body=OuterRef("body"), kind=OuterRef("kind"))


def _previous() -> Any:
    """The session before, or the last one known of the convocation before a first session."""
    same = Q(convocation=OuterRef("convocation"), session=OuterRef("session") - Value(1))
    earlier = Q(convocation=OuterRef("convocation") - Value(1))
    rows = _of_series().annotate(
        outer=Coalesce(OuterRef("session"), Value(1), output_field=IntegerField())
    )
    return first(
        rows.filter(same | (earlier & Q(outer=1))).order_by(
            F("convocation").desc(), F("session").desc(nulls_last=True)
        ),
        slug="slug",
        name="name",
    )


def _next() -> Any:
    """The session after, or the first of the convocation after."""
    same = Q(convocation=OuterRef("convocation"), session=OuterRef("session") + Value(1))
    later = Q(convocation=OuterRef("convocation") + Value(1))
    return first(
        _of_series()
        .filter(same | (later & (Q(session=1) | Q(session__isnull=True))))
        .order_by("convocation", "session"),
        slug="slug",
        name="name",
    )


MEETING_DETAIL = Columns(
    {
        **_MEETING,
        "previous": _previous(),
        "next": _next(),
        "document_count": _documents(Meeting, "documents"),
    },
    computed=("links",),
)

_TERM = {
    **_fields("slug", "label", "alt_labels", "pinyin", "scheme", "status", "valid_from"),
    "definition": stated("definition"),
    "coined_in": stated("coined_in"),
    "region": _region(),
    "broader": reference("parent", slug="slug", label="label"),
    "superseded_by": reference("superseded_by", slug="slug", label="label"),
    "document_count": Case(
        When(scheme=Term.Scheme.SUBJECT, then=_documents(Term, "subject_documents")),
        default=_documents(Term, "mentions__document"),
    ),
}
_LABELLED = {"slug": "slug", "label": "label"}


def _terms(**condition: Any) -> Any:
    """Terms that a condition ties to the outer one."""
    return listed(Term.objects.filter(**condition).order_by("slug"), **_LABELLED)


_SCHEME = {"scheme": F("scheme")}
TERM_LIST = Columns(_TERM, computed=("links",), hidden=_SCHEME)
TERM_DETAIL = Columns(
    {
        **_TERM,
        "narrower": _terms(parent=OuterRef("pk")),
        "components": listed(
            TermComponent.objects.filter(whole=OuterRef("pk")).order_by("position"),
            slug="part__slug", label="part__label",
        ),
        "component_of": listed(
            TermComponent.objects.filter(part=OuterRef("pk")).order_by("whole__slug"),
            slug="whole__slug", label="whole__label",
        ),
        "related": _terms(related=OuterRef("pk")),
        "supersedes": _terms(superseded_by=OuterRef("pk")),
        "mention_count": counted(
            Term, "mentions", Q(mentions__document__status="published")
        ),
    },
    computed=("links",), hidden=_SCHEME,
)  # fmt: skip
