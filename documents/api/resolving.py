"""What a pasted text cites."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.writing.fields import DayField, Slug, Strict, Words
from documents.api.writing.reading import validated
from documents.api.writing.uploads import PARSERS, check_size
from documents.ingest.cited import CANDIDATES, Cited, names_in
from documents.ingest.current import current_tools
from documents.models import Citation, Document
from documents.text.stages import RELATIONS
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.offering import Offering
from policyapi.rest.operations import JSON, Operation
from policyapi.rest.parameters import read
from policyapi.rest.values import REGION_CODE
from taxonomy.api.serializers import TermRef
from taxonomy.api.views import API
from taxonomy.models import Meeting

LONGEST = 100_000
"""Characters of a text."""
MOST_BYTES = 12 * LONGEST + 10_000
"""Of a body: a character is at most two escapes of six bytes."""


class PastedText(Strict):
    """A text, and where and when it was written as far as that is known."""

    text = Words(
        max_length=LONGEST, trim_whitespace=False, help_text="A sentence, a paragraph, a document."
    )
    region = Slug(
        REGION_CODE,
        allow_null=True,
        help_text="Code of the region whose 省委, 市政府 … the text speaks of.",
    )
    date = DayField(
        required=False,
        allow_null=True,
        help_text="Its day: what was adopted or held later is not what it cites.",
    )


class SelfLink(serializers.Serializer[Any]):
    self = serializers.URLField()


class CitedDocument(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()
    document_number = serializers.CharField(allow_null=True)
    adopted_on = serializers.DateField(allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="Official address of the source.")
    links = SelfLink()


class CitedMeeting(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    held_from = serializers.DateField(allow_null=True)
    held_to = serializers.DateField(allow_null=True)
    links = SelfLink()


class CitationCandidate(serializers.Serializer[Any]):
    """One of several documents or meetings that may be meant."""

    id = serializers.CharField(help_text="Id of a document, slug of a meeting.")
    title = serializers.CharField()
    date = serializers.DateField(allow_null=True, help_text="Of adoption, or the first day.")
    links = SelfLink()


class ResolvedCitation(serializers.Serializer[Any]):
    """A place where the text names a document or a meeting, and which one that is.

    `start` and `end` count code points of the text as it was sent, half-open.
    """

    kind = serializers.ChoiceField(Citation.Kind.choices)
    relation = serializers.ChoiceField(RELATIONS, allow_null=True)
    surface = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    target = serializers.CharField(
        allow_null=True, help_text="A number, a title or a meeting's slug; null: not certain."
    )
    document = CitedDocument(allow_null=True)
    meeting = CitedMeeting(allow_null=True)
    candidates = CitationCandidate(
        many=True,
        help_text=f"Where it is open which one is meant: the latest {CANDIDATES}; of a title that "
        "none has, the notices that issue it.",
    )


class NamedTerm(serializers.Serializer[Any]):
    term = TermRef()
    surface = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class ResolvedText(serializers.Serializer[Any]):
    citations = ResolvedCitation(many=True)
    terms = NamedTerm(many=True)


class Resolve(Offering):
    """Which documents and meetings a text cites. Open to everyone; nothing is kept of it."""

    operations: ClassVar = {
        "post": Operation(
            "resolve_citations",
            "Which documents and meetings a text cites",
            body={JSON: PastedText},
            answers={200: {JSON: ResolvedText}},
            problems={413: f"The text has more than {LONGEST:,} characters."},
            description="Read as documents are when they come in: 《…》 with the number beside it, "
            "numbers alone, articles of laws, short names (以下简称), meetings by their "
            "ordinals. Line breaks in mid-sentence and traditional script do no harm. Where "
            "several documents fit, none is guessed: `candidates` has them. Nothing is kept.",
        )
    }

    def get_parsers(self) -> list[Any]:
        return [PARSERS[JSON]()]

    def post(self, request: Request) -> Response:
        read(request.query_params, ())
        check_size(request, MOST_BYTES)
        body = validated(PastedText, request.data)
        region: str | None = body.get("region")
        tools = current_tools()
        if region and region not in tools.vocabulary.regions:
            raise InvalidParameters({"region": [f"{region} does not exist; regions/ lists them."]})
        found = names_in(body["text"], tools, region, body.get("date"))
        labels = {term.slug: term.label for term in tools.vocabulary.terms}
        return Response(
            {
                "citations": [_citation(request, cited) for cited in found.cited],
                "terms": [
                    {
                        "term": {"slug": one.term, "label": labels[one.term]},
                        "surface": one.surface,
                        "start": one.start,
                        "end": one.end,
                    }
                    for one in found.terms
                ],
            }
        )


def _citation(request: Request, cited: Cited) -> dict[str, Any]:
    one = cited.citation
    document, meeting = cited.document, cited.meeting
    return {
        "kind": one.kind,
        "relation": one.relation,
        "surface": one.surface,
        "start": one.start,
        "end": one.end,
        "target": one.target,
        "document": document and _document(request, document),
        "meeting": meeting and _meeting(request, meeting),
        "candidates": [_candidate(request, thing) for thing in cited.candidates],
    }


def _document(request: Request, document: Document) -> dict[str, Any]:
    return {
        "id": document.pk,
        "title": document.title,
        "document_number": document.document_number,
        "adopted_on": document.adopted_on,
        "url": getattr(document, "url", None),
        "links": _links(request, document),
    }


def _meeting(request: Request, meeting: Meeting) -> dict[str, Any]:
    return {
        "slug": meeting.slug,
        "name": meeting.name,
        "held_from": meeting.held_from,
        "held_to": meeting.held_to,
        "links": _links(request, meeting),
    }


def _candidate(request: Request, thing: Document | Meeting) -> dict[str, Any]:
    if isinstance(thing, Document):
        named = {"id": thing.pk, "title": thing.title, "date": thing.adopted_on}
    else:
        named = {"id": thing.slug, "title": thing.name, "date": thing.held_from}
    return {**named, "links": _links(request, thing)}


def _links(request: Request, thing: Document | Meeting) -> dict[str, str]:
    own = f"documents/{thing.pk}" if isinstance(thing, Document) else f"meetings/{thing.slug}"
    return {"self": request.build_absolute_uri(f"{API}{own}/")}
