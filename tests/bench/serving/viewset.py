"""Requests a second beside what DRF makes of the same rows by itself, and of 304 beside 200.

The peer is a `ModelViewSet` with nested serializers, page numbers, and the usual care:
`select_related` and `prefetch_related`, so that no row costs a query. It gives the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from django.db.models import F, Prefetch
from django.test import override_settings
from django.urls import include, path
from rest_framework import pagination, renderers, serializers, viewsets
from rest_framework.routers import DefaultRouter

from documents.models import Document, DocumentIssuer, Source
from policyapi.urls import urlpatterns as own
from taxonomy.models import Body, Meeting, Region
from tests.bench.serving.replay import PATH, WARM, ask, timed


class _Body(serializers.ModelSerializer[Body]):
    class Meta:
        model = Body
        fields = ("slug", "short_name")


class _Issuer(serializers.ModelSerializer[DocumentIssuer]):
    body: Any = _Body()

    class Meta:
        model = DocumentIssuer
        fields = ("name", "body")


class _Meeting(serializers.ModelSerializer[Meeting]):
    body: Any = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Meeting
        fields = (
            "slug", "name", "kind", "body", "convocation", "session", "held_from", "held_to",
            "place",
        )  # fmt: skip


class _Region(serializers.ModelSerializer[Region]):
    class Meta:
        model = Region
        fields = ("code", "name")


class _Document(serializers.ModelSerializer[Document]):
    issuers = _Issuer(source="issuer_links", many=True)
    meeting = _Meeting()
    region = _Region()
    title_inferred = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    links = serializers.HyperlinkedIdentityField(view_name="document-detail", lookup_field="id")

    class Meta:
        model = Document
        fields = (
            "id", "title", "subtitle", "lead_in", "title_inferred", "genre", "kind",
            "document_number", "index_number", "subject", "issuers", "meeting", "region", "level",
            "adopted_on", "published_on", "effective_on", "validity", "publisher", "authors",
            "speaker", "digest", "has_text", "text_length", "flags", "url", "content_changed_at",
            "record_updated_at", "links",
        )  # fmt: skip

    def get_title_inferred(self, document: Document) -> bool:
        return "title_inferred" in document.flags

    def get_url(self, document: Document) -> str | None:
        return next((source.url for source in document.sources.all() if source.url), None)


class _Pages(pagination.PageNumberPagination):
    page_size = 20


_ISSUERS = DocumentIssuer.objects.select_related("body").order_by("position")
_SOURCES = Source.objects.order_by("-is_current", "-version").only("url", "document_id")


class _Documents(viewsets.ModelViewSet[Document]):
    queryset = (
        Document.objects.filter(status="published")
        .defer("text", "evidence", "meeting_stated")
        .select_related("meeting__body", "region")
        .prefetch_related(
            Prefetch("issuer_links", queryset=_ISSUERS), Prefetch("sources", queryset=_SOURCES)
        )
        .order_by(F("adopted_on").desc(nulls_last=True), "id")
    )
    serializer_class = _Document
    pagination_class = _Pages
    renderer_classes = (renderers.JSONRenderer,)
    schema = None


_router = DefaultRouter()
_router.register("plain", _Documents, basename="plain")
urlpatterns: list[Any] = [path("bench/", include(_router.urls)), *own]
PLAIN = "/bench/plain/"
IN_A_ROW = 10
Work = Callable[[], object]


def beside_a_model_view_set(rounds: int) -> Iterator[str]:
    """Lists of 20 of the same documents, a page at a time."""
    with override_settings(ROOT_URLCONF=__name__):
        keys = [[row["id"] for row in ask(p, {}).json()["results"]] for p in (PATH, PLAIN)]
        if keys[0] != keys[1]:
            raise RuntimeError("the peer gives other documents")
        for _ in range(WARM):
            ask(PATH, {}), ask(PLAIN, {})
        ours, plain = medians(lambda: ask(PATH, {}), lambda: ask(PLAIN, {}), rounds)
    yield (
        f"lists of 20: {1 / ours:,.0f} requests a second, a plain ModelViewSet {1 / plain:,.0f}:"
        f" {plain / ours:.1f} times (aim 3)"
    )


def medians(one: Work, other: Work, rounds: int) -> tuple[float, float]:
    """Seconds that each takes, asked `IN_A_ROW` times on end and by turns with the other.

    What counts are requests a second of a service that is busy with this one thing.
    """
    pairs = [(_each(one), _each(other)) for _ in range(max(1, rounds // IN_A_ROW))]
    first, second = zip(*pairs, strict=True)
    return median(first), median(second)


def _each(work: Work) -> float:
    return timed(lambda: [work() for _ in range(IN_A_ROW)]) / IN_A_ROW


def beside_not_modified(rounds: int) -> Iterator[str]:
    """Lists whose ETag the client knows, beside the same lists."""
    yield _spared("a list", {}, rounds)
    yield _spared("a search", {"q": "高质量发展"}, rounds)


def _spared(name: str, asked: dict[str, str], rounds: int) -> str:
    known = {"If-None-Match": ask(PATH, asked)["ETag"]}
    whole, spared = medians(
        lambda: ask(PATH, asked), lambda: ask(PATH, asked, 304, **known), rounds
    )
    return (
        f"{name}: {1 / whole:,.0f} answers 200 a second, {1 / spared:,.0f} answers 304:"
        f" {whole / spared:.1f} times (aim 5)"
    )
